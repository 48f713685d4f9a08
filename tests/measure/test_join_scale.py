"""How long 1,000 invented reports, and one decision, take to join a merged record; run by `make measure`.

Records of `WHENCE_CLAIMS` claims (100,000 if not said) and of half as many are written and merged; then 1,000 reports
of 10 claims come in, are written and joined by a process of its own with two cores. What is asserted is that the work
does not grow with the record, and of a million claims that it takes less than 30 seconds on the clock, within 8 GB.
`WHENCE_RECORD` names a merged record of `WHENCE_CLAIMS` such claims, which is copied instead of being made; the other
is then one of a twentieth.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from training.generate_claims import write

from whence.pipeline import merge_again

pytestmark = pytest.mark.slow

CLAIMS = int(os.environ.get("WHENCE_CLAIMS", "100000"))
RECORD = os.environ.get("WHENCE_RECORD")
REPORTS, SECONDS, MEMORY = 1000, 30, 8e9
STEEPEST = 0.5  # exponent of growth: an index that is twice as large is a little slower
JOIN = """
import json, os, resource, sys, time
from itertools import islice
from training.generate_claims import loads
from whence import merging
from whence.pipeline import merge_again
from whence.review.decisions import decide
from whence.store.reader import Reader
from whence.store.writer import Writer

record, claims, reports = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
new = [*islice(loads(claims + 10 * reports), claims // 10, None)]
merging.merge_code()


def timed(act):
    clock, used = time.monotonic(), time.process_time()
    act()
    return {"clock": time.monotonic() - clock, "processor": time.process_time() - used}


def load():
    with Writer(record) as writer:
        for at in range(0, len(new), 500):
            writer.load(new[at : at + 500])


found = {"load": timed(load), "join": timed(lambda: merge_again(record))}
with Reader(record) as reader:
    events = [event.event_id for event, _ in zip(reader.events(), range(2))]
decide(record, "merge", events, who="measure")
found["decision"] = timed(lambda: merge_again(record))
found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps(found))
"""


def joined(record: Path, claims: int) -> dict[str, dict[str, float]]:
    command = [sys.executable, "-c", JOIN, str(record), str(claims), str(REPORTS)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return dict(json.loads(done.stdout))


def made(record: Path, claims: int) -> Path:
    if RECORD is not None and claims == CLAIMS:
        shutil.copyfile(RECORD, record)
        os.sync()
    else:
        write(record, claims)
        merge_again(record, workers=2)
    return record


@pytest.mark.skipif(sys.platform != "linux", reason="a process is held to two cores")
def test_joining_does_not_grow_with_the_record(tmp_path: Path) -> None:
    found = []
    for claims in (CLAIMS // 2, CLAIMS) if RECORD is None else (CLAIMS // 20, CLAIMS):
        record = made(tmp_path / f"{claims}.db", claims)
        found.append((claims, joined(record, claims)))
        record.unlink()
        print(f"\n{claims} claims: {json.dumps(found[-1][1])}", end="")
    (few, first), (many, last) = found
    for what in ("load", "join", "decision"):
        assert last[what]["processor"] <= first[what]["processor"] * (many / few) ** STEEPEST + 0.5
    if CLAIMS >= 1_000_000:
        assert last["load"]["clock"] + last["join"]["clock"] <= SECONDS
        assert last["memory"] <= MEMORY
