"""Why a value stands in the record: its words in their sentence, what found them, how sure that is, and who says so."""

from __future__ import annotations

import re

from msgspec import Struct

from whence.errors import NotFoundError
from whence.publish.why_html import why_html
from whence.schema.records import Claim, Ground, Party, Place, Report, Span, Time

_BOUNDARY = re.compile(r"(?<=[.!?…])[\"”’')\]]?\s+(?=[\"“‘'(]?[A-Z0-9])|\n")
_CONTEXT = 1000  # characters looked at on either side

# From the most sure down: the least confidence that the word stands for.
CONFIDENCE: tuple[tuple[float, str], ...] = (
    (0.95, "almost certain"),
    (0.8, "likely"),
    (0.6, "more likely than not"),
    (0.4, "doubtful"),
    (0.0, "very doubtful"),
)


class Words(Struct, frozen=True, kw_only=True):
    """Words of a report in their sentence: `before` + `text` + `after` stands there to the letter."""

    text: str
    start: int
    end: int
    before: str
    after: str
    found_by: str
    confidence: float
    confidence_in_words: str


class Why(Struct, frozen=True, kw_only=True):
    """The reasons for one field of one claim."""

    claim_id: str
    field: str
    value: str | None  # null: the record holds no value, and the grounds say why if anything does
    words: tuple[Words, ...]
    grounds: tuple[Ground, ...]
    chain: tuple[str, ...]  # from the origin to the report's outlet
    report_id: str
    outlet: str | None
    published: str | None

    def _repr_html_(self) -> str:
        """As notebooks show it."""
        return why_html(self)


def why(claim: Claim, report: Report, field: str) -> Why:
    """The reasons for `field`: `status`, `place`, `actors`, `figures.0`, `chain.1`, ... of a claim.

    Raises `NotFoundError` for a field that claims do not have.
    """
    held = _held(claim, field)
    grounds = tuple(g for g in claim.grounds if g.field == field or g.field.startswith(f"{field}."))
    found = [held] if isinstance(held, Span) else [item for item in held if isinstance(item, Span)] if held else []
    if not found:
        found = [ground.span for ground in grounds if ground.span is not None] or [claim.evidence]
    return Why(
        claim_id=claim.claim_id,
        field=field,
        value=value_in_words(held),
        words=tuple(_words(span, report.text) for span in found),
        grounds=grounds,
        chain=chain_names(claim, report),
        report_id=report.report_id,
        outlet=report.outlet,
        published=report.published.value if report.published else None,
    )


def fields(claim: Claim) -> tuple[str, ...]:
    """The fields of a claim that one may ask about, those with a value first."""
    names = [name for name in claim.__struct_fields__ if name not in ("claim_id", "report_id", "grounds")]
    return tuple(sorted(names, key=lambda name: not getattr(claim, name)))


def confidence_in_words(confidence: float) -> str:
    """A confidence as people say it; the figure itself stays in the record."""
    return next(word for least, word in CONFIDENCE if confidence >= least or least == 0.0)


def chain_names(claim: Claim, report: Report) -> tuple[str, ...]:
    """Who says so, from the origin to the report: channels in between stand as links of their own."""
    names: list[str] = []
    for link in reversed(claim.chain):
        names.append(link.name)
        if link.via and link.via != link.name:
            names.append(link.via)
    return (*names, report.outlet or "this report")


def value_in_words(held: object) -> str | None:
    """A field's value on one line."""
    if held is None or held in ("", ()):
        return None
    if isinstance(held, tuple):
        return "; ".join(value_in_words(item) or "" for item in held)
    if isinstance(held, Time):
        return f"{held.earliest} to {held.latest}" if held.earliest else f"{held.text} (not resolved)"
    if isinstance(held, Place):
        return ", ".join(dict.fromkeys(part for part in (held.name, held.admin1, held.country) if part))
    if isinstance(held, Party):
        return held.name
    return str(getattr(held, "name", None) or getattr(held, "text", None) or held)


def _held(claim: Claim, field: str) -> Span | str | tuple[Span | str, ...] | None:
    name, _, rest = field.partition(".")
    if name in fields(claim):
        held: Span | str | tuple[Span | str, ...] | None = getattr(claim, name)
        if not rest:
            return held
        if isinstance(held, tuple) and rest.isdecimal() and int(rest) < len(held):
            return held[int(rest)]
        if isinstance(held, tuple) and rest in held:
            return rest
    raise NotFoundError(
        f"{claim.claim_id}.{field}: this claim has no such field. It has {', '.join(fields(claim))}; "
        "an item of a list by number, the first is 0 (`figures.0`)."
    )


def _words(span: Span, text: str) -> Words:
    start, end = _sentence(text, span.start, span.end)
    return Words(
        text=span.text,
        start=span.start,
        end=span.end,
        before=text[start : span.start],
        after=text[span.end : end],
        found_by=span.found_by,
        confidence=span.confidence,
        confidence_in_words=confidence_in_words(span.confidence),
    )


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch from the boundary before a span to the one after it."""
    low, high = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    before = [match.end() for match in _BOUNDARY.finditer(text, low, start)]
    after = _BOUNDARY.search(text, end, high)
    return (before[-1] if before else low), (after.start() if after else high)
