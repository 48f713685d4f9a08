"""Replacements in a text, and where every offset lands after them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct


class Edit(Struct, frozen=True, order=True):
    """Put `words` in the place of `[start, end)`."""

    start: int
    end: int
    words: str


class Edited(Struct, frozen=True):
    """A text after its edits; `span` maps old offsets to new ones so that no edit is ever cut in two."""

    text: str
    old_starts: tuple[int, ...] = ()
    old_ends: tuple[int, ...] = ()
    new_starts: tuple[int, ...] = ()
    new_ends: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """New offsets of a stretch; one that touches the inside of an edit grows to hold all of it."""
        return self._at(start, opening=True), self._at(end, opening=False)

    def _at(self, offset: int, *, opening: bool) -> int:
        index = bisect_right(self.old_starts, offset) - 1
        if index < 0:
            return offset
        if offset == self.old_starts[index]:
            return self.new_starts[index]
        if offset < self.old_ends[index]:
            return self.new_starts[index] if opening else self.new_ends[index]
        return self.new_ends[index] + offset - self.old_ends[index]


def apply(text: str, edits: Iterable[Edit]) -> Edited:
    """The text with all edits made; edits that overlap become one, with the words of the longest."""
    out: list[str] = []
    places: list[tuple[int, int, int, int]] = []
    at = length = 0
    for edit in merged(edits):
        kept = text[at : edit.start]
        new_start = length + len(kept)
        length = new_start + len(edit.words)
        out += [kept, edit.words]
        places.append((edit.start, edit.end, new_start, length))
        at = edit.end
    out.append(text[at:])
    columns = tuple(zip(*places, strict=True)) or ((), (), (), ())
    return Edited("".join(out), *columns)


def merged(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in order, overlapping ones joined."""
    found: list[Edit] = []
    for edit in sorted(edits):
        if found and edit.start < found[-1].end:
            last = found.pop()
            longest = max(last, edit, key=lambda e: e.end - e.start)
            edit = Edit(last.start, max(last.end, edit.end), longest.words)
        found.append(edit)
    return found
