"""What goes to the screen: data to standard output, the rest to standard error, nothing that a terminal would obey."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import msgspec
from rich.console import Console
from rich.text import Text

WIDTH = 100
# Control characters but tab and newline, and marks that change the direction of writing.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class ClosedPipeError(Exception):
    """Whoever read our standard output has gone (`whence show | head`)."""


def clean(text: str) -> str:
    """A text of others without anything that a terminal obeys; what was there shows as `�`."""
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n"))


def flat(text: str) -> str:
    """The same with every run of white space as one space."""
    return re.sub(r"\s+", " ", clean(text))


def one_line(text: str) -> str:
    """The same on one line, without space at its ends."""
    return flat(text).strip()


def counted(number: int, noun: str) -> str:
    """`1 claim`, `2 claims`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def width() -> int:
    """Columns to write in: the terminal's, 100 at the most and where there is none."""
    return max(40, min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)) if sys.stdout.isatty() else WIDTH


def show(lines: Iterable[Text | str]) -> None:
    """Lines to standard output: styled on a terminal, plain in a pipe."""
    console = Console(file=sys.stdout, width=max(width(), WIDTH), highlight=False, markup=False, emoji=False)
    with _reader_there():
        for line in lines:
            console.print(line, soft_wrap=True)


def show_json(value: object) -> None:
    """A value to standard output as JSON, with what a terminal would obey escaped."""
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2)
    with _reader_there():
        sys.stdout.write(_UNSAFE.sub(lambda m: f"\\u{ord(m.group()):04x}", text) + "\n")


def say(text: str) -> None:
    """A line to standard error."""
    sys.stderr.write(f"{clean(text)}\n")


@contextmanager
def _reader_there() -> Iterator[None]:
    """Writes what is written inside to the end; the parser would end with an error status where a pipe is closed."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise ClosedPipeError from error
