"""What servers do to a watcher, case by case: the table of docs/watch.md is made of these by running them.

Each case sets up the server, looks, checks what has to hold, and gives back what there is to add to the outcome.
`python tests/watch/feed_cases.py` writes the table anew.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import feed_cases_ends
import feed_cases_inside
import feed_cases_items
import feed_cases_lies
import feed_cases_moves
import feed_cases_sizes
from feed_server import Case, FeedServer, Scene

PAGE = Path(__file__).resolve().parents[2] / "docs" / "watch.md"
START, END = "<!-- cases -->\n", "<!-- end of cases -->"
CASES: tuple[Case, ...] = (
    *feed_cases_sizes.CASES,
    *feed_cases_ends.CASES,
    *feed_cases_moves.CASES,
    *feed_cases_lies.CASES,
    *feed_cases_items.CASES,
    *feed_cases_inside.CASES,
)


def row(case: Case, scene: Scene) -> str:
    """Run a case; its line of the table."""
    more = case(scene)
    told = scene.outcome()
    return f"| {' '.join((case.__doc__ or '').split())} | {told}{f' ({more})' if more else ''} |"


def rows_in(text: str) -> list[str]:
    """The lines of the table as the page has them."""
    return [line for line in text[text.index(START) : text.index(END)].splitlines() if line.startswith("| ")][1:]


def _write() -> None:
    lines = ["| the server ... | what comes of it |", "|---|---|"]
    for case in CASES:
        server = FeedServer()
        with tempfile.TemporaryDirectory() as folder:
            lines.append(row(case, Scene(server, Path(folder))))
        server.close()
        sys.stderr.write(lines[-1] + "\n")
    text = PAGE.read_text(encoding="utf-8")
    table = START + "\n".join(lines) + "\n" + END
    PAGE.write_text(re.sub(f"{START}.*{END}", lambda _: table, text, flags=re.S), encoding="utf-8")


if __name__ == "__main__":
    _write()
