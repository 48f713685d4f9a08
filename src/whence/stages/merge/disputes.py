"""What claims of one event disagree on, and what one source has replaced itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

from whence.linkage.geography import relation, same_spot
from whence.linkage.normalise import fold, same_name, words
from whence.schema.records import Claim, Dispute, Figure, Origin, Report, Superseded, Supported
from whence.stages.merge.actors import other_hands
from whence.stages.merge.figures import clash, in_words
from whence.stages.merge.profile import INSIDE, days, trust
from whence.stages.merge.reprints import moment

_HANDS_OFF = re.compile(
    r"\b(?:(?:no|any|a) (?:part|hand|role|involvement)|nothing to do|involve[dm]|responsib|"
    r"(?:was|were) not .{0,40}\bwho|not behind)\w*\b"
)
_ABOUT = re.compile(r"\b(?:about|around|some|roughly|nearly|almost|approximately|close to|an estimated)\b", re.I)
ROUNDED = 0.1  # "about 500" and 480 do not contradict each other
_CONTESTED_ACTORS = frozenset({"ASSAULT", "COERCE", "VOTE"})

Told = tuple[Claim, int]  # a claim with the number of its origin


class Values:
    """Sides of one dispute: values in words, each with its claims, in the order of their first claim."""

    def __init__(self) -> None:
        self.sides: dict[str, set[str]] = {}
        self.said: dict[str, str] = {}

    def add(self, value: str, claim_id: str) -> None:
        """Values that differ in case or articles are one side, under the first one's words."""
        plain = " ".join(word for word in words(value) if word not in ("the", "a", "an"))
        self.sides.setdefault(self.said.setdefault(plain, value), set()).add(claim_id)

    def dispute(self, field: str) -> list[Dispute]:
        if len(self.sides) < 2:
            return []
        sides = sorted((tuple(sorted(ids)), value) for value, ids in self.sides.items())
        return [Dispute(field=field, values=tuple(Supported(value=value, claims=ids) for ids, value in sides))]


def find(
    claims: Sequence[Claim], origins: Sequence[Origin], reports: Mapping[str, Report]
) -> tuple[tuple[Dispute, ...], tuple[Superseded, ...]]:
    """Disputes by field and the history of one event; claims in the order of their ids."""
    number = {claim_id: at for at, origin in enumerate(origins) for claim_id in origin.claims}
    told = [(claim, number[claim.claim_id]) for claim in claims]
    latest, history = supersede(told, reports)
    real = [(claim, origin) for claim, origin in told if claim.status in ("asserted", "planned")]
    found = status(told) + figures(latest) + actors(told) + apart(real, "place", _other_place, _place_words)
    found += apart(real, "time", _other_days, _time_words) + apart(real, "mode", _other_means, _mode_words)
    return tuple(sorted(found, key=lambda dispute: dispute.field)), tuple(
        history + carried_out(claims) + taken_back(told, reports)
    )


def carried_out(claims: Sequence[Claim]) -> list[Superseded]:
    """An act that was announced and then reported as done: the plan is its history."""
    done = any(claim.status == "asserted" for claim in claims)
    plans = tuple(claim.claim_id for claim in claims if claim.status == "planned")
    return [Superseded(field="status", value="planned", claims=plans, replaced_by="asserted")] if done and plans else []


def taken_back(told: Sequence[Told], reports: Mapping[str, Report]) -> list[Superseded]:
    """What a source asserted first and denied in a later report: a retraction, whoever else still asserts it."""
    back: set[str] = set()
    for one, origin in told:
        later = (
            other
            for other, source in told
            if source == origin and other.status == "denied" and not hands_off(other)
            and moment_of(other, reports) > moment_of(one, reports)
        )  # fmt: skip
        if one.status == "asserted" and moment_of(one, reports) and any(later):
            back.add(one.claim_id)
    ids = tuple(sorted(back))
    return [Superseded(field="status", value="asserted", claims=ids, replaced_by="denied")] if ids else []


def hands_off(claim: Claim) -> bool:
    """A denial of who did it, not that it was done."""
    return claim.status == "denied" and bool(claim.actors) and bool(_HANDS_OFF.search(fold(claim.evidence.text)))


def status(told: Sequence[Told]) -> list[Dispute]:
    values = Values()
    for claim, _ in told:
        if claim.status in ("asserted", "denied") and not hands_off(claim):
            values.add(claim.status, claim.claim_id)
    return values.dispute("status")


def actors(told: Sequence[Told]) -> list[Dispute]:
    values = Values()
    for one, other in pairs(told):
        if one.type in _CONTESTED_ACTORS and one.status == other.status == "asserted" and other_hands(one, other):
            values.add(_actor_words(one), one.claim_id)
            values.add(_actor_words(other), other.claim_id)
    for claim, _ in told:
        if hands_off(claim):
            values.add("not " + _actor_words(claim), claim.claim_id)
            for other, _ in told:
                if other.actors and other.status == "asserted":
                    values.add(_actor_words(other), other.claim_id)
    return values.dispute("actors")


def pairs(told: Sequence[Told]) -> list[tuple[Claim, Claim]]:
    """Pairs of claims of different origins; at most some 20,000."""
    return [(one, other) for (one, a), (other, b) in combinations(told[:200], 2) if a != b]


def _actor_words(claim: Claim) -> str:
    return ", ".join(actor.name or actor.text for actor in claim.actors)


def apart(
    told: Sequence[Told], field: str, differ: Callable[[Claim, Claim], bool], value: Callable[[Claim], str]
) -> list[Dispute]:
    values = Values()
    for one, other in pairs(told):
        if differ(one, other):
            values.add(value(one), one.claim_id)
            values.add(value(other), other.claim_id)
    return values.dispute(field)


def _other_place(one: Claim, other: Claim) -> bool:
    if one.place is None or other.place is None or one.place.precision != other.place.precision:
        return False
    if same_spot(one.place, other.place):
        return False  # one name read as two places: a doubt of reading, not of the sources
    if min(trust(one, one.place), trust(other, other.place)) < INSIDE or _names(one, other) or _names(other, one):
        return False
    return one.place.precision in ("settlement", "exact") and relation(one.place, other.place) in ("apart", "near")


def _names(one: Claim, other: Claim) -> bool:
    """The words of the one name the other's place too, on the way there or near it; "not in Velm" only denies it."""
    if other.place is None:
        return False
    name = f" {' '.join(words(other.place.name))} "
    said = f" {' '.join(words(one.evidence.text))} "
    return name in said and not any(f" not {word}{name}" in said for word in ("in", "at", "near", "from"))


def _place_words(claim: Claim) -> str:
    return claim.place.name if claim.place else ""


def _other_days(one: Claim, other: Claim) -> bool:
    left, right = days(one.time), days(other.time)
    if min(trust(one, one.time), trust(other, other.time)) < INSIDE:
        return False
    return bool(left and right) and one.status == other.status and (left[1] < right[0] or right[1] < left[0])  # type: ignore[index]


def _other_means(one: Claim, other: Claim) -> bool:
    """Who did it and by what means are both told differently; a bare difference of mode is one of wording."""
    return bool(one.mode and other.mode and one.mode != other.mode) and other_hands(one, other)


def _mode_words(claim: Claim) -> str:
    return claim.mode or ""


def _time_words(claim: Claim) -> str:
    if claim.time is None:
        return ""
    first, last = claim.time.earliest or "", claim.time.latest or ""
    return first if first == last else f"{first}/{last}"


Row = tuple[Claim, Figure, int]


def supersede(told: Sequence[Told], reports: Mapping[str, Report]) -> tuple[list[Row], list[Superseded]]:
    """The latest figures of each origin, and those that it has replaced."""
    rows = [(claim, figure, origin) for claim, origin in told for figure in claim.figures if claim.status != "denied"]
    replaced: dict[tuple[str, str, str], set[str]] = {}
    latest = []
    for claim, figure, origin in rows:
        newer = [
            (moment_of(other, reports), other.claim_id, figure_words(count))
            for other, count, source in rows
            if source == origin
            and same_subject(claim, figure, other, count)
            and moment_of(other, reports) > moment_of(claim, reports)
            and clash(figure, count)
        ]
        if newer:
            key = (f"figures.{figure.what}", figure_words(figure), max(newer)[2])
            replaced.setdefault(key, set()).add(claim.claim_id)
        else:
            latest.append((claim, figure, origin))
    history = [
        Superseded(field=field, value=value, claims=tuple(sorted(ids)), replaced_by=by)
        for (field, value, by), ids in sorted(replaced.items())
    ]
    return latest, history


def moment_of(claim: Claim, reports: Mapping[str, Report]) -> str:
    """When the report was published, or what it reprints of another outlet; reports without a date replace nothing.

    An outlet's own later version of a text may put a number right: it speaks when it is published.
    """
    report = reports[claim.report_id]
    original = reports.get(report.copy_of or "", report)
    published = (report if original.outlet == report.outlet else original).published
    return moment(published.value) if published else ""


def same_subject(one: Claim, left: Figure, other: Claim, right: Figure) -> bool:
    """Both figures count the same thing: a vote share belongs to somebody."""
    if left.what != "vote-share":
        return True
    mine = left.of.text if left.of else _actor_words(one)
    theirs = right.of.text if right.of else _actor_words(other)
    return not mine or not theirs or same_name(mine, theirs) or bool(set(words(mine)[-1:]) & set(words(theirs)))


def figures(rows: Sequence[Row]) -> list[Dispute]:
    found: dict[str, Values] = {}
    for (one, left, a), (other, right, b) in combinations(rows[:200], 2):
        if a == b or not clash(left, right) or not same_subject(one, left, other, right) or _rounded(left, right):
            continue
        values = found.setdefault(left.what, Values())
        values.add(figure_words(left), one.claim_id)
        values.add(figure_words(right), other.claim_id)
    return [dispute for what, values in sorted(found.items()) for dispute in values.dispute(f"figures.{what}")]


def _rounded(left: Figure, right: Figure) -> bool:
    """One of two exact numbers is rounded, and they are close."""
    sizes = [figure.low if figure.low is not None else figure.high for figure in (left, right)]
    least, most = sorted(float(size or 0) for size in sizes)
    return bool(_ABOUT.search(left.text) or _ABOUT.search(right.text)) and most - least <= ROUNDED * most


def figure_words(figure: Figure) -> str:
    return in_words(figure.low, figure.high)
