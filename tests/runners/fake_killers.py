"""Functions and stages that end the process they run in, for tests of runners; importable by the workers."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct

from whence.errors import ModelError
from whence.schema.stage import Step, Work


def dying_once() -> Callable[[str], str]:
    return die_once


def die_once(path: str) -> str:
    """Ends the first process that meets it."""
    if not Path(path).exists():
        Path(path).touch()
        os._exit(9)
    return Path(path).name


def deadly() -> Callable[[int], int]:
    return lambda number: os._exit(9) if number == 2 else number


def stillborn() -> Callable[[int], int]:
    os._exit(9)


def unopened() -> Callable[[int], int]:
    raise ModelError("no weights here")


def leaky() -> Callable[[str], str]:
    def say(words: str) -> str:
        print(words, flush=True)
        raise KeyError(words)

    return say


class Note(Struct, frozen=True, kw_only=True):
    """Writes down which process read which report, and takes its time."""

    name: ClassVar[str] = "resolve"
    reads: ClassVar[frozenset[str]] = frozenset({"claims"})
    writes: ClassVar[frozenset[str]] = frozenset({"place"})

    file: str
    pause: float = 0.0

    def fingerprint(self) -> str:
        return "note-1"

    def open(self) -> Step:
        def step(batch: Sequence[Work]) -> list[Work]:
            with Path(self.file).open("a") as file:
                file.write("".join(f"{os.getpid()} {work.report.report_id}\n" for work in batch))
            time.sleep(self.pause * len(batch))
            return list(batch)

        return step

    def noted(self) -> list[tuple[int, str]]:
        """Process and report of each line so far."""
        path = Path(self.file)
        lines = path.read_text().splitlines() if path.exists() else []
        return [(int(pid), report) for pid, report in map(str.split, lines)]
