"""Figures that stand just outside a claim's words: its subject before them, a second count behind.

A clause is often cut behind its subject's number: "82 girls [that were kidnapped]", "seven precincts [were burnt]".
"""

from __future__ import annotations

import re

from whence.schema.records import Span
from whence.stages.extract import figures_words as w
from whence.stages.extract.figures_found import FoundFigure, figures

BEFORE, BEHIND = 90, 70  # code points looked at on either side
# What may stand between a number and the clause whose subject it is.
LINK = re.compile(
    r"\s*(?:(?:of|the|other|our|its|his|their|these|those|more|such)\s+){0,3}(?:[^\W\d_][\w'’\-]*\s+){0,5}"
    r"(?:\([^)]{1,12}\)\s*)?(?:and|or)?\s*$",
    re.IGNORECASE,
)
ASIDE = re.compile(
    r"^(?:many|most|some|all|several|half|including|among|one) (?:of|them|women|children)\b", re.IGNORECASE
)
OPENS = re.compile(r"^(?:who|that|which)\b", re.IGNORECASE)
PASSIVE = re.compile(r"^(?:who|that|which) (?:was|were|(?:has|have|had) been)\b", re.IGNORECASE)
THEIRS = frozenset({"MOVE", "PROTEST", "CAMPAIGN", "VOTE"})  # acts that count those who do them
SUBJECT = re.compile(
    r"^(?:[^\W\d_][\w'’\-]*,?\s+){0,4}(?:was|were|has|have|had|is|are|will|died|fled|voted|gathered|marched|remain(?:ed)?|"
    r"kidnapped|abducted|captured|killed|wounded|injured|arrested|detained|standing)\b",
    re.IGNORECASE,
)
# Words that end the noun phrase: what is before them belongs to another clause.
CUTS = frozenset(
    """
    said says say saying told telling after before when while where because if but as than at in on by with from to
    into for against was were is are has have had be been will would did does killed fled
    """.split()  # noqa: SIM905 - reads better in lines
)
INCLUDING = re.compile(
    r"^\s*(?:[\w'’\-]+\s+){0,4}?[\w'’\-]+\s*(?:,|–|—|-)?\s*including(?:\s[\w'’\-]+){0,3}\s*$", re.IGNORECASE
)
# "five people were killed and [14 were wounded]", "two fatalities and [84 people]".
COUNTED = re.compile(
    r"^\s*(?:[\w'’\-]+\s+){0,4}?(?:(?:were|was|been|died|dead|fatalities|deaths|killed|wounded|injured)\s+){1,3}and\s*$",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\d{1,2}[.:]\d{2}$")
TAIL = re.compile(r"^\s*(?:,?\s*(?:and|with|while)\s+|\s*[:,]\s*)", re.IGNORECASE)
HARM = w.KILLED | w.INJURED


def around(text: str, evidence: Span, claim_type: str) -> list[FoundFigure]:
    """Figures beside a claim's words that its clause counts; at most one before and one behind."""
    return [*before(text, evidence, claim_type), *behind(text, evidence, claim_type)]


def before(text: str, evidence: Span, claim_type: str) -> list[FoundFigure]:
    """The number of the subject that the evidence leaves out."""
    opening = text[evidence.start : evidence.start + 80]
    aside = ASIDE.match(opening)
    if OPENS.match(opening):
        if claim_type not in THEIRS and not PASSIVE.match(opening):
            return []
    elif not (aside or SUBJECT.match(opening) or HARM.intersection(opening.lower().split())):
        return []
    left = max(0, evidence.start - BEFORE)
    ahead = min(evidence.end, evidence.start + 2 * BEFORE)
    near = [f for f in figures(text, left, ahead) if f.number < evidence.start and f.end <= evidence.start]
    if not near or CLOCK.match(text[near[-1].start : near[-1].end]):
        return []
    last = near[-1]
    between = text[last.end : evidence.start]
    if "\n\n" in between or "  " in between or (last.counts is None and "of" not in between.lower().split()):
        return []
    if aside:
        between = between.rstrip().removesuffix(",")
    if claim_type == "ASSAULT" and (INCLUDING.match(between) or COUNTED.match(between)):
        return [last] if last.unit in ("people", None) else []
    if not (aside or OPENS.match(opening) or SUBJECT.match(opening)):
        return []
    if LINK.match(between + " ") is None or CUTS.intersection(between.lower().split()):
        return []
    return [last] if last.unit not in w.DURATIONS.values() and last.unit != "percent" else []


def behind(text: str, evidence: Span, claim_type: str) -> list[FoundFigure]:
    """ "Eleven people died [and 64 more were wounded]"; "turnout in the region[: 58.7 percent]"."""
    tail = text[evidence.end : evidence.end + BEHIND]
    link = TAIL.match(tail)
    if link is None or claim_type not in ("ASSAULT", "VOTE"):
        return []
    found = figures(text, evidence.end, evidence.end + BEHIND)
    if not found or found[0].start != evidence.end + link.end():
        return []
    first = found[0]
    if claim_type == "VOTE":
        told = first.unit == "percent" and tail.lstrip().startswith(":") and "turnout" in evidence.text.lower()
        return [first] if told else []
    counted = first.unit in ("people", None) and HARM.intersection(first.after[:5])
    return [first] if counted and HARM.intersection(evidence.text.lower().split()) else []
