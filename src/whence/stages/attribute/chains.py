"""Which attributions cover a claim, and in what order they stand between the report and the origin."""

from __future__ import annotations

from itertools import product

from whence.schema.reading import Attribution, Reading
from whence.schema.records import Claim, Link, Span
from whence.stages.attribute.links import Sources


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MOST = 4  # links: more is a misreading
VARIANTS = 4  # claims made of one that several sources share
SPEECH = _words("ACCUSE REQUEST THREATEN REJECT SUPPORT AGREE CONSULT CONCEDE CAMPAIGN")
_INNER = {"attribution.citing": 20.0, "attribution.hearer": -0.5, "attribution.relay": -20.0}


def chains(claim: Claim, reading: Reading, sources: Sources) -> list[tuple[Link, ...]]:
    """The chains of a claim: one, or one for each of several sources that say it together."""
    trigger = next((ground.span for ground in claim.grounds if ground.field == "type" and ground.span), None)
    covering = [one for one in reading.attributions if _covers(one, claim, trigger)]
    links: list[tuple[Link, ...]] = []
    for one in _ordered(covering):
        found = sources.links(one)
        if found:
            links.append(found)
    links = _distinct(links)[-MOST:]
    found_chains = [tuple(chain) for chain in product(*links)][:VARIANTS]
    return found_chains or [()]


def _covers(one: Attribution, claim: Claim, trigger: Span | None) -> bool:
    """Whether most of the evidence, and the words that name the act (`trigger`), lie in what is attributed."""
    if one.source is None:
        return False
    evidence = claim.evidence
    if trigger is not None:
        if _claims_responsibility(one, claim):
            return True
        if _overlap(one.cue.start, one.cue.end, trigger.start, trigger.end):
            return _names_no_act(one, claim) and _mostly_inside(one, evidence.start, evidence.end)
        return any(part.start <= trigger.start and trigger.end <= part.end for part in one.content)
    return _mostly_inside(one, evidence.start, evidence.end) and not _narrated(one, claim)


def _names_no_act(one: Attribution, claim: Claim) -> bool:
    """Whether the verb that reports was only taken for the act: `says it has built a warhead` is no act of speech."""
    return one.cue.found_by != "attribution.act" and (
        claim.type not in SPEECH or one.cue.found_by == "attribution.declared"
    )


def _claims_responsibility(one: Attribution, claim: Claim) -> bool:
    """`X claimed responsibility for the attack`: the attack itself, with X as the last link."""
    says = claim.evidence.start <= one.cue.end <= claim.evidence.end and one.cue.text.lower().startswith("claim")
    return says and any(part.text.lower().startswith(("responsibility", "credit for")) for part in one.content)


def _mostly_inside(one: Attribution, start: int, end: int) -> bool:
    inside = sum(_overlap(part.start, part.end, start, end) for part in one.content)
    outside = _overlap(one.cue.start, one.cue.end, start, end)
    if one.source is not None:
        outside += _overlap(one.source.start, one.source.end, start, end)
    return inside > 0 and inside * 2 > (end - start - outside)


def _narrated(one: Attribution, claim: Claim) -> bool:
    """A clause that holds the verb of speech itself tells of an act of speech, in the narrator's voice."""
    holds_cue = claim.evidence.start <= one.cue.start and one.cue.end <= claim.evidence.end
    if not holds_cue:
        return False
    if one.cue.found_by == "attribution.act":
        return True
    subject_first = one.source is not None and claim.evidence.start <= one.source.start < one.cue.start
    opens = one.source is not None and one.source.start - claim.evidence.start < 12
    return claim.type in SPEECH and subject_first and opens and one.cue.found_by == "attribution.preposed"


def _overlap(a: int, b: int, c: int, d: int) -> int:
    return max(0, min(b, d) - max(a, c))


def _contains(outer: Attribution, inner: Attribution) -> bool:
    return (
        any(part.start <= inner.cue.start and inner.cue.end <= part.end for part in outer.content)
        and outer.cue != inner.cue
    )


def _ordered(covering: list[Attribution]) -> list[Attribution]:
    """Nearest to the report first: an attribution stands before those that lie inside its content."""

    def depth(one: Attribution) -> float:
        return sum(_stands_before(other, one) for other in covering if other is not one) + _INNER.get(
            one.cue.found_by, 0.0
        )

    return sorted(covering, key=lambda one: (depth(one), -one.cue.start, one.source.start if one.source else 0))


def _stands_before(other: Attribution, one: Attribution) -> bool:
    """Whether `other` is nearer to the report: its content holds the other's cue; where both do, the later cue."""
    if not _contains(other, one):
        return False
    return not _contains(one, other) or other.cue.start > one.cue.start


def _distinct(links: list[tuple[Link, ...]]) -> list[tuple[Link, ...]]:
    """No source twice: a speaker who goes on speaking is one link, at the place nearest to the claim."""
    kept: list[tuple[Link, ...]] = []
    for found in links:
        names = {link.name.casefold() for link in found}
        kept = [other for other in kept if not names & {link.name.casefold() for link in other}]
        kept.append(found)
    return kept
