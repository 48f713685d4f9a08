"""How long the pages' copy takes, whole and brought up to date: PYTHONPATH=. python tests/web/renew.py RECORD CLAIMS

RECORD is a merged record of CLAIMS claims by `training/generate_claims.py`; what happens here happens to a copy of it.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from training.generate_claims import PER_REPORT, write

from whence import pipeline
from whence.review.decisions import decide
from whence.store.reader import Reader
from whence.store.writer import Writer
from whence.web.view.build import build

NEW = 100  # reports


def timed(what: str, act: Callable[[], object]) -> None:
    """Do it, and say how long it took."""
    processor, clock = time.process_time(), time.perf_counter()
    act()
    print(
        f"{what:<28}{time.process_time() - processor:8.1f} s processor {time.perf_counter() - clock:8.1f} s", flush=True
    )


def main(given: Path, claims: int) -> None:
    """One after the other: whole, 100 new reports, a decision, and what merging makes of it."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(shutil.copy(given, Path(folder, "record.db")))
        with Writer(record) as writer:  # as every record has that `whence read` made
            writer.configure("salt", "0123456789abcdef", who="renew", when="2031-01-01T00:00:00+00:00")
        number = iter(range(9))

        def renew() -> object:
            return build(record, Path(folder, f"{next(number)}.db"), kept=Path(folder, "kept"))

        timed("whole", renew)
        write(record, claims + NEW * PER_REPORT, skip=claims // PER_REPORT)
        timed("  merging", lambda: pipeline.merge_again(record))
        timed(f"{NEW} new reports", renew)
        with Reader(record) as reader:
            claim = next(reader.claims()).claim_id
        decide(record, "reject", [claim], who="renew")
        timed("a decision", renew)
        timed("  merging", lambda: pipeline.merge_again(record))
        timed("what it changed", renew)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
