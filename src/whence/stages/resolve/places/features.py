"""What speaks for and against a place being a claim's: features with names that can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from whence.schema.records import Claim
from whence.stages.resolve.between import act_of, apart, side_of
from whence.stages.resolve.places import vocabulary as words
from whence.stages.resolve.places.candidates import Candidate, Frame, likeness

ZONES: Mapping[str, int] = {"evidence": 0, "before": 1, "after": 1, "earlier": 2, "scene": 3, "dateline": 4, "akin": 5}
VERBAL = frozenset(["ACCUSE", "REQUEST", "SUPPORT", "REJECT", "AGREE", "SANCTION", "THREATEN", "CONCEDE", "COOPERATE"])
GAP = 4_000  # code points looked through for headings and paragraphs
SAYING = re.compile(
    r"\b(?:said|says|say|told|tells|according|reported|reports|announced|added|wrote|writes|confirmed|stated|declared|insisted)\b",
    re.IGNORECASE,
)
DEFINITE = re.compile(
    r"\b(?:the|this|that|these|those)\s(?:\w+\s)?(?:attacks?|explosions?|blasts?|bombs?|shootings?|fire|clash(?:es)?|assault|"
    r"incident|protests?|rally|march|demonstrations?|vote|voting|election|poll|referendum|killings?|raid|strikes?|"
    r"massacre|murder|crossing|station|building|crowd|turnout|count|victims|polling)\b",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"^[“\"‘']?(?:it|they|he|she|we|this|these|the|another|others|his|her|their)\b", re.IGNORECASE)
SECTION = re.compile(
    r"\n\s*(?:\d{1,2}[.:]\d{2}\b|[A-Z][A-Z \-]{5,}\n|#|\d{1,2}\.\s)"
)  # a live page's next entry, a heading
SOURCE = re.compile(
    r"^[,\s]*(?:has |have |had )?(?:said|says|told|that|announced|reported|claimed|added|confirmed|denied|put)\b",
    re.IGNORECASE,
)
BRIEFING = re.compile(
    r"\b(?:conference|briefing|interview|reporters|headquarters|office|statement|speaking|session|telephone)\b",
    re.IGNORECASE,
)
VERB = re.compile(r"^\s(?:has|have|had|is|was|will|would|could|should|may|says|said|intends|wants|plans|\w{3,12}ed)\b")
EVENT = re.compile(rf"^\s(?:\w+\s)?(?:{'|'.join(sorted(words.EVENTS))})\b", re.IGNORECASE)
WHERE = re.compile(r"^\s*(?:,\s*)?where\b", re.IGNORECASE)


def features(claim: Claim, candidate: Candidate, others: Sequence[Candidate], view: Frame) -> dict[str, float]:
    """What speaks for and against a candidate."""
    mention, zone = candidate.mention, candidate.zone
    near = "in" if zone == "evidence" else "out"
    out = {"bias": 1.0, f"zone={zone}": 1.0, f"{near}:prep={preposition_class(candidate)}": 1.0}
    out[f"{near}:kind={kind_of(candidate)}"] = 1.0
    if zone == "earlier":
        out[f"earlier={candidate.distance}"] = 1.0
    if mention.back:
        out[f"{near}:back={mention.back}"] = 1.0
        out[f"{near}:back"] = 1.0
    for name, holds in _flags(claim, candidate, others, view).items():
        if holds:
            out[name] = 1.0
    act = act_of(claim) if zone in ("evidence", "before", "after") else None
    if act is not None:
        named = apart(view.text, act, view.acts, candidate.start, candidate.end)
        out.update({name: 1.0 for name, holds in named.items() if holds})
        out[f"{zone}:{side_of(act, candidate.start, candidate.end)}"] = 1.0
    if claim.type in VERBAL:
        out[f"{near}:verbal"] = 1.0
        if kind_of(candidate) == "country":
            out["verbal country"] = 1.0
    out[f"{near}:{claim.type}"] = 1.0
    if claim.status != "asserted":
        out[f"{near}:not asserted"] = 1.0
    return out


def _flags(claim: Claim, candidate: Candidate, others: Sequence[Candidate], view: Frame) -> dict[str, bool]:
    mention, zone = candidate.mention, candidate.zone
    start, end = claim.evidence.start, claim.evidence.end
    stands = preposition_class(candidate)
    outer_of_other = any(_holds(candidate, other) for other in others)
    in_evidence = [c for c in others if c.zone == "evidence" and c is not candidate]
    strong = [c for c in in_evidence if preposition_class(c) == "at" or c.mention.back]
    flags = {
        "event": EVENT.match(view.text[mention.end : mention.end + 30]) is not None,
        "seat of power": _speaks(candidate),
        "before a verb": stands == "none" and VERB.match(view.text[mention.end : mention.end + 20]) is not None,
        "vote of a country": claim.type == "VOTE" and zone == "evidence" and kind_of(candidate) == "country",
        "container of another": outer_of_other,
        "has container": bool(mention.outer),
        "titled": mention.head in words.TITLES or mention.head in words.OFFICES,
        "possessive": view.text[mention.end : mention.end + 2] in ("'s", "’s", "'S"),
        "in a source": any(a < candidate.end and candidate.start < b for a, b in view.links),
        "list": len(candidate.members) > 1,
        "beside": mention.beside,
        "border": mention.demonym is not None
        and view.text[mention.start : mention.end].endswith(("border", "borders")),
        "grounds": mention.demonym is not None,
        "dateline": mention.dateline,
        "bare in evidence": zone == "evidence" and mention.preposition is None and not mention.back,
        "first in evidence": zone == "evidence" and not any(c.start < candidate.start for c in in_evidence),
        "last in evidence": zone == "evidence" and not any(c.start > candidate.start for c in in_evidence),
        "alone in evidence": zone == "evidence" and not in_evidence,
        "capitals": view.readings.capitals,
        "move towards": claim.type == "MOVE" and mention.preposition in words.TOWARDS,
        "move away": claim.type == "MOVE" and mention.preposition == "from",
    }
    if zone in ("before", "after"):
        between = view.text[candidate.end : start] if zone == "before" else view.text[end : candidate.start]
        lead_in = view.text[max(0, mention.start - 60) : mention.start]
        flags[f"{zone}: saying between"] = bool(SAYING.search(between[:300]))
        flags[f"{zone}: near"] = len(between) < 25
        flags[f"{zone}: at, near"] = len(between) < 25 and stands == "at"
        flags[f"{zone}: source of what follows"] = zone == "before" and SOURCE.match(between) is not None
        flags[f"{zone}: briefing"] = zone == "before" and BRIEFING.search(lead_in) is not None
        flags[f"{zone}: where"] = zone == "before" and WHERE.match(between) is not None
    if zone != "evidence":
        flags["evidence names one"] = bool(in_evidence)
        flags["evidence has one at"] = bool(strong)
        nearer = [c for c in others if c is not candidate and _nearer(c, candidate)]
        flags["nearer one"] = bool(nearer)
        flags["nearer one at"] = any(preposition_class(c) == "at" for c in nearer)
    if zone != "evidence":
        flags.update(_shared(claim, candidate, others, view))
    if zone in ("earlier", "scene", "dateline", "akin"):
        words_shared = likeness(claim, candidate.start, candidate.end, view)
        flags[f"shares words={min(words_shared, 3)}"] = words_shared > 0
        gap = view.text[max(candidate.end, start - GAP) : start]
        lines = gap.count("\n\n") or ("\n" in gap)
        flags[f"{zone}: paragraphs={min(int(lines), 3)}"] = not view.readings.capitals
        flags[f"{zone}: new section"] = SECTION.search(gap) is not None
        definite, pronoun = _points_back(claim.evidence.text)
        flags[f"{zone}: definite"] = definite
        flags[f"{zone}: pronoun"] = pronoun
        flags[f"{zone}: at"] = stands == "at"
        flags[f"{zone}: settlement at"] = stands == "at" and kind_of(candidate) == "settlement"
    return flags


@lru_cache(maxsize=512)  # asked for beside each of a claim's candidates
def _points_back(evidence: str) -> tuple[bool, bool]:
    """Whether a clause speaks of a definite act ("the attack"), and whether it opens with a pronoun."""
    return DEFINITE.search(evidence) is not None, PRONOUN.match(evidence) is not None


def _shared(claim: Claim, candidate: Candidate, others: Sequence[Candidate], view: Frame) -> dict[str, bool]:
    """Whether another claim's evidence names the candidate, and whether it is of this claim's type."""
    types = {t for a, b, t in view.claims if a < candidate.end and candidate.start < b}
    verbal = claim.type in VERBAL
    zone = candidate.zone
    rivals = [c for c in others if c is not candidate and _place_id(c) != _place_id(candidate)]
    return {
        f"{zone}: names place of same type": claim.type in types,
        f"{zone}: names place of other act": bool(types) and claim.type not in types and not types <= VERBAL,
        f"{zone}: names no claim's place": not types,
        f"{zone}: same type, deed": claim.type in types and not verbal,
        f"{zone}: only place in sight": not rivals,
        f"{zone}: rival at": any(preposition_class(c) == "at" and kind_of(c) == "settlement" for c in rivals),
    }


def _speaks(candidate: Candidate) -> bool:
    """A capital that is not said to be a scene stands for its government: "Moscow refused"."""
    entry, mention = candidate.lead.entry, candidate.mention
    capital = entry is not None and entry.capital and not mention.back and not mention.dateline and mention.hint is None
    return capital and preposition_class(candidate) in ("none", "of", "by", "against", "other")


def _place_id(candidate: Candidate) -> int | None:
    return candidate.lead.entry.id if candidate.lead.entry else None


def _nearer(other: Candidate, candidate: Candidate) -> bool:
    mine = (ZONES[candidate.zone], candidate.distance)
    theirs = (ZONES[other.zone], other.distance)
    return theirs < mine or (theirs == mine and candidate.zone == "earlier" and other.start > candidate.start)


def _holds(candidate: Candidate, other: Candidate) -> bool:
    """Whether the text names this candidate as holding the other."""
    if candidate is other or not other.mention.outer:
        return False
    inside = {s.entry.id for s in candidate.members if s.entry}
    return abs(other.end - candidate.start) < 90 and any(
        s.entry and s.entry.id in inside for s in candidate.members
    ) and candidate.mention.start > other.mention.start and candidate.start - other.end < 90  # fmt: skip


def preposition_class(candidate: Candidate) -> str:
    """`at`, `towards`, `away`, `of`, `other` or `none`."""
    word = candidate.mention.preposition
    if word is None:
        return "none"
    if word in words.AT:
        return "at"
    if word in words.TOWARDS:
        return word if word in ("for", "onto") else "towards"
    return word if word in ("of", "from", "by", "against") else "other"


def kind_of(candidate: Candidate) -> str:
    """Kind of the place that is meant."""
    if candidate.lead.fallback:
        return "settlement"
    return candidate.lead.entry.kind if candidate.lead.entry else "none"


def none_features(claim: Claim, found: Sequence[Candidate]) -> dict[str, float]:
    """What speaks for "no place"."""
    out = {"none": 1.0, f"none:{claim.type}": 1.0}
    if claim.type in VERBAL:
        out["none:verbal"] = 1.0
    if not any(c.zone == "evidence" for c in found):
        out["none: nothing in evidence"] = 1.0
    if claim.status != "asserted":
        out["none: not asserted"] = 1.0
    return out
