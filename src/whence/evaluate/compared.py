"""Other libraries on the same texts in the same run: geotext and flashgeotext for places, dateparser for times.

None of them is needed to run Whence (`pip install "whence[dev]"` brings them); one that is absent scores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from functools import cache
from importlib import import_module
from time import process_time
from typing import TypeVar

from whence.evaluate.timex import Timex

Span = tuple[int, int]
T = TypeVar("T")
PLACES = ("geotext", "flashgeotext")


@cache
def place_finder(name: str) -> Callable[[str], list[Span]] | None:
    """The spans of place names that a library finds in a text; `None` where it is not installed."""
    try:
        module = import_module("flashgeotext.geotext" if name == "flashgeotext" else name)
    except ImportError:
        return None
    if name == "geotext":
        return lambda text: _by_geotext(module.GeoText, text)
    ready = module.GeoText()  # builds its tables: outside of what is timed
    return lambda text: _by_flashgeotext(ready, text)


def _by_geotext(make: Callable[[str], object], text: str) -> list[Span]:
    """geotext gives names in their order but not where they stand: each is looked for from the last one on."""
    found = make(text)
    return sorted(
        span for kind in ("cities", "countries") for span in _placed(text, ((n, n) for n in getattr(found, kind)))
    )


def _by_flashgeotext(ready: object, text: str) -> list[Span]:
    groups = ready.extract(text, span_info=True)  # type: ignore[attr-defined]
    return sorted((a, b) for group in groups.values() for one in group.values() for a, b in one["span_info"])


def _placed(text: str, named: Iterable[tuple[str, object]]) -> list[Span]:
    spans, at = [], 0
    for name, _ in named:
        start = text.find(name, at)
        if start >= 0:
            at = start + len(name)
            spans.append((start, at))
    return spans


@cache
def _search() -> Callable[..., list[tuple[str, datetime]] | None] | None:
    try:
        found: Callable[..., list[tuple[str, datetime]] | None] = import_module("dateparser.search").search_dates
    except ImportError:
        return None
    return found


def dateparser_times(text: str, written: date) -> tuple[Timex, ...] | None:
    """What dateparser's search finds, days as values; `None` where it is not installed."""
    search = _search()
    if search is None:
        return None
    base = {"RELATIVE_BASE": datetime.combine(written, time())}
    out, at = [], 0
    for words, moment in search(text, languages=["en"], settings=base) or ():
        start = text.find(words, at)
        if start >= 0:
            at = start + len(words)
            out.append(Timex(start, at, moment.date().isoformat()))
    return tuple(out)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What a call gives, and the processor seconds that it took."""
    began = process_time()
    done = work()
    return done, process_time() - began


def overlap(found: Sequence[Span], true: Sequence[Span]) -> int:
    """How many spans found overlap a true one, each true one used once."""
    left, hits = list(true), 0
    for start, end in found:
        match = next((t for t in left if t[0] < end and start < t[1]), None)
        if match:
            left.remove(match)
            hits += 1
    return hits
