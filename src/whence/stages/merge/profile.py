"""What merging looks at in a claim, worked out once for each: words, names, place, days, figures, setting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from whence.linkage.blocking import code
from whence.linkage.normalise import STOP, fold, stem, stems, words
from whence.schema.records import Claim, Figure, Party, Place, Report, Time
from whence.stages.merge.rarity import square

CARRY = 700  # code points over which a place or day is carried on to a claim that names none
MARGIN = 220  # of the setting: the paragraph around the evidence, at most so far on either side
# Shares of places and times, and of modes and statuses, that are read rightly on the training storylines.
INSIDE, OUTSIDE, READ = 0.8, 0.6, 0.85
_NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]*[^\W\d_][\w’'-]*", re.UNICODE)
_BACK = re.compile(
    r"\s*(?:the (?:attack|blast|explosion|strike|shooting|fire|bombing|incident|assault|ambush|raid|dead|toll|arrests?|"
    r"vote|poll|ballot|march|protest|rally)|it|they|he|she|this|that|these|those|his|her|their|its)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NEGATED = re.compile(r"\b(?:not|rather than|instead of) (?:the |a )?(\d+(?:[.,]\d+)*)", re.IGNORECASE)
_NATIONAL = re.compile(
    r"\b(?:nation-?wide|country-?wide|(?:whole|entire|across the|around the) country|nationally)\b", re.I
)
_POINT = frozenset({"exact", "facility", "settlement"})


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """One claim as merging sees it; offsets in code points, days as ordinals."""

    at: int  # number of the claim in the sorted input
    claim: Claim
    report: int  # number of the report in the sorted input
    root: int  # number of the report that it reprints, or its own
    root_code: int  # the same for blocking: follows from that report's id
    outlet: str
    start: int
    turn: int  # how many claims of the report come before it
    nth: int  # how many of them are of its type
    kin: int  # how many claims of its type the report makes
    words: frozenset[str]
    weight: float  # sum of squared rarities of `words`
    setting: frozenset[str]
    setting_weight: float
    names: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    place: Place | None
    spot: int  # its place as a number; 0 where it has none
    carried_spot: int  # likewise of what is carried over
    carried: Place | None  # its own, or else carried over from the claims before it
    days: tuple[int, int] | None
    carried_days: tuple[int, int] | None
    published: int | None
    figures: tuple[Figure, ...]
    numbers: frozenset[str]  # of its evidence, in digits
    negated: frozenset[str]  # numbers that it says are not so ("not 65.4 percent")
    national: bool  # speaks of a whole country
    back: bool  # opens with words that point back ("the attack", "they")
    source: frozenset[str]  # the words of its origin's name; empty for the report's own voice
    story: frozenset[str]  # what its report is about: the words of all its claims
    place_words: frozenset[str]  # the stems of its place's name
    place_trust: float  # how far its place is to be believed, 0 to 1
    days_trust: float
    act_trust: float  # likewise its mode and status
    bare: bool  # names neither place, day nor party


def weight(found: frozenset[str]) -> float:
    return sum(map(square, found))


def profiles(
    claims: Sequence[Claim], reports: Mapping[str, Report], roots: Mapping[str, str], numbers: Mapping[str, int]
) -> list[Profile]:
    """Profiles of claims that are sorted by report, place in it and id; `numbers` number the reports."""
    found: list[Profile] = []
    group: list[Claim] = []
    for claim in claims:
        if group and group[0].report_id != claim.report_id:
            found += _of_report(group, len(found), reports, roots, numbers)
            group = []
        group.append(claim)
    return found + _of_report(group, len(found), reports, roots, numbers)


def _of_report(
    claims: Sequence[Claim],
    first: int,
    reports: Mapping[str, Report],
    roots: Mapping[str, str],
    numbers: Mapping[str, int],
) -> list[Profile]:
    if not claims:
        return []
    report = reports[claims[0].report_id]
    root = numbers[roots[report.report_id]]
    root_code = code(roots[report.report_id])
    published = day(report.published.value if report.published else None)
    own = [stems(claim.evidence.text) for claim in claims]
    story = frozenset().union(*own)
    places, times = carry_places(claims), carry_days(claims)
    kin = Counter(claim.type for claim in claims)
    nth: Counter[str] = Counter()
    made = []
    for turn, claim in enumerate(claims):
        around = stems(setting(report.text, claim.evidence.start, claim.evidence.end)) | own[turn]
        made.append(
            Profile(
                at=first + turn,
                claim=claim,
                report=numbers[report.report_id],
                root=root,
                root_code=root_code,
                outlet=fold(report.outlet or ""),
                start=claim.evidence.start,
                turn=turn,
                nth=nth[claim.type],
                kin=kin[claim.type],
                words=own[turn],
                weight=weight(own[turn]),
                setting=around,
                setting_weight=weight(around),
                names=names(claim),
                actors=actor_words(claim),
                targets=party_words(claim.targets),
                place=usable(claim.place),
                carried=places[turn],
                spot=spot(usable(claim.place)),
                carried_spot=spot(places[turn]),
                days=days(claim.time),
                carried_days=times[turn],
                published=published,
                figures=claim.figures,
                numbers=frozenset(NUMBER.findall(claim.evidence.text)),
                negated=frozenset(NEGATED.findall(claim.evidence.text)),
                national=bool(_NATIONAL.search(claim.evidence.text)),
                back=bool(_BACK.match(claim.evidence.text)),
                source=stems(claim.chain[-1].name) if claim.chain else frozenset(),
                story=story,
                place_words=stems(claim.place.name) if claim.place else frozenset(),
                place_trust=trust(claim, claim.place),
                days_trust=trust(claim, claim.time),
                act_trust=1.0 if claim.evidence.confidence >= 1.0 else READ,
                bare=not (usable(claim.place) or days(claim.time) or actor_words(claim) or party_words(claim.targets)),
            )
        )
        nth[claim.type] += 1
    return made


def day(value: str | None) -> int | None:
    """Ordinal of an ISO date or date-time's day; None for anything else."""
    try:
        return date.fromisoformat((value or "")[:10]).toordinal()
    except ValueError:
        return None


def days(time: Time | None) -> tuple[int, int] | None:
    """First and last day of a time that is fixed to at most a season; None otherwise."""
    if time is None:
        return None
    first, last = day(time.earliest), day(time.latest)
    if first is None and last is None:
        return None
    first, last = first if first is not None else last, last if last is not None else first
    return (first, last) if first is not None and last is not None and first <= last else None


def trust(claim: Claim, said: Place | Time | None) -> float:
    """What was given is believed, what was read is more so where its words stand in the claim's own clause."""
    if said is None or said.confidence >= 1.0:
        return 1.0
    return INSIDE if claim.evidence.start <= said.start < claim.evidence.end else OUTSIDE


def usable(place: Place | None) -> Place | None:
    return place if place is not None and place.precision != "unknown" else None


def spot(place: Place | None) -> int:
    """Equal for places that stand to all others in the same way."""
    if place is None:
        return 0
    parts = (place.name, place.geonameid, place.admin1, place.country, place.lat, place.lon, place.precision)
    return code(repr((*parts, place.fallback)))


def carry_places(claims: Sequence[Claim]) -> list[Place | None]:
    """Each claim's place, or the nearest point named shortly before it."""
    last: tuple[int, Place] | None = None
    found: list[Place | None] = []
    for claim in claims:
        place = usable(claim.place)
        if place is None and last and claim.evidence.start - last[0] <= CARRY:
            place = last[1]
        elif place is not None and place.precision in _POINT:
            last = (claim.evidence.end, place)
        found.append(place)
    return found


def carry_days(claims: Sequence[Claim]) -> list[tuple[int, int] | None]:
    """Each claim's days, or the nearest ones named shortly before it."""
    last: tuple[int, tuple[int, int]] | None = None
    found: list[tuple[int, int] | None] = []
    for claim in claims:
        own = days(claim.time)
        if own is None and last and claim.evidence.start - last[0] <= CARRY:
            own = last[1]
        elif own is not None:
            last = (claim.evidence.end, own)
        found.append(own)
    return found


def setting(text: str, start: int, end: int) -> str:
    """The paragraph around a stretch, at most MARGIN on either side."""
    before = text.rfind("\n", max(0, start - MARGIN), start)
    after = text.find("\n", end, end + MARGIN)
    return text[before + 1 if before >= 0 else max(0, start - MARGIN) : after if after >= 0 else end + MARGIN]


def party_words(parties: Sequence[Party]) -> frozenset[str]:
    """Stems of all parties' words and names; pronouns say nothing."""
    return frozenset(
        stem(word) for party in parties for word in words(f"{party.text} {party.name}") if word not in STOP
    )


def actor_words(claim: Claim) -> frozenset[str]:
    """As `party_words`; "we" and "I" are the origin that speaks."""
    found = party_words(claim.actors)
    if not found and claim.chain and any(fold(actor.text) in ("we", "i") for actor in claim.actors):
        return frozenset(stem(word) for word in words(claim.chain[-1].name) if word not in STOP)
    return found


def names(claim: Claim) -> frozenset[str]:
    """Capitalised words of the evidence (not its first word) and of the parties, less those of place and calendar."""
    skip = set(words(claim.place.name + " " + claim.place.text)) if claim.place else set()
    skip |= set(words(claim.time.text)) if claim.time else set()
    texts = [claim.evidence.text[1:], *(f"{party.text[1:]} {party.name}" for party in (*claim.actors, *claim.targets))]
    if claim.evidence.text.isupper():
        texts = []
    found = {word for text in texts for match in _NAME.findall(text) for word in words(match)}
    return frozenset(stem(word) for word in found - skip - STOP if len(word) > 2)


def adjacent(profiled: Sequence[Profile]) -> set[tuple[int, int]]:
    """Pairs of claims that follow each other in one report."""
    return {(one.at, other.at) for one, other in pairwise(profiled) if one.report == other.report}
