"""Figures that stand just outside a claim's words: its subject before them, a second count behind.

A clause is often cut behind its subject's number: "82 girls [that were kidnapped]", "seven precincts [were burnt]".
"""

from __future__ import annotations

import re

from whence.schema.records import Span
from whence.stages.extract import figures_words as w
from whence.stages.extract.figures_found import FoundFigure, figures
from whence.stages.extract.figures_harm import casualty

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
TAIL = re.compile(r"^\s*(?:,?\s*(?:and|with|while|for)\s+|\s*[:,]\s*|\s)", re.IGNORECASE)
OPEN_END = re.compile(r"(?:,|\band)\s*$", re.IGNORECASE)  # the evidence breaks off within a list
LASTING = frozenset({"COERCE", "SANCTION"})  # acts that last as long as is said
# "four prisoners -- Anna Petrova, [Oleh Bondar and Ivan Koval -- were released]".
LIST = re.compile(r"^\s(?:[a-z]+\s){1,3}(?:--|—|–|:|,)\s(?:(?:[A-Z][\w.'’-]*|and|,)\s*){1,24}$")
FRONTED = re.compile(r"^(?:\s[a-z]+){1,3},\s$", re.IGNORECASE)  # "In eight municipalities, [no station opened]"
HARM = w.KILLED | w.INJURED


def around(text: str, evidence: Span, claim_type: str) -> list[FoundFigure]:
    """Figures beside a claim's words that its clause counts; at most one before and one behind."""
    return [*before(text, evidence, claim_type), *behind(text, evidence, claim_type)]


def before(text: str, evidence: Span, claim_type: str) -> list[FoundFigure]:
    """The number of the subject that the evidence leaves out."""
    left = max(0, evidence.start - BEFORE)
    ahead = min(evidence.end, evidence.start + BEFORE)
    near = figures(text, left, ahead, before=evidence.start)
    if not near or CLOCK.match(text[near[-1].start : near[-1].end]):
        return []
    last = near[-1]
    between = text[last.end : evidence.start]
    if "\n\n" in between or last.end > evidence.start:
        return []
    cut_off = not between.strip() or (last.unit == "people" and LIST.match(between) is not None)
    fronted = FRONTED.match(between) is not None and last.before[:1] in (("in",), ("at",))
    if cut_off or fronted or _subject(text[evidence.start : evidence.start + 80], between, last, claim_type):
        return [last]
    return []


def _subject(opening: str, between: str, last: FoundFigure, claim_type: str) -> bool:
    """Whether the number counts the subject of a clause that opens so."""
    aside, who = ASIDE.match(opening), OPENS.match(opening)
    if who and claim_type not in THEIRS and not PASSIVE.match(opening):
        return False
    if "  " in between or (last.counts is None and "of" not in between.lower().split()):
        return False
    if aside:
        between = between.rstrip().removesuffix(",")
    if claim_type == "ASSAULT" and (INCLUDING.match(between) or COUNTED.match(between)):
        harmed = who or aside or SUBJECT.match(opening) or _tells_harm(opening)
        return bool(harmed) and last.unit in ("people", None)
    if not (aside or who or SUBJECT.match(opening)):
        return False
    if LINK.match(between + " ") is None or CUTS.intersection(between.lower().split()):
        return False
    return last.unit not in w.DURATIONS.values() and last.unit != "percent"


# "[air strikes in the north] that left 32 civilians dead", "[broke in and beat people], injuring three".
TOLL = re.compile(
    r"^\s*(?:,\s*)?(?:(?:that|which)\s+(?:(?:has|have|had|reportedly|also)\s+)?(?:left|killed|wounded|injured)"
    r"|(?:leaving|killing|wounding|injuring)|with)\s+",
    re.IGNORECASE,
)


def _toll(text: str, evidence: Span, tail: str) -> list[FoundFigure]:
    """The dead and wounded of an attack told right behind its words."""
    link = TOLL.match(tail)
    found = figures(text, evidence.end, evidence.end + BEHIND) if link else []
    if link is None or not found or found[0].start != evidence.end + link.end():
        return []
    return found[:1] if casualty(found[0]) is not None and found[0].unit in ("people", None) else []


def _tells_harm(words: str) -> bool:
    return not HARM.isdisjoint(re.findall(r"[a-z]+", words.lower()))


def behind(text: str, evidence: Span, claim_type: str) -> list[FoundFigure]:
    """ "Eleven people died [and 64 more were wounded]"; "turnout in the region[: 58.7 percent]"."""
    tail = text[evidence.end : evidence.end + BEHIND]
    if claim_type in ("ASSAULT", "PROTEST") and (toll := _toll(text, evidence, tail)):
        return toll
    link = TAIL.match(tail)
    found = figures(text, evidence.end, evidence.end + BEHIND) if link else []
    if link is None or not found or found[0].start != evidence.end + link.end():
        return []
    first = found[0]
    if link.group().strip() == "for":
        return [first] if claim_type in LASTING and first.unit in w.DURATIONS.values() else []
    if not link.group().strip():
        return [first] if OPEN_END.search(evidence.text) else []
    if claim_type not in ("ASSAULT", "VOTE"):
        return []
    if claim_type == "VOTE":
        told = first.unit == "percent" and tail.lstrip().startswith(":") and "turnout" in evidence.text.lower()
        return [first] if told else []
    counted = first.unit in ("people", None) and HARM.intersection(first.after[:5])
    return [first] if counted and _tells_harm(evidence.text) else []
