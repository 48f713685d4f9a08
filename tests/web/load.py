# ruff: noqa: E402, E501 (run as a script, it first says where its neighbours lie)
"""How fast the pages of a big record are: makes one of a million claims, and has twenty readers at it.

    python tests/web/load.py 1000000 big.db          # makes the copy that pages read (once)
    python tests/web/load.py --ask big.db 20 30      # twenty readers, thirty seconds; answers by kind of page

The readers run in processes of their own, over loopback, one request after the other without a pause.
"""

from __future__ import annotations

import http.client
import multiprocessing
import random
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1])]

import msgspec

import sample_record
from whence.protect import MASKED, Protected, masking
from whence.schema import records as r
from whence.schema.ids import digest, event_id
from whence.schema.ontology import ontology
from whence.web.view import fill, tables
from whence.web.view.build import Built, Stamp

PLACES = 3000
SURNAMES = 4000
OUTLETS = 400
A_REPORT, AN_EVENT = 5, 2.5  # claims, on average


def shown(claims: int) -> Protected:
    """A record of that many claims, invented by a fixed seed."""
    chance = random.Random(20220924)
    kinds = [(kind.name, mode.name) for kind in ontology().types for mode in kind.modes]
    places = [_place(chance, n) for n in range(PLACES)]
    names = [f"Official {digest(str(n).encode())[:6].upper()}" for n in range(SURNAMES)]
    told = [_claim(chance, n, kinds, places, names) for n in range(claims)]
    reports = [_report(chance, n) for n in range(claims // A_REPORT + 1)]
    return Protected(
        reports=tuple(reports), claims=tuple(told), events=tuple(_events(chance, told)), decisions=(), issues=(),
        policy=MASKED, names=0, coarsened=0, withheld_claims=0, withheld_events=0,
        mask=masking([], [], [], MASKED, b"invented"),
    )  # fmt: skip


def _place(chance: random.Random, n: int) -> r.Place:
    name = f"Town {n}"
    country = ("UA", "RU", "SN", "KE", "PH", "SD", "MM", "ML", "TD", "BF")[min(9, int(chance.expovariate(0.5)))]
    return r.Place(
        text=name, start=30, end=30 + len(name), found_by="invented", name=name, geonameid=n, admin1=f"Region {n % 40}",
        country=country, lat=round(chance.uniform(-10, 55), 3), lon=round(chance.uniform(-15, 100), 3),
        precision=chance.choice(("settlement", "settlement", "region", "country")),
    )  # fmt: skip


def _report(chance: random.Random, n: int) -> r.Report:
    text = f"In the town of the report {n} something is said to have happened. " * 6
    day = f"20{20 + n % 5}-{1 + n % 12:02}-{1 + n % 28:02}"
    return r.Report(
        report_id=f"{n:016x}", input=r.Input(path=f"{n}.txt"), text=text, outlet=f"Outlet {chance.randrange(OUTLETS)}",
        title=f"Report {n} on what was said", published=r.Published(value=day, basis="given"), language="en",
        copy_of=f"{n - 1:016x}" if n % 7 == 1 else None,
    )  # fmt: skip


def _claim(
    chance: random.Random, n: int, kinds: list[tuple[str, str]], places: list[r.Place], names: list[str]
) -> r.Claim:
    kind, mode = kinds[min(len(kinds) - 1, int(chance.expovariate(0.06)))]
    who = names[min(SURNAMES - 1, int(chance.expovariate(0.004)))]
    day = f"20{20 + n % 5}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
    words = f"election office shelling crowd {n % 977} police {who.split()[1].lower()}"
    here = {"start": 0, "end": 20, "found_by": "invented", "confidence": chance.uniform(0.4, 1)}
    return r.Claim(
        claim_id=digest(f"claim {n}".encode()), report_id=f"{n // A_REPORT:016x}", type=kind, mode=mode,
        evidence=r.Span(text=words, **here), status=chance.choice(("asserted",) * 8 + ("planned", "denied", "possible")),
        actors=(r.Party(text=who, name=who, sector="GOV", private=False, **here),), place=places[chance.randrange(PLACES)],
        time=r.Time(text="on Friday", earliest=day, latest=day, precision="day", basis="text", **here),
        chain=(r.Link(text=who, name=names[chance.randrange(SURNAMES)], kind="person", private=False, **here),),
    )  # fmt: skip


def _events(chance: random.Random, claims: list[r.Claim]) -> Iterator[r.Event]:
    at = 0
    while at < len(claims):
        some = claims[at : at + 1 + min(60, int(chance.expovariate(1 / (AN_EVENT - 1))))]
        at += len(some)
        yield _event(some)


def _event(some: list[r.Claim]) -> r.Event:
    ids = tuple(sorted(one.claim_id for one in some))
    first = some[0]
    place, when = first.place, first.time
    origins: dict[str, list[str]] = {}
    for one in some:
        origins.setdefault(one.chain[0].name, []).append(one.claim_id)
    disputed = len(some) > 4 and int(ids[0], 16) % 3 == 0
    sides = (r.Supported(value="3", claims=ids[:1]), r.Supported(value="5", claims=ids[1:2]))
    assert place
    assert when
    return r.Event(
        event_id=event_id(ids), status=first.status, type=r.Supported(value=first.type, claims=ids),
        mode=r.Supported(value=first.mode or "", claims=ids),
        actors=tuple(r.EventParty(name=one.actors[0].name, sector="GOV", private=False, claims=ids[:1]) for one in some[:4]),
        place=r.EventPlace(
           **{name: getattr(place, name) for name in ("name", "geonameid", "admin1", "country", "lat", "lon", "precision")}, claims=ids),
        time=r.EventTime(earliest=when.earliest, latest=when.latest, precision="day", basis="text", claims=ids),
        claims=ids, reports=tuple(sorted({one.report_id for one in some})),
        origins=tuple(r.Origin(name=name, kind="person", claims=tuple(held)) for name, held in origins.items()),
        credibility=r.Credibility(grade=1 if len(origins) > 1 else 3, why="invented"),
        disputes=(r.Dispute(field="figures.killed", values=sides),) if disputed else (),
    )  # fmt: skip


def make(claims: int, target: Path) -> None:
    """Write the copy that the pages read."""
    began = time.perf_counter()
    held = shown(claims)
    print(f"{len(held.claims):,} claims, {len(held.events):,} events, {len(held.reports):,} reports invented "
          f"in {time.perf_counter() - began:.0f} s")  # fmt: skip
    target.unlink(missing_ok=True)
    connection = sqlite3.connect(target, isolation_level=None)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
    connection.executescript(tables.TABLES)
    connection.execute("BEGIN")
    fill.fill(connection, held, {}, [])
    built = Built(
        stamp=Stamp(version=1, size=0, changed=0, private=False), built="2026-01-01T00:00:00+00:00", record="big.db",
        reports=len(held.reports), claims=len(held.claims), events=len(held.events), decisions=0, issues=0, names=0,
        coarsened=0, withheld_claims=0, withheld_events=0, loosened=(), policy=MASKED, private=False,
    )  # fmt: skip
    connection.execute("INSERT INTO meta VALUES ('built', ?)", (msgspec.json.encode(built).decode(),))
    connection.execute("COMMIT")
    connection.executescript(tables.INDEXES)
    connection.close()
    print(f"written in {time.perf_counter() - began:.0f} s, {target.stat().st_size / 1e6:,.0f} MB")


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

    names = [row[0].replace(" ", "+") for row in db.execute("SELECT name FROM names WHERE part = 'actor' LIMIT 300")]
    types = [kind.name for kind in ontology().types]
    return [
        ("events", ["/events", "/events?sort=origins", "/events?sort=claims", "/events?sort=oldest"]),
        ("events, type", [f"/events?type={kind}" for kind in types]),
        (
            "events, type and country",
            [f"/events?type={kind}&country={c}" for kind in types for c in ("UA", "SN", "BF")],
        ),
        ("events, dates", [f"/events?since=202{y}-{m:02}&until=202{y}-{m:02}" for y in range(5) for m in range(1, 13)]),
        (
            "events, words",
            [f"/events?words={w}" for w in ("shelling+12", "crowd+500", "election", "police+77", "office")],
        ),
        ("events, actor", [f"/events?actor={one}" for one in names]),
        ("events, place", [f"/events?place={n}" for n in range(1, 200)]),
        ("events, disputed", ["/events?disputed=yes", "/events?origins=3", "/events?disputed=yes&status=denied"]),
        ("events, page", [f"/events?after={n}" for n in range(50, 300_000, 5000)]),
        ("map", ["/events?view=map", "/events?view=map&type=VOTE", "/events?view=map&country=SN"]),
        ("timeline", ["/events?view=timeline", "/events?view=timeline&type=PROTEST"]),
        ("event", [f"/events/{one}" for one in some("event_id", "events")]),
        ("report", [f"/reports/{one}" for one in some("report_id", "reports")]),
        ("claim", [f"/claims/{one}" for one in some("claim_id", "claims")]),
        ("lists", ["/reports", "/sources", "/places", "/actors", "/disputes", "/methodology"]),
        ("json", ["/events.json", "/events.json?type=ASSAULT", "/disputes.json"]),
    ]


def reader(port: int, kinds: list[tuple[str, list[str]]], seconds: float, seed: int, out: object) -> None:
    """One reader: a random page after the other."""
    chance = random.Random(seed)
    took: list[tuple[str, float, int]] = []
    until = time.perf_counter() + seconds
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while time.perf_counter() < until:
        kind, addresses = chance.choice(kinds)
        began = time.perf_counter()
        connection.request("GET", chance.choice(addresses))
        answer = connection.getresponse()
        answer.read()
        took.append((kind, time.perf_counter() - began, answer.status))
    out.put(took)  # type: ignore[attr-defined]


def ask(view: Path, readers: int, seconds: float) -> None:
    """Print the median and the 95th percentile of every kind of page."""
    kinds = asked(view)
    queue = multiprocessing.get_context("spawn").Queue()
    with tempfile.TemporaryDirectory() as folder, _served(view, Path(folder)) as port:
        for _, addresses in kinds:  # files of the system into memory, as in a server that runs
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", addresses[0])
            connection.getresponse().read()
        crowd = [
            multiprocessing.get_context("spawn").Process(target=reader, args=(port, kinds, seconds, n, queue))
            for n in range(readers)
        ]
        for one in crowd:
            one.start()
        took = [row for _ in crowd for row in queue.get()]
        for one in crowd:
            one.join()
    assert {status for _, _, status in took} == {200}
    print(f"{readers} readers, {len(took) / seconds:.0f} pages a second")
    for kind in ["all", *(kind for kind, _ in kinds)]:
        mine = sorted(seconds for name, seconds, _ in took if kind in ("all", name))
        if mine:
            print(
                f"{kind:<26}{len(mine):>6}  median {mine[len(mine) // 2] * 1000:6.0f} ms  p95 {mine[int(len(mine) * 0.95)] * 1000:6.0f} ms"
            )


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
    uvicorn.run(app.build(Serving(record=record)), host="127.0.0.1", port=port, log_level="error", access_log=False)


if __name__ == "__main__":
    if sys.argv[1] == "--ask":
        ask(Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
    elif sys.argv[1] == "--serve":
        threading.current_thread().name = "server"
        serve(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        make(int(sys.argv[1]), Path(sys.argv[2]))
