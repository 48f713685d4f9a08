"""How fast every export streams and how much memory it takes; run by `make measure`.

A record of `WHENCE_CLAIMS` claims is invented as it is read, or `WHENCE_RECORD` names one on disk;
`WHENCE_FORMATS="csv site"` for some formats alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from whence.publish import FORMATS

pytestmark = pytest.mark.slow

CLAIMS, RECORD = os.environ.get("WHENCE_CLAIMS", "20000"), os.environ.get("WHENCE_RECORD", "")
HERE = Path(__file__).resolve().parent
KINDS = os.environ.get("WHENCE_FORMATS", " ".join([*FORMATS, "site"])).split()
MOST_MEMORY = 500  # MB
LEAST = 300  # claims a second of one core, protection not included

# The record is protected once; each export then runs in a process of its own, whose time and peak the system tells.
EXPORTS = """
import json, os, resource, shutil, sys, time
from pathlib import Path
from datetime import UTC, datetime
from scale_record import Invented
from whence.protect import MASKED
from whence.publish import publish
from whence.publish.site import publish_site
from whence.publish.streamed import streamed
from whence.store.reader import Reader

def tell(kind, usage):
    seconds = usage.ru_utime + usage.ru_stime
    print(json.dumps({"kind": kind, "seconds": seconds, "peak": usage.ru_maxrss / 1000}), flush=True)

def export(kind, view, out):
    if kind == "site":
        publish_site(view, out)
    else:
        publish(view, kind, out)

record = Reader(sys.argv[1]) if sys.argv[1] else Invented(int(sys.argv[2]))
shown = streamed(record, MASKED, b"salt", datetime(2032, 1, 1, tzinfo=UTC), private=False)
with shown.view:
    print(json.dumps(dict(shown.view.counts())), flush=True)
    tell("protecting", resource.getrusage(resource.RUSAGE_SELF))
    for kind in sys.argv[4:]:
        out = Path(sys.argv[3], kind)
        child = os.fork()
        if not child:
            export(kind, shown.view, out)
            os._exit(0)
        _, status, usage = os.wait4(child, 0)
        if status:
            sys.exit(f"{kind}: ended with {status}")
        tell(kind, usage)
        shutil.rmtree(out)
"""


def test_every_export_streams(tmp_path: Path) -> None:
    counts: dict[str, int] = {}
    found = {}
    path = os.pathsep.join([str(HERE), str(HERE.parents[1])])
    with subprocess.Popen(
        [sys.executable, "-c", EXPORTS, RECORD, CLAIMS, tmp_path / "out", *KINDS],
        stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": path},
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            told = json.loads(line)
            if not counts:
                counts = told
                print("\n" + ", ".join(f"{count:,} {noun}" for noun, count in counts.items()), flush=True)
                continue
            found[told["kind"]] = told
            rate = counts["claims"] / told["seconds"]
            print(f"| `{told['kind']}` | {rate:,.0f} | {told['peak']:.0f} |", flush=True)
    assert process.returncode == 0
    assert list(found) == ["protecting", *KINDS]
    assert max(one["peak"] for one in found.values()) < MOST_MEMORY
    assert min(counts["claims"] / one["seconds"] for one in found.values()) > LEAST
