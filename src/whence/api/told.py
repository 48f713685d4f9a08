"""An event that can be asked why: the words behind each of its values."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from whence.errors import NotFoundError
from whence.publish.flat import title
from whence.publish.why import Why
from whence.publish.why_html import reasons_html
from whence.schema.records import Claim, Event

if TYPE_CHECKING:
    from whence.api.record import Record

FIELDS = ("type", "mode", "status", "place", "time", "actors", "targets", "figures")
_LISTS = ("actors", "targets", "figures")


class Reasons(tuple[Why, ...]):
    """Why a value stands in an event: one entry a claim, as rich HTML in a notebook."""

    def __str__(self) -> str:
        lines = (f"\u201c{words.text}\u201d ({' → '.join(one.chain)})" for one in self for words in one.words)
        return "\n".join(lines) or "no words: the record holds no value"

    def _repr_html_(self) -> str:
        return reasons_html(self)


class Told:
    """An event and the record that it is of; every field of the event is a field of this."""

    def __init__(self, record: Record, event: Event) -> None:
        self.record, self.event = record, event

    def __getattr__(self, name: str) -> Any:
        return getattr(self.event, name)

    def __repr__(self) -> str:
        return f"<{self.event.event_id}: {title(self.event)}>"

    def _repr_html_(self) -> str:
        said = ", ".join(origin.name for origin in self.event.origins) or "nobody named"
        return (
            f"<h4>{escape(title(self.event))}</h4><p>Said by {escape(said)}. "
            f"{escape(self.event.credibility.why)}</p>{reasons_html(self.why('type'))}"
        )

    def why(self, field: str) -> Reasons:
        """The words behind `type`, `place`, `status`, `actors`, `figures.killed`, `targets.0`, ... claim by claim.

        Raises `NotFoundError` for a field that events do not have.
        """
        name, _, item = field.partition(".")
        if name not in FIELDS:
            raise NotFoundError(f"{field}: events have no such field to ask about. They have {', '.join(FIELDS)}.")
        wanted = set(self._supporting(name, item))
        claims = (one for one in self.record.claims if one.claim_id in wanted)
        return Reasons(self.record.why(one.claim_id, each) for one in claims for each in self._fields(one, name, item))

    def _supporting(self, name: str, item: str) -> Iterator[str]:
        held = getattr(self.event, name)
        if name == "status":
            yield from self.event.claims
        elif name in _LISTS:
            for number, one in enumerate(held):
                if not item or item in (str(number), getattr(one, "what", None), getattr(one, "name", None)):
                    yield from one.claims
        elif held is not None:
            yield from held.claims
        asked = f"{name}.{item}" if item else name
        for dispute in self.event.disputes:
            if dispute.field == asked or (not item and dispute.field.startswith(f"{name}.")):
                yield from (claim for side in dispute.values for claim in side.claims)

    def _fields(self, claim: Claim, name: str, item: str) -> list[str]:
        """The fields of a claim behind one of the event: `figures.killed` is the claim's first, second, ... figure."""
        if name not in _LISTS:
            return [name]
        if name == "figures" and item and not item.isdecimal():
            return [f"figures.{number}" for number, one in enumerate(claim.figures) if one.what == item]
        return [name] if getattr(claim, name) else []
