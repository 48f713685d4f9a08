"""Who and where, over all events: actors, origins, outlets and places, counted, and in which events each stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from whence.schema.records import Event, EventPlace, Report
from whence.web.view.lines import folded

NONE = 0  # no event bears that number
_NAMES = "name_id, part, folded, name, kind, sector, private, events, first"
_PLACES = "place_id, name, admin1, country, lat, lon, precision, fallback, events, geonameid, first"
_FIRST = (
    "SELECT n FROM event_names JOIN events USING (n) WHERE name_id = ? ORDER BY events.newest DESC, event_id LIMIT 1"
)
_FIRST_THERE = "SELECT n FROM events WHERE place_id = ? ORDER BY newest DESC, event_id LIMIT 1"
PlaceKey = tuple[int | None, str, str | None, str | None, str]
Order = tuple[bool, str, str]
Lookup = Callable[[int], tuple[Event, Mapping[str, Report]]]


class _Name(Struct):
    id: int
    part: str
    key: str
    name: str
    kind: str | None
    sector: str | None
    private: bool
    events: int
    first: int  # the newest event that bears it: its way to write the name is shown

    def row(self) -> tuple[object, ...]:
        return (
            self.id, self.name, self.key, self.part, self.kind, self.sector, self.private, self.events, self.first,
        )  # fmt: skip


class _Place(Struct):
    id: int
    held: EventPlace
    events: int
    first: int

    def row(self) -> tuple[object, ...]:
        held = self.held
        return (
            self.id, held.name, held.admin1, held.country, held.lat, held.lon, held.precision, held.fallback,
            self.events, held.geonameid, self.first,
        )  # fmt: skip


class Naming(Struct, frozen=True):
    """One name as an event bears it; `part` is `actor`, `source` or `outlet`."""

    part: str
    name: str
    kind: str | None
    sector: str | None
    private: bool

    @property
    def key(self) -> tuple[str, str]:
        """What names that are one share."""
        return self.part, folded(self.name)


def namings(event: Event, reports: Mapping[str, Report]) -> Iterator[Naming]:
    """All names of an event; the first way in which it writes one counts."""
    for party in (*event.actors, *event.targets):
        yield Naming("actor", party.name, None, party.sector, party.private)
    for origin in event.origins:
        yield Naming("source", origin.name, origin.kind, None, origin.private)
    for one in event.reports:
        report = reports.get(one)
        if report is not None and report.outlet:
            yield Naming("outlet", report.outlet, "outlet", None, private=False)


def newest(event: Event) -> Order:
    """The newest first, the undated last; strings sort the other way round by their complement."""
    return ordered(day(event), event.event_id)


def day(event: Event) -> str:
    """The day by which events are ordered, empty for the undated."""
    return event.time.earliest if event.time and event.time.earliest else ""


def ordered(earliest: str, event_id: str) -> Order:
    """The same, of a day and an id."""
    return not earliest, "".join(chr(0x10FFFF - ord(sign)) for sign in earliest), event_id


class Names:
    """Filled event by event, over what the tables hold already; `finish` writes what came of it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._base = connection
        names = [_Name(*row) for row in connection.execute(f"SELECT {_NAMES} FROM names")]  # noqa: S608 (own columns)
        self._names = {(one.part, one.key): one for one in names}
        self._by_id = {one.id: one for one in names}
        places = map(_place, connection.execute(f"SELECT {_PLACES} FROM places"))  # noqa: S608 (own columns)
        self._places = {_place_key(one.held): one for one in places}
        self._at = {one.id: one for one in self._places.values()}
        self._order: dict[int, Order] = {}
        self._touched: set[int] = set()
        self._touched_places: set[int] = set()
        self._where: list[tuple[str, int, int]] = []

    def remove(self, numbers: Iterable[int]) -> None:
        """Take out the names of some events, which still stand in the tables."""
        for n in numbers:
            for (id_,) in self._base.execute("SELECT name_id FROM event_names WHERE n = ?", (n,)):
                self._less(self._by_id[id_], n, self._touched)
            for (id_,) in self._base.execute("SELECT place_id FROM events WHERE n = ? AND place_id IS NOT NULL", (n,)):
                self._less(self._at[id_], n, self._touched_places)
            self._base.execute("DELETE FROM event_names WHERE n = ?", (n,))

    def _less(self, one: _Name | _Place, n: int, touched: set[int]) -> None:
        one.events -= 1
        touched.add(one.id)
        if one.first == n:
            one.first = NONE

    def add(self, n: int, event: Event, reports: Mapping[str, Report]) -> None:
        """Note the names of one event."""
        seen: set[int] = set()
        self._order[n] = newest(event)
        for naming in namings(event, reports):
            one = self._names.get(naming.key)
            if one is None:
                one = self._names[naming.key] = _named(_free(self._by_id), n, naming)
                self._by_id[one.id] = one
            if one.id not in seen:
                seen.add(one.id)
                self._more(one, n, self._touched)
                self._where.append((naming.part, one.id, n))
                if one.first == n:
                    _write_as(one, naming)

    def place(self, n: int, event: Event) -> int | None:
        """Number of an event's place, counted once more."""
        held = event.place
        if held is None:
            return None
        self._order[n] = newest(event)
        one = self._places.get(_place_key(held))
        if one is None:
            one = self._places[_place_key(held)] = _Place(_free(self._at), held, 0, n)
            self._at[one.id] = one
        self._more(one, n, self._touched_places)
        if one.first == n:
            one.held = held
        return one.id

    def _more(self, one: _Name | _Place, n: int, touched: set[int]) -> None:
        one.events += 1
        touched.add(one.id)
        if one.first not in (NONE, n) and self._order[n] < self._order_of(one.first):
            one.first = n

    def _order_of(self, n: int) -> Order:
        if n not in self._order:
            row = self._base.execute("SELECT newest, event_id FROM events WHERE n = ?", (n,)).fetchone()
            self._order[n] = ordered(*row)
        return self._order[n]

    def finish(self, look: Lookup) -> None:
        """Write it; `look` gives an event and its reports by number, for names whose newest event is gone."""
        self._base.executemany("INSERT INTO event_names VALUES (?, ?, ?)", self._where)
        for id_ in sorted(self._touched):
            name = self._by_id[id_]
            if name.events and name.first == NONE:
                name.first = self._base.execute(_FIRST, (id_,)).fetchone()[0]
                found = namings(*look(name.first))
                _write_as(name, next(one for one in found if one.key == (name.part, name.key)))
        for id_ in sorted(self._touched_places):
            place = self._at[id_]
            if place.events and place.first == NONE:
                place.first = self._base.execute(_FIRST_THERE, (id_,)).fetchone()[0]
                place.held = look(place.first)[0].place or place.held
        self._write("names", "name_id", [self._by_id[one] for one in sorted(self._touched)])
        self._write("places", "place_id", [self._at[one] for one in sorted(self._touched_places)])

    def _write(self, table: str, key: str, values: Sequence[_Name] | Sequence[_Place]) -> None:
        self._base.executemany(f"DELETE FROM {table} WHERE {key} = ?", [(one.id,) for one in values])  # noqa: S608
        rows = [one.row() for one in values if one.events]
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self._base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 (own names)


def _free(known: Mapping[int, object]) -> int:
    number = len(known) + 1
    while number in known:
        number += 1
    return number


def _named(id_: int, n: int, naming: Naming) -> _Name:
    return _Name(id_, *naming.key, naming.name, naming.kind, naming.sector, naming.private, 0, n)


def _write_as(one: _Name, naming: Naming) -> None:
    one.name, one.kind, one.sector, one.private = naming.name, naming.kind, naming.sector, naming.private


def _place_key(held: EventPlace) -> PlaceKey:
    return held.geonameid, held.name, held.admin1, held.country, held.precision


def _place(row: Sequence[Any]) -> _Place:
    id_, name, admin1, country, lat, lon, precision, fallback, events, geonameid, first = row
    held = EventPlace(
        name=name, geonameid=geonameid, admin1=admin1, country=country, lat=lat, lon=lon, precision=precision,
        fallback=bool(fallback), claims=(),
    )  # fmt: skip
    return _Place(id_, held, events, first)
