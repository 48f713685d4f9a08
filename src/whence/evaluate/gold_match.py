"""When a value read counts as the value annotated: names, places, times, figures, chains, and claims as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from math import asin, cos, radians, sin, sqrt
from typing import TypeVar

from msgspec import Struct

from whence.evaluate.gold_load import GoldClaim, GoldFigure, GoldLink, GoldPlace, GoldTime
from whence.schema.records import Claim, Figure, Link, Party, Place, Time

_WORDS = "a an and at by for from her his in its mr mrs ms of on our the their to"
_SMALL = frozenset(_WORDS.split())
_PUNCTUATION = re.compile(r"[^\w\s]")
_KIND_OF_REGION = re.compile(
    r"\b(?:oblast|region|province|governorate|state|department|county|autonomous|republic|municipality)\b"
)
SPELLING = 0.8  # likeness of two words that are one name spelt twice
NEAR_KM = 25

Mine = TypeVar("Mine")
True_ = TypeVar("True_")


def normal(text: str | None) -> str:
    """Lower case, no punctuation, no genitive s, no small words (unless nothing else is there)."""
    plain = _PUNCTUATION.sub(" ", (text or "").lower().replace("’s", "").replace("'s", "")).split()
    return " ".join(word for word in plain if word not in _SMALL) or " ".join(plain)


def same(left: str | None, right: str | None) -> bool:
    """Each word of the shorter one stands, nearly so spelt, in the longer, which is at most three times as long."""
    short, long = sorted((normal(left).split(), normal(right).split()), key=len)
    if not short or len(long) > 3 * len(short):
        return False
    return all(any(_spelt_alike(word, other) for other in long) for word in short)


def _spelt_alike(left: str, right: str) -> bool:
    if left == right:
        return True
    if min(len(left), len(right)) <= 4:
        return False
    return left[:5] == right[:5] or SequenceMatcher(None, left, right).ratio() >= SPELLING


def same_party(mine: Party, true: str) -> bool:
    return any(same(words, true) for words in (mine.text, mine.name) if words)


def region(name: str | None) -> str:
    return _KIND_OF_REGION.sub("", normal(name)).strip()


def kilometres(mine: Place, true: GoldPlace) -> float:
    lat, lon, other_lat, other_lon = (radians(value or 0.0) for value in (mine.lat, mine.lon, true.lat, true.lon))
    chord = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((other_lon - lon) / 2) ** 2
    return 12742 * asin(sqrt(chord))


def same_place(mine: Place | None, true: GoldPlace | None) -> bool:
    if mine is None or true is None:
        return mine is None and true is None
    if true.precision in ("country", "region"):
        return _same_area(mine, true)
    if mine.fallback:
        return true.in_gazetteer is False and region(mine.admin1 or mine.name) == region(true.admin1)
    if mine.lat is not None and true.lat is not None:
        return kilometres(mine, true) <= NEAR_KM and mine.precision not in ("country", "region")
    return same(mine.name, true.name)


def _same_area(mine: Place, true: GoldPlace) -> bool:
    if mine.country != true.country or mine.precision != true.precision:
        return False
    return true.precision == "country" or region(mine.admin1 or mine.name) == region(true.admin1 or true.name)


def same_time(mine: Time | None, true: GoldTime | None) -> bool:
    if mine is None or true is None:
        return mine is None and true is None
    return (mine.earliest, mine.latest) == (true.earliest, true.latest)


def same_figure(mine: Figure, true: GoldFigure) -> bool:
    if (mine.low, mine.high, mine.what) != (true.low, true.high, true.what):
        return False
    return (mine.unit == "percent") == (true.unit == "percent")


def same_link(mine: Link, true: GoldLink) -> bool:
    return same(mine.name, true.name) or bool(mine.text and true.text and same(mine.text, true.text))


def same_chain(mine: Sequence[Link], true: Sequence[GoldLink]) -> bool:
    return len(mine) == len(true) and all(map(same_link, mine, true))


def same_origin(mine: Sequence[Link], true: Sequence[GoldLink]) -> bool:
    if not mine or not true:
        return not mine and not true
    return same_link(mine[-1], true[-1])


def shared(mine: Sequence[Mine], true: Sequence[True_], equal: Callable[[Mine, True_], bool]) -> int:
    """How many of mine find one of the true ones, each of which is used once, in order."""
    left = list(true)
    for value in mine:
        for at, other in enumerate(left):
            if equal(value, other):
                del left[at]
                break
    return len(true) - len(left)


class Folded(Struct, frozen=True):
    """A text with its runs of white space folded into one blank each."""

    text: str

    @classmethod
    def of(cls, text: str) -> Folded:
        return cls(re.sub(r"\s+", " ", text))

    def find(self, words: str | None, nth: int = 0) -> tuple[int, int] | None:
        """Offsets of the nth occurrence, or else of the last."""
        wanted = " ".join((words or "").split())
        hits = [match.start() for match in re.finditer(f"(?={re.escape(wanted)})", self.text)] if wanted else []
        if not hits:
            return None
        start = hits[min(nth, len(hits) - 1)]
        return start, start + len(wanted)


Where = tuple[int, int] | None


def overlaps(mine: tuple[int, int], true: tuple[int, int]) -> int:
    """Shared length of two stretches, or 0 where it is under half of the shorter or three tenths of the longer."""
    length = min(mine[1], true[1]) - max(mine[0], true[0])
    sizes = mine[1] - mine[0], true[1] - true[0]
    return length if length > 0 and length >= 0.5 * min(sizes) and length >= 0.3 * max(sizes) else 0


def agreement(mine: Claim, at: tuple[int, int], true: GoldClaim, there: tuple[int, int]) -> float | None:
    """How well two claims of one report fit; None where they do not overlap enough."""
    length = overlaps(at, there)
    if not length:
        return None
    fit: float = 4 * (mine.type == true.type) + (mine.mode == true.mode)
    fit += sum(same_party(one, other) for one in mine.actors for other in true.actors)
    fit += sum(same_party(one, other) for one in mine.targets for other in true.targets)
    return fit + length / max(at[1] - at[0], there[1] - there[0])


def align(
    mine: Sequence[tuple[Claim, Where]], true: Sequence[tuple[GoldClaim, Where]]
) -> list[tuple[Claim, GoldClaim]]:
    """Pairs of claims of one report, best fit first, each claim in one pair at most."""
    fits = []
    for i, (claim, at) in enumerate(mine):
        for j, (gold, there) in enumerate(true):
            fit = agreement(claim, at, gold, there) if at and there else None
            if fit is not None:
                fits.append((-fit, i, j))
    taken: set[tuple[str, int]] = set()
    found = []
    for _, i, j in sorted(fits):
        if not {("mine", i), ("true", j)} & taken:
            taken |= {("mine", i), ("true", j)}
            found.append((mine[i][0], true[j][0]))
    return found
