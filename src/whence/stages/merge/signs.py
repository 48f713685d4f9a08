"""What two claims have in common by the kind of words they use, by what they count and by what they point to."""

from __future__ import annotations

from math import log

from whence.schema.records import Figure
from whence.stages.merge.compare import figure_other, status_denied
from whence.stages.merge.figures import comparable, equal
from whence.stages.merge.kinds import follows
from whence.stages.merge.profile import Profile
from whence.stages.merge.rarity import rarity

OLD = 60  # days before the other's report that make an act old news there
ODD = 20  # a number below it, or a round one, is met too often to tell anything


def things_same(a: Profile, b: Profile) -> float:
    """Targets of one kind in other words ("the convoy", "cars")."""
    return float(bool(a.things & b.things) and not a.targets & b.targets)


def refers(a: Profile, b: Profile) -> float:
    """The later of two claims of one report speaks of "the attack"."""
    later = a if a.start >= b.start else b
    return float(a.report == b.report and later.refers)


def denies_follows(a: Profile, b: Profile) -> float:
    return status_denied(a, b) * follows(a, b)


def old_news(a: Profile, b: Profile) -> float:
    """One lies long before the other's report, which gives no other day: there it would be news."""
    return float(_before(a, b) or _before(b, a))


def _before(old: Profile, new: Profile) -> bool:
    if old.days is None or new.carried_days is not None or new.published is None:
        return False
    return old.days[1] < new.published - OLD


def figure_telling(a: Profile, b: Profile) -> float:
    """The same figure, and not one that is met everywhere."""
    return float(any(equal(one, other) and _odd(one) for one in a.figures for other in b.figures))


def _odd(figure: Figure) -> bool:
    number = figure.low if figure.low is not None else figure.high
    return (
        number is not None and number == figure.high and (number != int(number) or (number > ODD and number % 10 > 0))
    )


def names_figure(a: Profile, b: Profile) -> float:
    """Their figures differ, and one names the other's too ("has risen to 26, from 19")."""
    if not figure_other(a, b):
        return 0.0
    return float(_names(a, b) or _names(b, a))


def _names(one: Profile, other: Profile) -> bool:
    mine = {number for figure in one.figures for number in (figure.low, figure.high)}
    return any(
        figure.low not in mine and f"{figure.low:g}" in one.numbers
        for figure in other.figures
        if figure.low is not None
    )


def same_sentence(a: Profile, b: Profile) -> float:
    return float(a.report == b.report and a.sentence == b.sentence)


def other_people(a: Profile, b: Profile) -> float:
    """Their targets are called by other names."""
    return float(bool(a.people and b.people) and not a.people & b.people)


def other_things(a: Profile, b: Profile) -> float:
    """Their targets are neither the same thing nor of one kind."""
    return float(bool(a.heads and b.heads) and not a.heads & b.heads and not a.things & b.things)


def actor_named(a: Profile, b: Profile) -> float:
    """The clause of the one names the actor of the other, though its own is another or none."""
    if a.actors & b.actors:
        return 0.0
    return max(_share(a.actors, b.words), _share(b.actors, a.words))


def _share(found: frozenset[str], of: frozenset[str]) -> float:
    inside = found & of
    return sum(map(rarity, inside)) / sum(map(rarity, found)) if inside else 0.0


def figure_gap(a: Profile, b: Profile) -> float:
    """How far their counts of one thing are apart: 0 where equal, 1 from a factor of 20 on."""
    found = [_ratio(one, other) for one in a.figures for other in b.figures if comparable(one, other)]
    known = [ratio for ratio in found if ratio is not None]
    return min(1.0, min(known) / 3) if known else 0.0


def _ratio(one: Figure, other: Figure) -> float | None:
    """Natural logarithm of the ratio of their low ends, or of the high one where there is no low; None for zeros."""
    left = one.low if one.low is not None else one.high
    right = other.low if other.low is not None else other.high
    return abs(log(left / right)) if left and right and left > 0 and right > 0 else None
