# ruff: noqa: E402, E501 (run as a script, it first says where its neighbours lie)
"""How fast the pages of a big record are: makes one of a million claims, and has twenty readers at it.

    python tests/web/load.py 1000000 big.db          # makes the copy that pages read (once), of an invented record
    python tests/web/load.py --copy record.db big.db # the same of a record that is there; says how long and how much memory
    python tests/web/load.py --ask big.db 20 30      # twenty readers, thirty seconds; answers by kind of page
    python tests/web/load.py --ask big.db 20 30 --new  # the same with no address asked for twice: every page is made anew
    python tests/web/load.py --wrk big.db 20 10      # the same, asked by wrk, also kind by kind

The readers run in processes of their own, over loopback, one request after the other without a pause.
"""

from __future__ import annotations

import http.client
import multiprocessing
import random
import re
import resource
import sqlite3
import sys
import tempfile
import threading
import time
from itertools import pairwise
from pathlib import Path
from urllib.parse import quote_plus

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]


from big_record import make

import sample_record
from whence.web.view.pack import unpack
from whence.web.view.values import Line


def asked(view: Path) -> list[tuple[str, list[str]]]:
    """Addresses by kind of page."""
    chance = random.Random(7)
    db = sqlite3.connect(view)

    def some(column: str, table: str, most: int = 200) -> list[str]:
        top = db.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0]
        picked = [chance.randrange(1, top + 1) for _ in range(most)]
        return [
            str(row[0]) for n in picked for row in db.execute(f"SELECT {column} FROM {table} WHERE rowid = ?", (n,))
        ]

    def most(column: str, table: str, limit: int) -> list[str]:
        """The values that stand oftenest."""
        query = f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ?"
        return [str(row[0]) for row in db.execute(query, (limit,))]

    names = [quote_plus(one) for (one,) in db.execute("SELECT name FROM names WHERE part = 'actor' LIMIT 300")]
    sources = [quote_plus(one) for (one,) in db.execute("SELECT name FROM names WHERE part = 'source' LIMIT 300")]
    types, countries = most("type", "events", 30), most("country", "events", 3)
    last = db.execute("SELECT max(n) FROM events").fetchone()[0]
    # Words of sentences of the record, alone and two together.
    lines = [unpack(row[0], Line).words for n in range(1, last, max(1, last // 40))
             for row in db.execute("SELECT line FROM lines WHERE n = ?", (n,))]  # fmt: skip
    words = sorted({word.lower() for line in lines for word in re.findall(r"[A-Za-z]{4,}", line)})
    asked_for = [*words[:20], *(f"{a}+{b}" for a, b in pairwise(words[:20]))] or ["election"]
    return [
        ("events", ["/events", "/events?sort=origins", "/events?sort=claims", "/events?sort=oldest"]),
        ("events, type", [f"/events?type={kind}" for kind in types]),
        ("events, type and country", [f"/events?type={kind}&country={c}" for kind in types for c in countries]),
        ("events, dates", [f"/events?since={month}&until={month}" for month in most("month", "events", 60)]),
        ("events, words", [f"/events?words={one}" for one in asked_for]),
        ("events, actor", [f"/events?actor={one}" for one in names]),
        ("events, source", [f"/events?source={one}" for one in sources]),
        ("events, place", [f"/events?place={one}" for one in most("place_id", "events", 200)]),
        ("events, disputed", ["/events?disputed=yes", "/events?origins=3", "/events?disputed=yes&status=denied"]),
        ("events, page", [f"/events?after={n}" for n in range(50, max(51, last // 2), max(1, last // 100))]),
        ("map", ["/events?view=map", *(f"/events?view=map&type={kind}" for kind in types[:2]),
                 *(f"/events?view=map&country={c}" for c in countries[:1])]),
        ("timeline", ["/events?view=timeline", *(f"/events?view=timeline&type={kind}" for kind in types[:1])]),
        ("event", [f"/events/{one}" for one in some("event_id", "events")]),
        ("report", [f"/reports/{one}" for one in some("report_id", "reports")]),
        ("claim", [f"/claims/{one}" for one in some("claim_id", "claims")]),
        ("lists", ["/reports", "/sources", "/places", "/actors", "/disputes", "/methodology"]),
        ("json", ["/events.json", *(f"/events.json?type={kind}" for kind in types[:1]), "/disputes.json"]),
    ]  # fmt: skip


def copied(record: Path, view: Path) -> None:
    """Make the copy of a record as the pages do at start; says how long it took and how much memory."""
    from whence.web.view.build import build

    def say(told: str) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{time.process_time():7.0f} s of a processor, {peak:6,.0f} MB at most: {told}", flush=True)

    built = build(record, view, progress=say)
    say(
        f"{built.reports:,} reports, {built.claims:,} claims, {built.events:,} events; {view.stat().st_size / 1e6:,.0f} MB"
    )


def reader(
    port: int, kinds: list[tuple[str, list[str]]], seconds: float, seed: int, out: object, *, new: bool = False
) -> None:
    """One reader: a random page after the other; `new`: each under an address that nobody asked for before."""
    chance = random.Random(seed)
    took: list[tuple[str, float, int]] = []
    until = time.perf_counter() + seconds
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while time.perf_counter() < until:
        kind, addresses = chance.choice(kinds)
        began = time.perf_counter()
        address = chance.choice(addresses)
        connection.request(
            "GET", f"{address}{'&' if '?' in address else '?'}new={seed}-{len(took)}" if new else address
        )
        answer = connection.getresponse()
        answer.read()
        took.append((kind, time.perf_counter() - began, answer.status))
    out.put(took)  # type: ignore[attr-defined]


def ask(view: Path, readers: int, seconds: float, *, new: bool = False) -> None:
    """Print the median and the 95th percentile of every kind of page."""
    kinds = asked(view)
    queue = multiprocessing.get_context("spawn").Queue()
    with tempfile.TemporaryDirectory() as folder, _served(view, Path(folder)) as port:
        for _, addresses in kinds:  # files of the system into memory, as in a server that runs
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", addresses[0])
            connection.getresponse().read()
        crowd = [
            multiprocessing.get_context("spawn").Process(
                target=reader, args=(port, kinds, seconds, n, queue), kwargs={"new": new}
            )
            for n in range(readers)
        ]
        before = _processor(port)
        for one in crowd:
            one.start()
        took = [row for _ in crowd for row in queue.get()]
        for one in crowd:
            one.join()
        spent = _processor(port) - before
    assert {status for _, _, status in took} == {200}
    print(f"{readers} readers, {len(took) / seconds:.0f} pages a second, {spent / len(took) * 1000:.1f} ms of a processor "
          f"a page; load average {Path('/proc/loadavg').read_text(encoding='utf-8').split()[0]}")  # fmt: skip
    for kind in ["all", *(kind for kind, _ in kinds)]:
        mine = sorted(seconds for name, seconds, _ in took if kind in ("all", name))
        if mine:
            print(
                f"{kind:<26}{len(mine):>6}  median {mine[len(mine) // 2] * 1000:6.0f} ms  p95 {mine[int(len(mine) * 0.95)] * 1000:6.0f} ms"
            )


def _processor(port: int) -> float:
    """Processor time of the server so far, in seconds: the same however busy the machine is."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/processor")
    return float(connection.getresponse().read())


LUA = """
local asked = { %s }
local new, count = %s, 0
math.randomseed(7)
request = function()
  count = count + 1
  local address = asked[math.random(#asked)]
  if new then address = address .. (address:find("?", 1, true) and "&" or "?") .. "new=" .. count end
  return wrk.format("GET", address, { ["Accept-Encoding"] = "gzip" })
end
done = function(summary, latency, requests)
  io.write(string.format("%%7d  median %%6.0f ms  p95 %%6.0f ms  slowest %%6.0f ms  errors %%d\\n", summary.requests,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency.max / 1000,
    summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect))
end
"""


def wrk(view: Path, readers: int, seconds: float, *, new: bool = False) -> None:
    """The same with wrk (`apt-get install wrk`) as the load generator: all pages mixed, then kind by kind."""
    import subprocess

    kinds = asked(view)
    every = [
        address for _, addresses in kinds for address in random.Random(7).sample(addresses, min(40, len(addresses)))
    ]
    with tempfile.TemporaryDirectory() as folder, _served(view, Path(folder)) as port:
        for kind, addresses in [("warming", every), ("all", every), *kinds]:
            script = Path(folder) / "asked.lua"
            script.write_text(LUA % (", ".join(f'"{one}"' for one in addresses), str(new).lower()), encoding="utf-8")
            told = subprocess.run(
                ["wrk", "-t1", f"-c{readers}", f"-d{seconds:g}s", "--timeout", "20s", "-s", str(script),
                 f"http://127.0.0.1:{port}/"], capture_output=True, text=True, check=True,
            ).stdout  # fmt: skip
            load = Path("/proc/loadavg").read_text(encoding="utf-8").split()[0]
            print(f"{kind:<26}{told.splitlines()[-1]}  (load average {load})", flush=True)


class _served:  # noqa: N801
    """The pages of a finished copy, served by a process of its own."""

    def __init__(self, view: Path, folder: Path) -> None:
        self.view, self.folder = view, folder

    def __enter__(self) -> int:
        import socket
        import subprocess

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", str(self.view), str(self.folder), str(port)]
        )
        for _ in range(600):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port)
                connection.request("GET", "/openapi.json")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.1)
            else:
                return port
        raise RuntimeError("the server did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


def serve(view: Path, folder: Path, port: int) -> None:
    """Serve a finished copy; the record beside it is a small one."""
    import uvicorn
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    from whence.web import app
    from whence.web.settings import Serving
    from whence.web.view import views

    class Fixed(views.Views):
        """Always this copy."""

        def __init__(self, record: Path, **_: object) -> None:
            self.record, self.private, self.trouble = record, False, None
            self.now = views.View(view)
            self._looked = float("inf")

        def close(self) -> None:
            """The copy is kept."""

        def stale(self) -> bool:
            return False

    app.Views = Fixed  # type: ignore[misc, assignment]
    record = sample_record.write(folder / "small.db")
    pages = app.build(Serving(record=record))
    pages.router.routes.insert(0, Route("/processor", lambda _: PlainTextResponse(str(time.process_time()))))
    uvicorn.run(pages, host="127.0.0.1", port=port, log_level="error", access_log=False)


if __name__ == "__main__":
    if sys.argv[1] == "--ask":
        ask(Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), new="--new" in sys.argv)
    elif sys.argv[1] == "--wrk":
        wrk(Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]), new="--new" in sys.argv)
    elif sys.argv[1] == "--copy":
        copied(Path(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1] == "--serve":
        threading.current_thread().name = "server"
        serve(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        make(int(sys.argv[1]), Path(sys.argv[2]))
