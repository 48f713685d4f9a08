"""What two claims of one type have in common by where they stand and by the kind of act; one number each."""

from __future__ import annotations

from math import exp

from whence.linkage.geography import same_spot
from whence.stages.merge.compare import (
    actors,
    carried,
    carried_day,
    carried_same,
    day_same,
    figure_other,
    figure_same,
    gap,
    mode_other,
    mode_same,
    other_actors,
    place_same,
    places,
    planned,
    status_denied,
    story,
    words_alike,
    words_within,
)
from whence.stages.merge.profile import CARRY, Profile

VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "COOPERATE"})


_HANDS = frozenset({"ASSAULT", "COERCE"})


def near(a: Profile, b: Profile) -> float:
    return exp(-abs(a.start - b.start) / 400) if a.report == b.report else 0.0


def adjoining(a: Profile, b: Profile) -> float:
    return float(a.report == b.report and abs(a.turn - b.turn) == 1)


def same_words(a: Profile, b: Profile) -> float:
    """Two sources for one stretch of text."""
    one, other = a.claim.evidence, b.claim.evidence
    return float(a.report == b.report and min(one.end, other.end) - max(one.start, other.start) > 0)


def follows(a: Profile, b: Profile) -> float:
    """No claim of their type stands between the two."""
    return float(a.report == b.report and abs(a.nth - b.nth) == 1)


def bare_follows(a: Profile, b: Profile) -> float:
    later = a if a.start >= b.start else b
    return follows(a, b) * float(not (later.place or later.days or later.targets))


def sole(a: Profile, b: Profile) -> float:
    """Two reports on one subject each make few claims of this type: likely of one act."""
    return 0.0 if a.report == b.report else story(a, b) / max(a.kin, b.kin)


def sole_within(a: Profile, b: Profile) -> float:
    return 2 / a.kin if a.report == b.report else 0.0


def denies_near(a: Profile, b: Profile) -> float:
    """A denial speaks of what was said shortly before."""
    return status_denied(a, b) * near(a, b)


def denies_story(a: Profile, b: Profile) -> float:
    return status_denied(a, b) * story(a, b)


def same_hands(a: Profile, b: Profile) -> float:
    """Two sources of one report on who was behind it: one at least supposes, and they name the same hands."""
    if a.report != b.report or "possible" not in (a.claim.status, b.claim.status) or a.source == b.source:
        return 0.0
    if {a.claim.status, b.claim.status} - {"possible", "asserted"} or abs(a.start - b.start) > CARRY:
        return 0.0
    return float(a.claim.type in _HANDS and bool(a.actors & b.actors & a.names & b.names))


def looks_back(a: Profile, b: Profile) -> float:
    later = a if a.start >= b.start else b
    return float(a.report == b.report and later.back)


def leads(a: Profile, b: Profile) -> float:
    """Both stand first in their reports."""
    return float(a.report != b.report and a.turn < 3 and b.turn < 3)


def verbal(a: Profile, b: Profile) -> float:  # noqa: ARG001
    return float(a.claim.type in VERBAL)


def assault(a: Profile, b: Profile) -> float:  # noqa: ARG001
    return float(a.claim.type == "ASSAULT")


def vote(a: Profile, b: Profile) -> float:  # noqa: ARG001
    return float(a.claim.type == "VOTE")


def accuse(a: Profile, b: Profile) -> float:  # noqa: ARG001
    return float(a.claim.type == "ACCUSE")


def sanction(a: Profile, b: Profile) -> float:  # noqa: ARG001
    return float(a.claim.type == "SANCTION")


def mode_words(a: Profile, b: Profile) -> float:
    """Of one mode and in like words: more than the sum of the two."""
    return mode_same(a, b) * words_within(a, b)


def same_place_and_day(a: Profile, b: Profile) -> float:
    return float(carried(a, b) == "same" and gap(a.carried_days, b.carried_days) == 0)


def nothing_shared(a: Profile, b: Profile) -> float:
    return float(not a.words & b.words and not a.names & b.names and not a.targets & b.targets)


def verbal_same(a: Profile, b: Profile) -> float:
    """An act of speech is its speaker's: the same one said it."""
    return verbal(a, b) * actors(a, b)


def verbal_other(a: Profile, b: Profile) -> float:
    return verbal(a, b) * other_actors(a, b)


def verbal_words(a: Profile, b: Profile) -> float:
    return verbal(a, b) * words_alike(a, b)


def namesake(a: Profile, b: Profile) -> float:
    """One name, two places: more often one of them was misread than two acts in two namesakes."""
    return float(
        places(a, b) == "apart" and a.place is not None and b.place is not None and same_spot(a.place, b.place)
    )


def assault_means(a: Profile, b: Profile) -> float:
    """By what means an attack was made is told, and read, in many ways."""
    return assault(a, b) * mode_other(a, b)


def assault_place(a: Profile, b: Profile) -> float:
    return assault(a, b) * place_same(a, b)


def assault_day(a: Profile, b: Profile) -> float:
    return assault(a, b) * day_same(a, b)


def vote_mode(a: Profile, b: Profile) -> float:
    return vote(a, b) * mode_same(a, b)


def vote_place(a: Profile, b: Profile) -> float:
    return vote(a, b) * float(carried(a, b) == "same")


def vote_figure(a: Profile, b: Profile) -> float:
    return vote(a, b) * (figure_same(a, b) + figure_other(a, b))


def tolls(a: Profile, b: Profile) -> float:
    """Both count the same kind of harm."""
    return float(
        any(
            one.what == other.what and one.what not in ("other", "distance") for one in a.figures for other in b.figures
        )
    )


def tight(a: Profile, b: Profile) -> float:
    """Place, day and words all agree somewhat: more than the sum of the three."""
    here = max(place_same(a, b), 0.6 * carried_same(a, b))
    when = max(day_same(a, b), 0.6 * carried_day(a, b))
    return here * when * words_within(a, b)


def bare(a: Profile, b: Profile) -> float:
    """One of the two names neither place nor day nor party of its own."""
    return float(a.bare or b.bare)


def corrects(a: Profile, b: Profile) -> float:
    """The one says "not 65.4" where the other says 65.4."""
    return float(any(number in b.numbers for number in a.negated) or any(number in a.numbers for number in b.negated))


def two_figures(a: Profile, b: Profile) -> float:
    """One source gives two figures in one report: two things are counted."""
    return float(a.report == b.report and bool(figure_other(a, b)) and a.source == b.source)


def vote_other(a: Profile, b: Profile) -> float:
    return vote(a, b) * other_actors(a, b)


def plan_kept(a: Profile, b: Profile) -> float:
    """What was announced for a time and place is reported for that time and place."""
    if not planned(a, b) or gap(a.carried_days, b.carried_days) not in (0, None):
        return 0.0
    return max(actors(a, b), carried_same(a, b), place_same(a, b)) * min(1.0, 2 * words_within(a, b))


def national(a: Profile, b: Profile) -> float:
    """A figure for the whole country beside what happened in one town: a part, not the same."""
    return float(any(one.national and other.place is not None and other.place.precision not in ("country", "region")
                     for one, other in ((a, b), (b, a))))  # fmt: skip
