"""Values on their way out: every string masked, every span moved along with its text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeVar
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from whence.protect.edits import Edit, Edited
from whence.protect.embargo import WITHHELD
from whence.protect.mask import Mask
from whence.protect.words import words
from whence.schema.records import Report, Span

# Ids and words of the record's own vocabulary. Whatever is not named here is masked, new fields included.
VOCABULARY = words(
    "report_id claim_id event_id decision_id copy_of undone_by claims reports ids captured when language published "
    "found_by type mode status kind precision basis country earliest latest unit what contexts field relation sector "
    "level code stage verdict feature"
)
ADDRESSES = frozenset(("url", "path"))

S = TypeVar("S", bound=Struct)


@cache
def wordy(kind: type[Struct]) -> tuple[str, ...]:
    """The fields that may hold words to mask: all but the vocabulary's and plain numbers."""
    fields = msgspec.structs.fields(kind)
    return tuple(one.name for one in fields if one.name not in VOCABULARY and one.type not in (int, float, bool))


class Outgoing:
    """Masks values that stand in one report (or in the reports of one event); offsets follow `edited`."""

    def __init__(self, mask: Mask, within: Iterable[str] = (), edited: Edited | None = None) -> None:
        self._mask = mask
        self._within = tuple(within)
        self._edited = edited
        self._seen: dict[str, str] = {}

    def value(self, value: S) -> S:
        """The same value with every string in it masked."""
        changes = {name: self._field(name, getattr(value, name)) for name in wordy(type(value))}
        if isinstance(value, Span) and self._edited is not None:
            start, end = self._edited.span(value.start, value.end)
            changes |= {"text": self._edited.text[start:end], "start": start, "end": end}
        # Whoever goes under a pseudonym is private, whatever a stage made of the role.
        if changes.get("name", "") != getattr(value, "name", "") and "private" in value.__struct_fields__:
            changes["private"] = True
        return msgspec.structs.replace(value, **changes)

    def words(self, text: str) -> str:
        """One string, masked."""
        if text not in self._seen:
            self._seen[text] = self._mask.words(text, self._within)
        return self._seen[text]

    def _field(self, name: str, value: Any) -> Any:
        if isinstance(value, str):
            return self._mask.slug(value, self._within) if name in ADDRESSES else self.words(value)
        if isinstance(value, Struct):
            return self.value(value)
        if isinstance(value, tuple):
            return tuple(self._field(name, item) for item in value)
        return value


def strings(value: object, name: str = "") -> Iterator[str]:
    """All strings in a value that are masked on its way out, addresses as they read."""
    if isinstance(value, str):
        yield unquote(value) if name in ADDRESSES or "://" in value else value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item, name)
    elif isinstance(value, Struct):
        for field in wordy(type(value)):
            yield from strings(getattr(value, field), field)


def report_out(report: Report, mask: Mask, redactions: tuple[Edit, ...]) -> tuple[Report, Outgoing]:
    """A report masked and redacted, and the way out for everything that stands in it."""
    edited = mask.apply(report.text, (report.report_id,), redactions)
    outgoing = Outgoing(mask, (report.report_id,), edited)
    shown = outgoing.value(msgspec.structs.replace(report, text=""))
    # A headline tells what its text tells: where a stretch is held back, the headline is.
    title = WITHHELD if redactions and report.title else shown.title
    return msgspec.structs.replace(shown, text=edited.text, title=title), outgoing
