"""Figures side by side: equal, compatible or in contradiction."""

from __future__ import annotations

from math import inf

from whence.schema.records import EventFigure, Figure

Bounds = tuple[float, float]


def bounds(figure: Figure | EventFigure) -> Bounds:
    low = -inf if figure.low is None else float(figure.low)
    high = inf if figure.high is None else float(figure.high)
    return low, high


def comparable(left: Figure, right: Figure) -> bool:
    """Both count the same kind of thing in the same unit; `other` may count anything."""
    return left.what == right.what and left.what not in ("other", "distance") and left.unit == right.unit


def equal(left: Figure, right: Figure) -> bool:
    return left.what == right.what and left.unit == right.unit and bounds(left) == bounds(right)


def clash(left: Figure, right: Figure) -> bool:
    """No number satisfies both."""
    (low, high), (least, most) = bounds(left), bounds(right)
    return comparable(left, right) and (high < least or most < low)


def in_words(low: float | None, high: float | None) -> str:
    """`23`, `5-6`, `14 or more`, `up to 15`."""
    first = "" if low is None else f"{low:g}" if low != int(low) else str(int(low))
    last = "" if high is None else f"{high:g}" if high != int(high) else str(int(high))
    if first and last:
        return first if first == last else f"{first}-{last}"
    return f"{first} or more" if first else f"up to {last}" if last else "not known"
