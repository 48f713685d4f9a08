"""What stands beside the events: each further filter with the number of events that it would leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from whence.publish import words
from whence.schema.ontology import ontology, type_names
from whence.web import wording
from whence.web.filters import LONG, STATUSES, Filters
from whence.web.view import events, spots
from whence.web.view.events import Counts
from whence.web.view.views import View

SHORT = 8  # values of a facet that can be had long
ORIGINS = ((2, "2 or more"), (3, "3 or more"), (5, "5 or more"))

Value = TypeVar("Value", bound=str | int)


class Choice(Struct, frozen=True, kw_only=True):
    """One value: its words, how many events it would leave, the address with it put in or taken out."""

    value: str
    told: str
    events: int
    href: str
    on: bool


class Facet(Struct, frozen=True, kw_only=True):
    """A filter's values, most events first; `longer` leads to more of them or back to few, where there are more."""

    title: str
    name: str
    choices: tuple[Choice, ...]
    longer: str | None = None
    long: bool = False


def facets(view: View, filters: Filters, counts: Counts) -> list[Facet]:
    """All that has a value left to choose."""
    by = counts.by
    places = spots.facet(view, filters)
    parties, sources = events.names(view, filters, "actor"), events.names(view, filters, "source")
    types = sorted(type_names(), key=lambda one: -by["type"].get(one, 0))
    countries = sorted(by["country"], key=lambda one: (-by["country"][one], one))
    known = (
        _several("Status", filters, "status", STATUSES, by["status"], words.STATUS),
        _several("Type", filters, "type", types, by["type"], wording.titles()),
        _several("Country", filters, "country", countries, by["country"], wording.countries()),
        _single("Place", filters, "place", [(one.place_id, one.name, one.events) for one in places]),
        _single("Party", filters, "actor", [(one, one, k) for one, k in parties.items()]),
        _single("Said by", filters, "source", [(one, one, k) for one, k in sources.items()]),
    )
    return [one for one in known if one.choices]


def _several(
    title: str, filters: Filters, name: str, known: Sequence[str], by: Mapping[str, int], told: Mapping[str, str]
) -> Facet:
    """A filter that takes several values; those in force are there whatever they leave."""
    held: tuple[str, ...] = getattr(filters, name)
    some = [one for one in known if by.get(one) or one in held] + [one for one in held if one not in known]
    shown = _shown(filters, name, some, held)
    choices = (
        Choice(
            value=one, told=told.get(one, one), events=by.get(one, 0), href=filters.toggled(name, one), on=one in held,
        )
        for one in shown
    )  # fmt: skip
    return _facet(title, filters, name, tuple(choices), len(some))


def _single(title: str, filters: Filters, name: str, known: Sequence[tuple[str | int, str, int]]) -> Facet:
    """A filter that takes one value."""
    asked = getattr(filters, name)
    held = tuple(one for one, _, _ in known if events.same(asked, one)) if asked is not None else ()
    shown = _shown(filters, name, [one for one, _, _ in known], held)
    choices = (
        Choice(
            value=str(one), told=told, events=k, href=filters.query(**{name: None if one in held else one}),
            on=one in held,
        )
        for one, told, k in known if one in shown
    )  # fmt: skip
    return _facet(title, filters, name, tuple(choices), len(known))


def _shown(filters: Filters, name: str, known: Sequence[Value], held: Sequence[Value]) -> list[Value]:
    """The first few, and what is in force."""
    if name not in LONG or name in filters.more:
        return [*known]
    return [*known[:SHORT], *(one for one in known[SHORT:] if one in held)]


def _facet(title: str, filters: Filters, name: str, choices: tuple[Choice, ...], known: int) -> Facet:
    if name not in LONG or known <= SHORT:
        return Facet(title=title, name=name, choices=choices)
    more = tuple(one for one in LONG if (one in filters.more) != (one == name))
    return Facet(title=title, name=name, choices=choices, longer=filters.query(more=more), long=name in filters.more)


def origins(counts: Counts) -> list[tuple[int, str, int]]:
    """How many events rest on at least so many independent origins."""
    by = {int(k): found for k, found in counts.by["origins"].items()}
    some = [(least, told, sum(found for k, found in by.items() if k >= least)) for least, told in ORIGINS]
    return [(0, "any number", sum(by.values())), *some]


def reviewed(filters: Filters, counts: Counts) -> list[tuple[str, str, int, bool]]:
    """How many events somebody has decided about, and not yet."""
    by = counts.by["reviewed"]
    yes, no = by.get("1", 0), by.get("0", 0)
    return [
        ("", "either", yes + no, filters.reviewed is None),
        ("yes", "yes", yes, filters.reviewed is True),
        ("no", "not yet", no, filters.reviewed is False),
    ]


def modes(filters: Filters, counts: Counts) -> list[tuple[str, int]]:
    """The modes of the one type that is chosen."""
    if len(filters.type) != 1:
        return []
    known = [mode.name for one in ontology().types if one.name == filters.type[0] for mode in one.modes]
    return [(mode, counts.by["mode"].get(mode, 0)) for mode in known]
