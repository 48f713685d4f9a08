"""Who independently knows: each claim of an event is traced to an informant, and informants that are one are joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from whence.linkage.normalise import fold, name_words, same_name, same_word, stems
from whence.schema.records import Claim, Link, LinkKind, Origin, Report
from whence.stages.merge.cues import NEGATED, NUMBER

Family = Callable[[str], str | None]
CHANNELS = frozenset({"outlet", "agency"})
NOBODY = "unknown outlet"
_BODIES = frozenset({"organisation", "outlet"})  # a body's own page is an outlet
_OFFICE = re.compile(
    r"\b(?:head|chief|chair\w*|president|minister|secretary|spokes\w+|speak\w*|director|command\w*|governor|mayor|"
    r"offic\w+|deputy|press|attache|lieutenant|colonel|general|major|captain|prosecutor|leader|coordinat\w+|"
    r"representative|manager|superintendent|commission\w*|inspector|envoy|ambassador|speaker|boss|member|lawyer)\b"
)
_WITNESS = re.compile(
    r"\b(?:(?:this|our|a|an|the|its) (?:\w+ ){0,3}(?:reporter|correspondent|journalist|photographer|team)s?|"
    r"this (?:news)?paper|(?:i|we) (?:saw|heard|counted|watched|visited|met|walked|reached|drove)|"
    r"(?:i|we) (?:was|were|stood) (?:in|at|on|there|inside|outside|near)|"
    r"(?:seen|witnessed|counted|verified|confirmed) by)\b"
)
_SAW = r"(?:saw|heard|counted|watched|visited|found|met|can confirm|has seen|has counted)"
_SPEAKS = re.compile(r"\bspokes\w+\b")
# An office and its holder, as two bodies of words: "deputy justice minister", "justice ministry".
_HOLDER = {"ministry": "minister", "presidency": "president", "prosecution": "prosecutor", "embassy": "ambassador",
           "governorate": "governor", "mayoralty": "mayor", "command": "commander"}  # fmt: skip


class Informant(Struct, frozen=True):
    """The end of a claim's chain before informants are joined."""

    name: str
    kind: LinkKind
    role: str | None
    family: str  # whose reporting it came over: tells unnamed informants apart
    private: bool


def find(claims: Sequence[Claim], reports: Mapping[str, Report], family: Family) -> tuple[Origin, ...]:
    """The origins of one event's claims, most claims first; every claim belongs to exactly one."""
    named: list[tuple[Informant, str]] = []
    silent: list[Claim] = []
    for claim in claims:
        if claim.chain:
            named.append((_informant(claim.chain, outlet_of(claim, reports), family), claim.claim_id))
        else:
            silent.append(claim)
    cited = {name: [claim for claim in claims if claim.chain and root(claim, reports) == name]
             for name in {root(claim, reports) for claim in silent}}  # fmt: skip
    ends = {claim_id: informant for informant, claim_id in named}
    for claim in silent:
        quoted = cited[root(claim, reports)] or _corrected(claim, claims, reports)
        informant = own_voice(claim, quoted, ends, reports, family)
        named.append((informant, claim.claim_id))
    named = as_in_original(claims, named, reports)
    return tuple(sorted(map(_origin, _joined(named)), key=lambda origin: (-len(origin.claims), origin.name)))


def as_in_original(
    claims: Sequence[Claim], named: Sequence[tuple[Informant, str]], reports: Mapping[str, Report]
) -> list[tuple[Informant, str]]:
    """A reprint knows nothing of its own: its claims rest on the informant of the original's claim most like them."""
    of = {claim.claim_id: claim for claim in claims}
    ends = {claim_id: informant for informant, claim_id in named}
    first: dict[str, list[Claim]] = {}
    for claim in claims:
        if root(claim, reports) == claim.report_id:
            first.setdefault(claim.report_id, []).append(claim)
    found = []
    for informant, claim_id in named:
        copied = of[claim_id]
        originals = [] if root(copied, reports) == copied.report_id else first.get(root(copied, reports), [])
        alike = [one for one in originals if (one.status == "denied") == (copied.status == "denied")]
        best = min(alike, key=lambda one: (-_likeness(one, copied), one.claim_id), default=None)
        found.append((ends[best.claim_id] if best is not None else informant, claim_id))
    return found


def _likeness(one: Claim, other: Claim) -> float:
    mine, theirs = stems(one.evidence.text), stems(other.evidence.text)
    return len(mine & theirs) / (len(mine | theirs) or 1)


def root(claim: Claim, reports: Mapping[str, Report]) -> str:
    """The report whose reporting a claim rests on: its own, or the one that it reprints."""
    report = reports[claim.report_id]
    return report.copy_of if report.copy_of and report.copy_of in reports else report.report_id


def outlet_of(claim: Claim, reports: Mapping[str, Report]) -> str:
    return reports[root(claim, reports)].outlet or reports[claim.report_id].republished_from or NOBODY


def _informant(chain: Sequence[Link], outlet: str, family: Family) -> Informant:
    last = chain[-1]
    over = next((link.name for link in reversed(chain[:-1]) if link.kind in CHANNELS), outlet)
    return Informant(last.name, last.kind, last.role, family(over) or fold(over), last.private)


def own_voice(
    claim: Claim,
    cited: Sequence[Claim],
    ends: Mapping[str, Informant],
    reports: Mapping[str, Report],
    family: Family,
) -> Informant:
    """The report's own voice is an origin only where it cites nobody for the event or its reporter saw it.

    What is denied is never taken for the asserter's, nor the other way round.
    """
    alike = [other for other in cited if (other.status == "denied") == (claim.status == "denied")]
    if alike and not _saw(claim, reports):
        nearest = min(
            alike,
            key=lambda other: (abs(other.evidence.start - claim.evidence.start), other.evidence.start, other.claim_id),
        )
        return ends[nearest.claim_id]
    outlet = outlet_of(claim, reports)
    return Informant(outlet, "outlet", None, family(outlet) or fold(outlet), False)


def _corrected(claim: Claim, claims: Sequence[Claim], reports: Mapping[str, Report]) -> list[Claim]:
    """What an outlet puts right of its own ("56.4 per cent, not 65.4") is still its informant's."""
    wrong = set(NEGATED.findall(claim.evidence.text))
    return [
        other
        for other in claims
        if other.chain
        and outlet_of(other, reports) == outlet_of(claim, reports) != NOBODY
        and wrong & set(NUMBER.findall(other.evidence.text))
    ]


def _saw(claim: Claim, reports: Mapping[str, Report]) -> bool:
    """The clause says that the outlet's own people saw it."""
    said = fold(claim.evidence.text)
    outlet = name_words(outlet_of(claim, reports))
    opens = said.split()[: len(outlet) + 1]
    if _WITNESS.search(said) or (len(outlet) > 1 and len(outlet & set(opens)) >= 2):
        return True
    last = fold(outlet_of(claim, reports)).split()[-1]  # "the Chronicle counted" in the Oleni Chronicle
    return len(outlet) > 1 and bool(re.search(rf"\bthe {re.escape(last)} {_SAW}\b", said))


def _joined(named: Sequence[tuple[Informant, str]]) -> list[list[tuple[Informant, str]]]:
    """Groups of informants that are one; joining is carried over (a spokesman, his body, its head)."""
    kinds = sorted({informant for informant, _ in named}, key=lambda informant: (
        informant.name, informant.kind, informant.role or "", informant.family, informant.private))  # fmt: skip
    group = {informant: at for at, informant in enumerate(kinds)}
    for at, one in enumerate(kinds):
        for other in kinds[at + 1 :]:
            if group[one] != group[other] and same_informant(one, other):
                old, new = max(group[one], group[other]), min(group[one], group[other])
                group = {informant: new if number == old else number for informant, number in group.items()}
    found: dict[int, list[tuple[Informant, str]]] = {}
    for informant, claim_id in named:
        found.setdefault(group[informant], []).append((informant, claim_id))
    return [found[number] for number in sorted(found)]


def same_informant(one: Informant, other: Informant) -> bool:
    """One person over two channels, a spokesman and his body, one unnamed source inside one family."""
    if (one.kind == "unnamed") != (other.kind == "unnamed"):
        return _role_is(one, other) or _role_is(other, one) or _unnamed_speaker(one, other)
    if one.kind == "unnamed":
        return one.family == other.family and _same_description(one.name, other.name)
    if "outlet" in (one.kind, other.kind) and one.kind == other.kind:
        return same_name(one.name, other.name) or (one.family == other.family and one.role == other.role)
    if same_name(one.name, other.name) or _same_body(one, other):
        return True
    return _role_is(one, other) or _role_is(other, one) or _speaks_for(one, other)


def _same_description(left: str, right: str) -> bool:
    short, long = sorted((name_words(left), name_words(right)), key=len)
    return len(short & long) * 2 >= len(short)


def _same_body(one: Informant, other: Informant) -> bool:
    """`Russia's Defence Ministry` and `Russian Defence Ministry`: bodies told apart by a country and its adjective."""
    if "person" in (one.kind, other.kind):
        return False
    mine, theirs = name_words(one.name) - {"of"}, name_words(other.name) - {"of"}
    if len(mine) != len(theirs) or len(mine) < 2:
        return False
    left, right = mine - theirs, theirs - mine
    return len(left) == 1 and min(map(len, left | right)) >= 5 and next(iter(left))[:5] == next(iter(right))[:5]


def _role_is(one: Informant, other: Informant) -> bool:
    """One is known by the other's role alone ("the mayor of X")."""
    return bool(other.role) and len(name_words(one.name)) >= 2 and same_name(one.name, other.role or "")


def _speaks_for(one: Informant, other: Informant) -> bool:
    for person, body in ((one, other), (other, one)):
        if person.kind == "person" and body.kind in _BODIES and person.role and _office(person.role, body.name):
            return True
    return False


def _unnamed_speaker(one: Informant, other: Informant) -> bool:
    """ "A police spokesman" and "police": who speaks for a body is that body, named or not."""
    speaker, body = (one, other) if one.kind == "unnamed" else (other, one)
    return body.kind == "organisation" and bool(_SPEAKS.search(fold(speaker.name))) and _office(speaker.name, body.name)


def _office(role: str, body: str) -> bool:
    """The role is an office of the body: most words of its name stand in the role."""
    there, wanted = (frozenset(_HOLDER.get(word, word) for word in name_words(text)) for text in (role, body))
    held = sum(any(same_word(word, other) for other in there) for word in wanted)
    return bool(_OFFICE.search(fold(role))) and held * 5 >= len(wanted) * 3


def _origin(group: Sequence[tuple[Informant, str]]) -> Origin:
    counted = Counter(informant for informant, _ in group)
    best = min(counted, key=lambda informant: (
        informant.kind == "unnamed", informant.private, -len(name_words(informant.name)), -counted[informant],
        informant.name, informant.kind, informant.family))  # fmt: skip
    return Origin(
        name=best.name, kind=best.kind, claims=tuple(sorted(claim_id for _, claim_id in group)), private=best.private
    )
