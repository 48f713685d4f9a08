"""Place words of coded rows against the points that people gave them: shared by `ucdp` and `bellingcat`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from whence.stages.resolve.places import Gazetteer
from whence.stages.resolve.places.entry import kilometres
from whence.stages.resolve.places.locate import locate

NEAR, REGION = 25.0, 100.0  # km
LISTED = 40  # misses shown


class Row(Struct, frozen=True, kw_only=True):
    """One coded place: its words, its point, how exactly it was coded (1 is best)."""

    words: str
    lat: float
    lon: float
    precision: str


class Miss(Struct, frozen=True, kw_only=True):
    """Place words that went wrong, how often, and where they were put."""

    words: str
    rows: int
    put: str | None  # None: the index knows none of its names
    kilometres: float | None


class Points(Struct, frozen=True, kw_only=True):
    """Shares over rows; `misses` are the most frequent ones."""

    rows: int
    within_25km: float
    within_100km: float
    unknown: float
    by_precision: dict[str, float]
    misses: tuple[Miss, ...]


def measured(rows: Iterable[Row], country: str, gazetteer: Gazetteer | None = None) -> Points:
    """Every row located by its words and the country alone."""
    own = gazetteer or Gazetteer.open()
    answers: dict[str, tuple[str, float, float] | None] = {}
    judged: list[tuple[Row, float | None, str | None]] = []
    for row in rows:
        if row.words not in answers:
            found = locate(row.words, own, country)
            answers[row.words] = (
                (f"{found.entry.name} ({found.entry.kind})", found.entry.lat, found.entry.lon) if found else None
            )
        answer = answers[row.words]
        away = kilometres(row.lat, row.lon, answer[1], answer[2]) if answer else None
        judged.append((row, away, answer[0] if answer else None))
    return _points(judged)


def _points(judged: Sequence[tuple[Row, float | None, str | None]]) -> Points:
    count = len(judged) or 1
    groups = sorted({row.precision for row, _, _ in judged})
    return Points(
        rows=len(judged),
        within_25km=sum(_near(away) for _, away, _ in judged) / count,
        within_100km=sum(away is not None and away <= REGION for _, away, _ in judged) / count,
        unknown=sum(away is None for _, away, _ in judged) / count,
        by_precision={group: _share([away for row, away, _ in judged if row.precision == group]) for group in groups},
        misses=_misses(judged),
    )


def _near(away: float | None) -> bool:
    return away is not None and away <= NEAR


def _share(distances: Sequence[float | None]) -> float:
    return sum(map(_near, distances)) / (len(distances) or 1)


def _misses(judged: Sequence[tuple[Row, float | None, str | None]]) -> tuple[Miss, ...]:
    counts = Counter((row.words, put) for row, away, put in judged if not _near(away))
    far = {row.words: away for row, away, _ in judged if not _near(away)}
    worst = sorted(counts.items(), key=lambda item: (-item[1], item[0][0]))[:LISTED]
    return tuple(
        Miss(words=words, rows=rows, put=put, kilometres=None if (away := far[words]) is None else round(away, 1))
        for (words, put), rows in worst
    )
