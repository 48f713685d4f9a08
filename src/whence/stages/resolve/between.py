"""What stands between the words of an act and other words of its sentence: verbs, clauses, other acts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from whence.schema.records import Claim, Span

READ = 300  # code points of words between that are looked at
STEPS = (2, 12, 30, 70, 140)  # code points between, in steps
SPOKEN = frozenset({"ACCUSE", "REQUEST", "SUPPORT", "REJECT", "THREATEN", "AGREE", "CONCEDE", "CONSULT"})
RELATIVE = re.compile(r"\b(?:who|which|whom|whose|that)\b", re.IGNORECASE)
SUBORDINATE = re.compile(
    r"\b(?:when|after|before|while|since|because|as|until|if|although|though|where|but)\b", re.IGNORECASE
)
VERB = re.compile(
    r"\b(?!(?:hundred|united|indeed|red|bed|need|speed|armed|alleged|unidentified)\b)[a-z]{2,24}ed\b|\b(?:was|were|is|are"
    r"|has|have|had|will|would|said|says|held|took|went|came|made|left|met|led|began|won|shot|hit|fled|sent|set|put)\b",
    re.IGNORECASE,
)
INFINITIVE = re.compile(r"\bto [a-z]+\b")
AND, QUOTE = re.compile(r"\band\b"), re.compile(r'["“”]')

Act = tuple[int, int, str]  # where the words that name an act start and end, and its type


def act_of(claim: Claim) -> Span | None:
    """The words that name the claim's act; None for a claim that no reading made."""
    return next((ground.span for ground in claim.grounds if ground.field == "type" and ground.span is not None), None)


def acts_of(claims: Iterable[Claim]) -> tuple[Act, ...]:
    """The acts of a report's claims, in the order of the text."""
    found = ((act_of(claim), claim.type) for claim in claims)
    return tuple(sorted((span.start, span.end, kind) for span, kind in found if span is not None))


def side_of(act: Span, start: int, end: int) -> str:
    """Where words stand from an act: `L` before it, `R` behind it, `X` in it."""
    return "L" if end <= act.start else "R" if act.end <= start else "X"


def apart(text: str, act: Span, acts: Sequence[Act], start: int, end: int) -> Mapping[str, object]:
    """What parts an act from words between two offsets; names begin with the side on which these stand."""
    side = side_of(act, start, end)
    first, last = (end, act.start) if side == "L" else (act.end, start)
    between = text[first : min(last, first + READ)] if side != "X" else ""
    verbs = VERB.findall(between)
    others = _between(acts, act, min(start, act.start), max(start, act.start))
    return {
        f"side={side}": True,
        f"{side}:act gap={step(last - first)}": True,
        f"{side}:verb": verbs,
        f"{side}:verbs={min(len(verbs), 3)}": True,
        f"{side}:relative": RELATIVE.search(between),
        f"{side}:subordinate": SUBORDINATE.search(between),
        f"{side}:comma": "," in between,
        f"{side}:and": AND.search(between),
        f"{side}:to": INFINITIVE.search(between),
        f"{side}:quote": QUOTE.search(between),
        f"{side}:other act": others,
        f"{side}:other spoken act": SPOKEN.intersection(others),
    }


def _between(acts: Sequence[Act], act: Span, low: int, high: int) -> list[str]:
    """Types of the other acts that begin between two offsets."""
    inside = acts[bisect_left(acts, (low,)) : bisect_left(acts, (high,))]
    return [kind for start, end, kind in inside if (start, end) != (act.start, act.end)]


def step(length: int) -> int:
    """How many of the steps a length passes."""
    return sum(length > one for one in STEPS)
