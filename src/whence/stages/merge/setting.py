"""What two claims have in common by their reports: when those were published, which days they tell of, who speaks."""

from __future__ import annotations

from whence.stages.merge.compare import gap
from whence.stages.merge.profile import Profile

MONTHS = 60  # days between two reports, or two carried days, that one undated act seldom spans
OPENING = 2  # claims that open a report
_REAL = frozenset({"asserted", "denied"})


def not_yet(a: Profile, b: Profile) -> float:
    """One gives no day, and its report was out before the day that the other gives."""
    if a.report == b.report or a.claim.status not in _REAL or b.claim.status not in _REAL:
        return 0.0
    return float(_out_before(a, b) or _out_before(b, a))


def _out_before(one: Profile, other: Profile) -> bool:
    if one.published is None or one.days is not None or other.days is None:
        return False
    return other.days[0] > one.published + 1


def months_apart(a: Profile, b: Profile) -> float:
    """The reports lie months apart, and not both say when."""
    if a.published is None or b.published is None or (a.days and b.days):
        return 0.0
    return float(abs(a.published - b.published) > MONTHS)


def carried_far(a: Profile, b: Profile) -> float:
    """The days carried over lie months apart."""
    if a.days and b.days:
        return 0.0
    between = gap(a.carried_days, b.carried_days)
    return float(between is not None and between > MONTHS)


def other_days(a: Profile, b: Profile) -> float:
    """Both reports tell of days, of none in common."""
    if a.report == b.report or not a.told_days or not b.told_days:
        return 0.0
    return float(not any(one[0] <= other[1] and other[0] <= one[1] for one in a.told_days for other in b.told_days))


def new_day(a: Profile, b: Profile) -> float:
    """Of two claims of one report only the later gives a day: it sets out another act."""
    if a.report != b.report:
        return 0.0
    later, earlier = (a, b) if a.start >= b.start else (b, a)
    return float(later.days is not None and earlier.days is None)


def adds(a: Profile, b: Profile) -> float:
    """The later of two claims of one report says "also"."""
    later = a if a.start >= b.start else b
    return float(a.report == b.report and later.adds)


def own_voice(a: Profile, b: Profile) -> float:
    return float(a.report == b.report and not a.source and not b.source)


def other_source(a: Profile, b: Profile) -> float:
    """Two sources of one report."""
    return float(a.report == b.report and bool(a.source) and bool(b.source) and not a.source & b.source)


def lead_and_body(a: Profile, b: Profile) -> float:
    """One opens its report, the other does not."""
    return float(a.report != b.report and (a.turn < OPENING) != (b.turn < OPENING))
