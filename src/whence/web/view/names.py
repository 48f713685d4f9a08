"""Who and where, over all events: actors, origins, outlets and places, counted, and in which events each stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from whence.schema.records import Event, EventPlace, Report
from whence.web.view.lines import folded

PlaceKey = tuple[int | None, str, str | None, str | None, str]


class _Name(Struct):
    id: int
    name: str
    kind: str | None
    sector: str | None
    private: bool
    events: int


class _Place(Struct):
    id: int
    held: EventPlace
    events: int


class Names:
    """Filled event by event; `part` of a name is `actor`, `source` or `outlet`."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], _Name] = {}
        self._places: dict[PlaceKey, _Place] = {}
        self._where: set[tuple[int, int]] = set()
        self._parts: dict[int, str] = {}

    def add(self, n: int, event: Event, reports: Mapping[str, Report]) -> None:
        """Note the names of one event."""
        for party in (*event.actors, *event.targets):
            self._note(n, "actor", party.name, None, party.sector, private=party.private)
        for origin in event.origins:
            self._note(n, "source", origin.name, origin.kind, None, private=origin.private)
        for one in event.reports:
            report = reports.get(one)
            if report is not None and report.outlet:
                self._note(n, "outlet", report.outlet, "outlet", None, private=False)

    def place(self, held: EventPlace | None) -> int | None:
        """Number of a place, counted once more."""
        if held is None:
            return None
        key = (held.geonameid, held.name, held.admin1, held.country, held.precision)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = _Place(len(self._places) + 1, held, 0)
        found.events += 1
        return found.id

    def _note(self, n: int, part: str, name: str, kind: str | None, sector: str | None, *, private: bool) -> None:
        key = part, folded(name)
        found = self._names.get(key)
        if found is None:
            found = self._names[key] = _Name(len(self._names) + 1, name, kind, sector, private, 0)
        if (found.id, n) not in self._where:
            self._where.add((found.id, n))
            found.events += 1

    def names(self) -> Iterator[tuple[object, ...]]:
        """Rows of `names`."""
        for (part, key), one in self._names.items():
            yield one.id, one.name, key, part, one.kind, one.sector, one.private, one.events

    def where(self) -> Iterator[tuple[object, ...]]:
        """Rows of `event_names`."""
        parts = {one.id: part for (part, _), one in self._names.items()}
        for id_, n in sorted(self._where):
            yield parts[id_], id_, n

    def places(self) -> Iterator[tuple[object, ...]]:
        """Rows of `places`."""
        for one in self._places.values():
            held = one.held
            where = held.name, held.admin1, held.country, held.lat, held.lon
            yield one.id, *where, held.precision, held.fallback, one.events
