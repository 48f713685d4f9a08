"""How fast every export streams and how much memory it takes; run by `make measure`, WHENCE_CLAIMS=1000000 for more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import scale_record

from whence.publish import FORMATS

pytestmark = pytest.mark.slow

CLAIMS = int(os.environ.get("WHENCE_CLAIMS", "20000"))
MOST_MEMORY = 500  # MB
LEAST = 300  # claims a second on one busy core, protection included

ONE_EXPORT = """
import json, resource, sys, time
from pathlib import Path
from whence.api import Record
from whence.publish import publish
began = time.process_time()
with Record(sys.argv[1]) as record, record.streamed(private=False) as shown:
    guarded = time.process_time()
    for kind in sys.argv[3:]:
        at = time.process_time()
        publish(shown.view, kind, Path(sys.argv[2], kind))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"kind": kind, "seconds": time.process_time() - at, "protect": guarded - began, "peak": peak}))
"""


def test_every_export_streams(tmp_path: Path) -> None:
    record = scale_record.write(tmp_path / "record.db", CLAIMS)
    # Graphs hold their nodes and edges: they come last, so that their memory is not laid on the others.
    kinds = sorted(FORMATS, key=lambda kind: (kind in ("graphml", "gexf"), kind))
    out = subprocess.run(
        [sys.executable, "-c", ONE_EXPORT, record, tmp_path / "out", *kinds],
        check=True, stdout=subprocess.PIPE, text=True,
    ).stdout  # fmt: skip
    found = [json.loads(line) for line in out.splitlines()]
    assert [one["kind"] for one in found] == kinds
    print(f"\n{CLAIMS:,} claims; protecting them: {CLAIMS / found[0]['protect']:,.0f} a second")
    for one in found:
        print(f"{one['kind']:13} {CLAIMS / one['seconds']:10,.0f} claims a second, peak {one['peak']:.0f} MB")
    assert max(one["peak"] for one in found) < MOST_MEMORY
    assert min(CLAIMS / (one["protect"] + one["seconds"]) for one in found) > LEAST
