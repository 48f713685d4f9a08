"""Which of a report's times belongs to a claim, by rule; `choice` weighs that with what else it sees.

Measured on the annotated reports: a time inside the evidence is the claim's in nine cases of ten. One outside of it in
the same sentence is so only where nothing parts them: a frame at the head of the sentence ("On Sunday, ..."), or words
right after the evidence ("... in Banja Luka this afternoon"). A time that stands with a verb of saying belongs to the
saying. Nothing is carried over from other sentences: of claims without a time in their sentence, four in a hundred have
one, so a carried time would be wrong far more often than right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.schema.records import Claim
from whence.stages.resolve.between import SPOKEN
from whence.stages.resolve.times.timeline import Timed

SAYING = re.compile(
    r"\b(?:said|says|say|saying|told|tells|announc\w+|report(?:s|ed|ing)|according|claim(?:s|ed)|stat(?:es|ed)|add(?:s|ed)"
    r"|wrote|writes|tweet\w*|post(?:ed|s)|declar\w+|confirm(?:s|ed)|insist\w*|denied|denies|deny|quoted|cit(?:ed|es|ing)"
    r"|acknowledg\w+|warn(?:s|ed)|called|calls|asked|phone|interview|spokes\w+|published|released|emerged|note[ds])\b",
    re.IGNORECASE,
)
PARTING = re.compile(r"\b(?:which|who|whom|whose|because|although|but|while|that)\b|[;:—–“”\"]|\. ", re.IGNORECASE)
WHEN = re.compile(r"\bwhen\s*$", re.IGNORECASE)
DATELINE = re.compile(r"\s*,?\s*(?:\d{2,4}\s*)?[(\[]|\s*(?:--|—|–| - )")
BREATH = ", that “  "  # the longest that stands between a saying and what is said
FRAME_GAP = 120  # characters between a time before the evidence and the evidence
AFTER_GAP = 25  # characters between the evidence and a time after it
SAID_NEAR = 40  # characters before a time in which a verb of saying claims it
OWN_ENDS = ("'s", "’s")
NOUN = re.compile(r"\s+(?!(?:and|or|in|on|at|to|by|for|from|with|of|when|after|before|as|that|but|local)\b)[A-Za-z]")
# "Friday's tentative agreement", "Monday's ruling": the act itself in a noun, dated.
OWN_ACT = re.compile(
    r"['’]s (?:[a-z-]+ ){0,2}(?:agreement|deal|accord|pact|truce|meeting|talks|visit|summit|ruling|statement|appeal"
    r"|decision|warning|threat|refusal|resolution|declaration|call|vow|pledge)\b"
)
DAY_RULES = frozenset({"weekday", "day", "date", "night", "part", "named", "later", "back", "span", "ago"})


def choose(claim: Claim, times: Sequence[Timed], text: str, bounds: tuple[int, int]) -> Timed | None:
    """The time of a claim out of those of its report, `bounds` being its sentence; None where none belongs to it."""
    start, end = claim.evidence.start, claim.evidence.end
    inside = [timed for timed in times if start <= timed.expression.start < end]
    if inside:
        return _inside(inside, claim, text)
    before = [timed for timed in times if bounds[0] <= timed.expression.start < start]
    for timed in reversed(before):
        if _frames(timed, claim, text, bounds[0], start):
            return timed
    after = next((timed for timed in times if end <= timed.expression.start < bounds[1]), None)
    return after if after and _follows(after, text, end) else None


def _inside(inside: Sequence[Timed], claim: Claim, text: str) -> Timed | None:
    """The first that names a day, then the first that names more; one that marks another thing only if it is all."""
    plain = [timed for timed in inside if not marks(timed, text)]
    if not plain:
        return inside[0] if owns_act(inside[0], text) or claim.type not in SPOKEN else None
    days = [timed for timed in plain if timed.expression.shape.rule in DAY_RULES]
    return (days or [timed for timed in plain if timed.expression.shape.rule != "vague"] or plain)[0]


def marks(timed: Timed, text: str) -> bool:
    """The time marks another thing: "Monday's vote", "the 2010 law", "the 19 March elections"."""
    end = timed.expression.end
    if text.startswith(OWN_ENDS, end):
        return True
    if timed.expression.shape.rule in ("year", "date", "season") and timed.expression.shape.lead is None:
        before = text[max(0, timed.expression.start - 6) : timed.expression.start].lower().split()
        led = timed.expression.text.lower().startswith("the ") or bool(
            before and before[-1] in ("the", "his", "her", "a", "its")
        )
        return led and bool(NOUN.match(text, end))
    return False


def owns_act(timed: Timed, text: str) -> bool:
    """What the time marks is the act itself: "Friday's agreement"."""
    return OWN_ACT.match(text, timed.expression.end) is not None


def of_saying(timed: Timed, claim: Claim, text: str) -> bool:
    """The time of a saying before what is said: "the ministry said on Monday that [...]"."""
    start, end = timed.expression.start, timed.expression.end
    if claim.type in SPOKEN or not end <= claim.evidence.start <= end + len(BREATH):
        return False
    gap = text[end : claim.evidence.start].strip(' ,:“"').lower()
    return gap in ("", "that") and SAYING.search(text[max(0, start - SAID_NEAR // 2) : start]) is not None


def _frames(timed: Timed, claim: Claim, text: str, head: int, start: int) -> bool:
    """The time leads into the evidence, and nobody says anything between; a spoken act may rest on its own saying."""
    gap = text[timed.expression.end : start]
    if len(gap) > FRAME_GAP or marks(timed, text) or DATELINE.match(gap):
        return False
    if WHEN.search(gap):
        return True
    if PARTING.search(gap) or SAYING.search(gap):
        return False
    opening = text[head : timed.expression.start].strip()
    if len(opening) <= 8:
        return True
    return claim.type not in SPOKEN and not SAYING.search(opening[-SAID_NEAR:])


def _follows(timed: Timed, text: str, end: int) -> bool:
    gap = text[end : timed.expression.start]
    after = text[timed.expression.end : timed.expression.end + 30]
    if len(gap) > AFTER_GAP or marks(timed, text) or SAYING.search(gap) or PARTING.search(gap) or "," in gap:
        return False
    return not SAYING.match(after.lstrip(" ,"))
