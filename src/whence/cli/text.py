"""Laying out text for one screen."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from whence.cli.output import clean, one_line, width

LABEL = 14  # columns for the name of a field

_MEASURE = Console(width=100, highlight=False, markup=False, emoji=False)


def wrapped(text: Text | str, indent: str = "") -> Iterator[Text]:
    """Lines that fit the screen, each with the indent."""
    held = text if isinstance(text, Text) else Text(text)
    for line in held.wrap(_MEASURE, max(20, width() - len(indent))):
        line.rstrip()
        yield Text.assemble(indent, line)


def labelled(label: str, value: str, style: str = "") -> Iterator[Text]:
    """A field's name and its value, wrapped beside it."""
    lines = list(wrapped(Text(one_line(value), style=style), " " * LABEL)) or [Text(" " * LABEL)]
    first = lines[0][LABEL:]
    yield Text.assemble((f"  {label:<{LABEL - 2}}", "dim"), first)
    yield from lines[1:]


def shortened(text: str, most: int) -> str:
    """One line of at most so many characters."""
    return textwrap.shorten(one_line(text), most, placeholder=" …")


def paragraphs(text: str) -> Iterator[Text]:
    """A text as it stands, its lines wrapped."""
    for line in clean(text).split("\n"):
        yield from wrapped(line) if line.strip() else [Text()]
