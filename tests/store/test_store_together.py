"""Eight readers beside a loader: every look is whole, nothing is ever taken back, nobody fails."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from test_store_round_trip import a_claim, a_load

from whence.store.place import Place
from whence.store.reader import Reader
from whence.store.writer import Writer

CLAIMS = 3  # of a report
SHARD = 50  # reports
# Looks until it is told to stop (its standard input ends), then says how often it looked and what was last there.
LOOKER = """
import json, select, sys
from whence.store.reader import Reader
looks, last, stop = 0, 0, False
with Reader(sys.argv[1]) as reader:
    print("ready", flush=True)
    while not stop:
        stop = bool(select.select([sys.stdin], [], [], 0)[0])
        counts = reader.counts()
        reports = counts["reports"]
        assert counts["originals"] == reports, counts
        assert counts["claims"] == 3 * reports, counts
        assert reports % 50 == 0, counts
        assert reports >= last, (reports, last)
        last = reports
        if reports:
            name = f"r{reports - 1:05}"
            assert reader.report(name).text == "men fired"
            assert len(list(reader.claims(report=name))) == 3
            assert len(reader.search("fired", limit=5)) == 5
        looks += 1
print(json.dumps([looks, last]))
"""


def look_on_while_loading(at: Place, reports: int, count: int) -> list[int]:
    """How often each reader looked."""
    with Writer(at):
        pass
    address = getattr(at, "address", str(at))
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", LOOKER, address],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(count)
    ]  # fmt: skip
    for one in readers:
        assert one.stdout.readline() == "ready\n", one.stderr.read()
    with Writer(at) as writer:
        for first in range(0, reports, SHARD):
            names = [f"r{n:05}" for n in range(first, first + SHARD)]
            writer.load([a_load(one, *(a_claim(f"{one}-{m}", one) for m in range(CLAIMS))) for one in names])
    told = [one.communicate("stop\n", timeout=300) for one in readers]
    assert [one.returncode for one in readers] == [0] * count, [errors for _, errors in told]
    looks, last = zip(*(json.loads(out) for out, _ in told), strict=True)
    assert last == (reports,) * count
    with Reader(at) as reader:
        assert len({claim.claim_id for claim in reader.claims()}) == CLAIMS * reports
    return list(looks)


def test_readers_beside_a_loader(at: Place) -> None:
    assert min(look_on_while_loading(at, 300, 3)) >= 1


@pytest.mark.slow
def test_readers_beside_a_loader_of_ten_thousand_reports(at: Place) -> None:
    looks = look_on_while_loading(at, 10_000, 8)
    print(f"\nlooks of each reader: {looks}")
    assert min(looks) >= 10
