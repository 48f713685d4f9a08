"""How long a whole record of invented claims takes to be merged, and how much memory; run by `make measure`.

Records of 10,000, 100,000 ... claims up to `WHENCE_CLAIMS` (100,000 if not said) are written, then each is merged by a
process of its own with two workers: claims are read from the record, events written back. What is asserted is processor
time, which a busy machine lengthens least, and the memory of all its processes together.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from training.generate_claims import write

pytestmark = pytest.mark.slow

MOST = int(os.environ.get("WHENCE_CLAIMS", "100000"))
FIRST = 10_000
STEEPEST = 1.15  # exponent of growth
CORES, MINUTES, MEMORY = 2, 20, 8000  # MB; for a million claims
MERGE = """
import json, resource, sys
from whence.pipeline import merge_again
from whence import merging

if __name__ == "__main__":
    merging.SENT = 0  # a small record piece by piece as well: one way, from the first size to the last
    summary = merge_again(sys.argv[1], workers=2)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, workers = (one.ru_utime + one.ru_stime for one in used)
    print(json.dumps({"own": own, "workers": workers, "claims": summary.claims, "events": summary.events}))
"""


def memory(process: int) -> float:
    """MB of a process and its children now."""
    try:
        resident = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    return resident + sum(memory(int(child)) for child in children)


def merged(record: Path) -> dict[str, float]:
    """Merge a record; seconds on the clock and of processors, and the peak of memory."""
    peak = [0.0]
    began = time.monotonic()
    with subprocess.Popen([sys.executable, "-c", MERGE, str(record)], stdout=subprocess.PIPE, text=True) as process:
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(0.2):
                peak[0] = max(peak[0], memory(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        out, _ = process.communicate()
        ended.set()
        watcher.join()
    assert process.returncode == 0
    return {**json.loads(out), "clock": time.monotonic() - began, "peak": peak[0]}


def exponent(points: list[tuple[float, float]]) -> float:
    """The slope of the straight line through the logarithms (least squares)."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    middle, height = (sum(one) / len(logs) for one in zip(*logs, strict=True))
    return float(sum((x - middle) * (y - height) for x, y in logs) / sum((x - middle) ** 2 for x, _ in logs))


@pytest.mark.skipif(sys.platform != "linux", reason="memory of processes is read from /proc")
def test_merging_grows_with_the_claims(tmp_path: Path) -> None:
    sizes = [FIRST * 10**at for at in range(int(math.log10(MOST / FIRST) + 1e-9) + 1)]
    found = []
    for size in sizes:
        record = tmp_path / f"{size}.db"
        write(record, size)
        found.append(merged(record))
        record.unlink()
        row = found[-1]
        assert row["claims"] == size
        print(
            f"\n{size} claims, {row['events']} events: {row['own'] + row['workers']:.0f} s of processors "
            f"({row['own']:.0f} s the driver's), {row['clock']:.0f} s on the clock, {row['peak']:.0f} MB",
            end="",
        )
    seconds = [row["own"] + row["workers"] for row in found]
    time_grows = exponent(list(zip(sizes, seconds, strict=True)))
    memory_grows = exponent([(size, row["peak"]) for size, row in zip(sizes, found, strict=True)])
    print(f"\ntime grows as n^{time_grows:.2f}, memory as n^{memory_grows:.2f}")
    assert time_grows <= STEEPEST
    assert memory_grows <= STEEPEST
    # What the driver does alone keeps one core busy, what workers do both.
    assert found[-1]["own"] + found[-1]["workers"] / CORES <= MINUTES * 60
    assert found[-1]["peak"] <= MEMORY
