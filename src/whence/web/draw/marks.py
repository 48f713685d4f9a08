"""Text with marks: stretches that overlap are cut into pieces, each of which says everything that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from whence.publish.why import why
from whence.schema.records import Claim, Report, Span

# What a mark says, in the order in which legends list them. Each has a line of its own kind in the style sheet, so
# that nobody needs to tell colours apart.
KINDS = (
    ("says", "who says so"),
    ("who", "who did it"),
    ("whom", "to whom"),
    ("where", "where"),
    ("when", "when"),
    ("many", "how many"),
    ("hedge", "what weakens it"),
    ("means", "with what"),
)


class Mark(Struct, frozen=True):
    """A stretch of a text and what it is."""

    start: int
    end: int
    kind: str


class Piece(Struct, frozen=True):
    """A piece of the text with all the marks that it lies in; `opens` are those that begin with it."""

    text: str
    kinds: tuple[str, ...]
    opens: tuple[str, ...]


def pieces(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Piece]:
    """The stretch of a text in pieces; joined, they are that stretch to the letter."""
    end = len(text) if end is None else end
    inside = [Mark(max(m.start, start), min(m.end, end), m.kind) for m in marks if m.start < end and m.end > start]
    cuts = sorted({start, end, *(m.start for m in inside), *(m.end for m in inside)})
    found = []
    for left, right in pairwise(cuts):
        held = [m for m in inside if m.start <= left and right <= m.end]
        kinds = tuple(dict.fromkeys(m.kind for m in held))
        opens = tuple(dict.fromkeys(m.kind for m in held if m.start == left))
        found.append(Piece(text[left:right], kinds, opens))
    return found


def in_sentence(claim: Claim, report: Report) -> list[Piece]:
    """A claim's sentence with its words marked."""
    words = why(claim, report, "evidence").words[0]
    start, end = words.start - len(words.before), words.end + len(words.after)
    return pieces(report.text, [Mark(words.start, words.end, "evidence"), *marks(claim)], start, end)


def marks(claim: Claim) -> list[Mark]:
    """The words of a claim's values."""
    by: Sequence[tuple[str, Sequence[Span | None]]] = (
        ("says", claim.chain),
        ("who", claim.actors),
        ("whom", claim.targets),
        ("where", (claim.place,)),
        ("when", (claim.time,)),
        ("many", claim.figures),
        ("hedge", (claim.hedge,)),
        ("means", (claim.instrument,)),
    )
    return [Mark(span.start, span.end, kind) for kind, spans in by for span in spans if span is not None]
