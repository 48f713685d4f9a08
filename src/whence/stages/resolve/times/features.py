"""What speaks for and against a time being a claim's: features with names that can be read.

A time inside the evidence is the claim's in nine cases of ten, one outside of it where nothing parts them. Which of
several it is, and when none is, follows from the words between, from what they stand with, and from the acts of the
other claims.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from whence.schema.records import Claim
from whence.stages.resolve.between import (
    AND,
    INFINITIVE,
    QUOTE,
    READ,
    RELATIVE,
    SPOKEN,
    SUBORDINATE,
    VERB,
    Act,
    act_of,
    apart,
    side_of,
    step,
)
from whence.stages.resolve.times.attach import DATELINE, DAY_RULES, PARTING, SAYING, WHEN, marks, owns_act
from whence.stages.resolve.times.resolving import Resolved
from whence.stages.resolve.times.timeline import Timed

HEAD = 8  # code points of a sentence before a time that leads into it
PREPOSITION = re.compile(
    r"\b(on|in|at|since|of|by|for|from|until|till|after|before|during|over|late|early|about|within|to|between|the|as|last"
    r"|next|this|and|through|a|his|its|'s)\s*$",
    re.IGNORECASE,
)
NOUN = re.compile(
    r"\s+(?!(?:and|or|in|on|at|to|by|for|from|with|of|when|after|before|as|that|but|local|was|were|is|are|has|have|had"
    r"|will|would|said)\b)[a-z]+"
)
COLON, OPENS, THAT = re.compile(r"[:;—–]|--"), re.compile(r"[a-z]+"), re.compile(r"\bthat\s*$")


class View(Struct, frozen=True):
    """What the choice for one claim looks at: its sentence's times, the claims there, the rules' choice."""

    text: str
    found: Sequence[Timed]
    others: Sequence[Claim]
    acts: Sequence[Act]  # of the whole report
    ruled: Timed | None


class Setting(Struct, frozen=True):
    """One claim and one of its times."""

    claim: Claim
    timed: Timed
    resolved: Resolved
    view: View
    zone: str  # in, before, after: where the time stands from the evidence


Named = Mapping[str, object]


def features(claim: Claim, timed: Timed, resolved: Resolved, view: View) -> dict[str, float]:
    """What speaks for and against a time, as it is resolved for the claim."""
    evidence, start = claim.evidence, timed.expression.start
    zone = "in" if evidence.start <= start < evidence.end else "before" if start < evidence.start else "after"
    one = Setting(claim, timed, resolved, view, zone)
    out = {"bias": 1.0, f"zone={zone}": 1.0}
    parts = (_shape(one), _words(one), _act(one), _claims(one), _inside(one) if zone == "in" else _outside(one))
    for part in parts:
        out.update({name: 1.0 for name, holds in part.items() if holds})
    return out


def none_features(claim: Claim, view: View) -> dict[str, float]:
    """What speaks for "no time"."""
    evidence = claim.evidence
    inside = any(evidence.start <= timed.expression.start < evidence.end for timed in view.found)
    named = {
        "none": True,
        f"none:{claim.type}": True,
        f"none:{claim.status}": True,
        "none:ruled": view.ruled is None,
        "none:nothing in evidence": not inside,
        "none:spoken": claim.type in SPOKEN,
    }
    return {name: 1.0 for name, holds in named.items() if holds}


def _shape(one: Setting) -> Named:
    """What kind of time it is."""
    shape, zone, claim = one.timed.expression.shape, one.zone, one.claim
    marked = marks(one.timed, one.view.text)
    opens = OPENS.match(one.timed.expression.text.lower())
    return {
        f"{zone}:rule={shape.rule}": True,
        f"{zone}:lead={shape.lead}": True,
        f"{zone}:precision={one.resolved.precision}": True,
        f"opens={opens.group() if opens else '#'}": True,
        "portion": shape.portion,
        "back": shape.back,
        "vague": shape.rule == "vague",
        f"{zone}:undated": one.resolved.earliest is None and one.resolved.latest is None,
        f"{zone}:marks": marked,
        f"{zone}:own act": marked and owns_act(one.timed, one.view.text),
        "marks, spoken": marked and claim.type in SPOKEN,
        f"{zone}:{claim.type}": True,
        f"{zone}:{claim.status}": True,
        f"{zone}:spoken": claim.type in SPOKEN,
        "ruled": one.view.ruled is one.timed,
        f"{zone}:ruled": one.view.ruled is one.timed,
        f"{zone}:read": _read(one),
    }


def _read(one: Setting) -> bool:
    """The reader took these words for the claim's time."""
    given, found = one.claim.time, one.timed.expression
    return given is not None and given.start < found.end and found.start < given.end


def _words(one: Setting) -> Named:
    """The words right before and behind the time."""
    text, found, zone = one.view.text, one.timed.expression, one.zone
    before = text[max(0, found.start - 60) : found.start]
    cut = max(before.rfind(". "), before.rfind("\n"))
    clause = before[cut + 1 :]
    preposition = PREPOSITION.search(before[-14:])
    said = SAYING.search(clause[-40:]) is not None
    return {
        f"{zone}:prep={preposition.group(1).lower() if preposition else None}": True,
        f"{zone}:said near": said,
        f"{zone}:spoken, said near": said and one.claim.type in SPOKEN,
        f"{zone}:heads sentence": len(clause.strip()) <= HEAD and (cut >= 0 or len(before) < 60),
        "noun follows": NOUN.match(text[found.end : found.end + 30]),
    }


def _act(one: Setting) -> Named:
    """What stands between the time and the words that name the act."""
    act, found, text = act_of(one.claim), one.timed.expression, one.view.text
    if act is None:
        return {"no act": True}
    named = apart(text, act, one.view.acts, found.start, found.end)
    side = side_of(act, found.start, found.end)
    first, last = (found.end, act.start) if side == "L" else (act.end, found.start)
    said = side != "X" and SAYING.search(text[first : min(last, first + READ)])
    return {**named, f"{side}:saying": said, f"{one.zone}:{side}:gap={step(last - first)}": True}


def _claims(one: Setting) -> Named:
    """Whose evidence the time stands in, and how many times the evidence has."""
    claim, start, zone = one.claim, one.timed.expression.start, one.zone
    holding = [
        other for other in one.view.others if other is not claim and other.evidence.start <= start < other.evidence.end
    ]
    length = claim.evidence.end - claim.evidence.start
    return {
        f"{zone}:in other evidence": holding,
        f"{zone}:in shorter evidence": any(o.evidence.end - o.evidence.start < length for o in holding),
        f"{zone}:in evidence of its type": any(o.type == claim.type for o in holding),
        f"{zone}:times in evidence={min(len(_own(one)), 3)}": True,
    }


def _own(one: Setting) -> list[Timed]:
    evidence = one.claim.evidence
    return [timed for timed in one.view.found if evidence.start <= timed.expression.start < evidence.end]


def _inside(one: Setting) -> Named:
    """Which of the evidence's times it is."""
    own, timed, evidence = _own(one), one.timed, one.claim.evidence
    plain = [other for other in own if not marks(other, one.view.text)]
    days = [other for other in plain if other.expression.shape.rule in DAY_RULES]
    start, end = timed.expression.start - evidence.start, evidence.end - timed.expression.end
    return {
        "first": own[0] is timed,
        "last": own[-1] is timed,
        "only plain": plain == [timed],
        "first plain": plain[:1] == [timed],
        "first day": days[:1] == [timed],
        "day, others not": timed in days and len(plain) > len(days),
        "no day, others are": timed not in days and days,
        f"part={4 * start // max(1, evidence.end - evidence.start)}": True,
        "ends evidence": end <= 2,
        "opens evidence": start <= 4,
    }


def _outside(one: Setting) -> Named:
    """What parts it from the evidence."""
    evidence, found, text, zone = one.claim.evidence, one.timed.expression, one.view.text, one.zone
    first, last = (found.end, evidence.start) if zone == "before" else (evidence.end, found.start)
    gap = text[first : min(last, first + READ)]
    nearer = any(first <= other.expression.start < last for other in one.view.found if other is not one.timed)
    said_behind = zone == "after" and SAYING.match(text[found.end : found.end + 30].lstrip(" ,"))
    return {
        f"{zone}:gap={step(last - first)}": True,
        f"{zone}:saying": SAYING.search(gap),
        f"{zone}:parting": PARTING.search(gap),
        f"{zone}:comma": "," in gap,
        f"{zone}:commas": gap.count(",") >= 2,
        f"{zone}:verb": VERB.search(gap),
        f"{zone}:relative": RELATIVE.search(gap),
        f"{zone}:subordinate": SUBORDINATE.search(gap),
        f"{zone}:when": WHEN.search(gap),
        f"{zone}:dateline": DATELINE.match(gap),
        f"{zone}:and": AND.search(gap),
        f"{zone}:quote": QUOTE.search(gap),
        f"{zone}:that": THAT.search(gap),
        f"{zone}:to": INFINITIVE.search(gap),
        f"{zone}:colon": COLON.search(gap),
        f"{zone}:said behind": said_behind,
        f"{zone}:none in evidence": not _own(one),
        f"{zone}:nearer one": nearer,
    }
