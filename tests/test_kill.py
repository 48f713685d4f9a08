"""`kill -9` in the middle of `whence read`, again and again: the last run gives the same record as one unbroken run."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from whence import pipeline
from whence.store.equality import differences
from whence.store.reader import Reader

KILLS = 20
DISPATCH = (
    "Police arrested {n} protesters in Dakar on Friday, the interior ministry said.\n\n"
    "Rebels shelled the town of Tokmak on Monday, killing {n} people, the mayor, Ivan Petrenko, told reporters. "
    "The army denied that it had fired.\n"
)


def test_a_killed_read_leaves_nothing_lost_and_nothing_doubled(tmp_path: Path) -> None:
    reports = tmp_path / "reports.jsonl"
    lines = (json.dumps({"id": str(n), "published": "2023-03-14", "text": DISPATCH.format(n=n)}) for n in range(2, 202))
    reports.write_text("\n".join(lines) + "\n", encoding="utf-8")
    whole = tmp_path / "whole.db"
    began = time.monotonic()
    pipeline.read([reports], whole, pipeline.Settings(engine="lexicon", shard_size=4))
    took = time.monotonic() - began

    broken = tmp_path / "broken.db"
    code = (
        "import sys; from whence import pipeline; "
        "pipeline.read([sys.argv[1]], sys.argv[2], pipeline.Settings(engine='lexicon', shard_size=4))"
    )
    rng = random.Random(20220923)
    killed = 0
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", code, reports, broken], env=os.environ)
        try:
            # Starting takes about half a second; from then on every moment may be the last.
            process.wait(timeout=0.4 + rng.random() * min(took, 2.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            killed += 1
    assert killed >= 3, "the machine is too fast for this test: give it more reports"
    pipeline.read([reports], broken, pipeline.Settings(engine="lexicon", shard_size=4))
    with Reader(broken) as mine, Reader(whole) as theirs:
        assert differences(mine, theirs) == []
        assert mine.counts()["reports"] == 200
