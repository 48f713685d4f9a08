"""What merging looks at in a claim, worked out once for each: words, names, place, days, figures, setting."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from whence.linkage import mention_words
from whence.linkage.blocking import code
from whence.linkage.normalise import fold, stems, words
from whence.schema.records import Claim, Figure, Place, Report, Time
from whence.stages.merge import cues
from whence.stages.merge.named import actor_words, capitals, heads, names, party_words
from whence.stages.merge.rarity import square

CARRY = 700  # code points over which a place or day is carried on to a claim that names none
MARGIN = 220  # of the setting: the paragraph around the evidence, at most so far on either side
# Shares of places and times, and of modes and statuses, that are read rightly on the training storylines.
INSIDE, OUTSIDE, READ = 0.8, 0.6, 0.85
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
    setting: tuple[str, ...]  # stems of the paragraph around it; a tuple takes a fifth of a set's memory
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
    things: frozenset[int]  # kinds of persons and things that its targets are (`linkage/data/things.txt`)
    refers: bool  # speaks of an act as one that is known
    sentence: int  # of the report, in which it begins
    story: frozenset[str]  # what its report is about: the words of all its claims
    place_words: frozenset[str]  # the stems of its place's name
    place_trust: float  # how far its place is to be believed, 0 to 1
    days_trust: float
    act_trust: float  # likewise its mode and status
    bare: bool  # names neither place, day nor party
    told_days: tuple[tuple[int, int], ...]  # all days that its report tells
    adds: bool  # says "also"
    people: frozenset[str]  # stems of the capitalised words of its targets
    heads: frozenset[str]  # stems of what its targets are, without what is said of them


@lru_cache(maxsize=1 << 16)
def shared(found: frozenset[str]) -> frozenset[str]:
    """Equal sets as one object: most claims name what others name."""
    return found


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
    ends = cues.breaks(report.text)
    places, times = carry_places(claims), carry_days(claims)
    told = tuple(sorted({found for claim in claims if (found := days(claim.time))}))
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
                setting=tuple(around),
                setting_weight=weight(around),
                names=shared(names(claim)),
                actors=shared(actor_words(claim)),
                targets=shared(party_words(claim.targets)),
                place=usable(claim.place),
                carried=places[turn],
                spot=spot(usable(claim.place)),
                carried_spot=spot(places[turn]),
                days=days(claim.time),
                carried_days=times[turn],
                published=published,
                figures=claim.figures,
                numbers=shared(frozenset(cues.NUMBER.findall(claim.evidence.text))),
                negated=shared(frozenset(cues.NEGATED.findall(claim.evidence.text))),
                national=cues.national(claim.evidence.text),
                back=cues.points_back(claim.evidence.text),
                source=shared(stems(claim.chain[-1].name) if claim.chain else frozenset()),
                things=mention_words.kinds(words(" ".join(party.text for party in claim.targets)), "things.txt"),
                refers=cues.refers(claim.evidence.text),
                sentence=bisect_right(ends, claim.evidence.start),
                story=story,
                place_words=shared(stems(claim.place.name) if claim.place else frozenset()),
                place_trust=trust(claim, claim.place),
                days_trust=trust(claim, claim.time),
                act_trust=1.0 if claim.evidence.confidence >= 1.0 else READ,
                bare=not (usable(claim.place) or days(claim.time) or actor_words(claim) or party_words(claim.targets)),
                told_days=told,
                adds=cues.adds(claim.evidence.text),
                people=shared(capitals(claim.targets)),
                heads=shared(heads(claim.targets)),
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
