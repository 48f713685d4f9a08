"""What somebody looks for: read from the address, written back into it, so that every state has a link."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, TypeVar, get_args
from urllib.parse import quote_plus

from msgspec import Struct, structs

from whence.schema.ontology import type_names
from whence.schema.records import Status

Long = Literal["country", "place", "actor", "source"]
Shape = Literal["table", "cards", "timeline", "map"]
Sort = Literal["newest", "oldest", "origins", "claims"]
LONG: tuple[Long, ...] = get_args(Long)  # facets that begin short and can be had long
SHAPES: tuple[Shape, ...] = get_args(Shape)
SORTS: tuple[Sort, ...] = get_args(Sort)
STATUSES: tuple[Status, ...] = get_args(Status)
LONGEST = 200  # characters of words, a name
PAGE, MOST = 50, 200
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_COUNTRY = re.compile(r"[A-Z]{2}")
T = TypeVar("T", bound=str)


class Filters(Struct, frozen=True, kw_only=True):
    """The state of the events page; what is left out is not asked for."""

    type: tuple[str, ...] = ()
    mode: str | None = None  # of the one type chosen
    status: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    place: int | None = None
    box: tuple[float, float, float, float] | None = None  # west, south, east, north
    since: str | None = None  # a day, month or year
    until: str | None = None
    actor: str | None = None
    source: str | None = None
    outlet: str | None = None
    origins: int = 0  # at least so many independent ones
    disputed: bool = False
    reviewed: bool | None = None
    words: str | None = None
    view: Shape = "table"
    sort: Sort = "newest"
    after: str | None = None  # where the page begins: what the last one ended with
    size: int = PAGE
    more: tuple[str, ...] = ()  # facets shown at length

    def query(self, **changes: object) -> str:
        """The query string that stands for this state, with changes; a changed filter begins at the first page."""
        if changes and "after" not in changes:
            changes["after"] = None
        written = {**_written(self), **{name: _pairs(name, value) for name, value in changes.items()}}
        return "?" + "&".join(filter(None, written.values()))

    def leading(self, *left_out: str) -> str:
        """The address up to where these fields are written: for many links that differ in nothing else."""
        rest = self.query(**{name: _none()[name] for name in left_out})
        return rest + "&" * (rest != "?")

    def toggled(self, name: str, value: str) -> str:
        """The address with one value of a list filter put in or taken out."""
        held: tuple[str, ...] = getattr(self, name)
        changed = tuple(one for one in held if one != value) if value in held else (*held, value)
        more: dict[str, object] = {name: changed}
        if name == "type":
            more["mode"] = None
        return self.query(**more)

    @property
    def narrowed(self) -> bool:
        """Whether anything is filtered."""
        return asked(self) != Filters()

    def hidden(self, *shown: str) -> list[tuple[str, str]]:
        """What a form must carry along: everything but the fields that it shows, and the page."""
        return [
            (name, word)
            for name, none in _none().items()
            if name not in (*shown, "after") and getattr(self, name) != none
            for word in _words(getattr(self, name))
        ]


@lru_cache(maxsize=256)
def _written(filters: Filters) -> dict[str, str]:
    """Each field as it stands in an address: a page holds a hundred links that differ in one of them."""
    return {name: _pairs(name, getattr(filters, name)) for name in Filters.__struct_fields__}


def _pairs(name: str, value: object) -> str:
    if value == _none()[name]:
        return ""
    return "&".join(f"{name}={quote_plus(word)}" for word in _words(value))


@lru_cache(maxsize=1)
def _none() -> Mapping[str, object]:
    """Each field with what it is where nothing is asked for."""
    return {name: getattr(Filters(), name) for name in Filters.__struct_fields__}


def asked(filters: Filters) -> Filters:
    """Which events are asked for, however they are shown."""
    return structs.replace(filters, view="table", sort="newest", after=None, size=PAGE, more=())


def parse(pairs: Iterable[tuple[str, str]]) -> Filters:
    """Filters out of the pairs of a query string; what makes no sense is left out, nothing is ever refused."""
    many: dict[str, list[str]] = {}
    for name, value in pairs:
        plain = _plain(value)
        if plain:
            many.setdefault(name, []).append(plain)
    one = {name: values[-1] for name, values in many.items()}
    types = _known(many.get("type", []), type_names())
    return Filters(
        type=types,
        mode=one.get("mode") if len(types) == 1 else None,
        status=_known(many.get("status", []), STATUSES),
        country=tuple(dict.fromkeys(c for c in map(str.upper, many.get("country", [])) if _COUNTRY.fullmatch(c)))[:20],
        place=_number(one.get("place")),
        box=_box(one.get("box")),
        since=_day(one.get("since")),
        until=_day(one.get("until")),
        actor=one.get("actor"),
        source=one.get("source"),
        outlet=one.get("outlet"),
        origins=min(_number(one.get("origins")) or 0, 99),
        disputed=one.get("disputed") in ("1", "yes", "true", "on"),
        reviewed={"yes": True, "1": True, "no": False, "0": False}.get(one.get("reviewed", "")),
        words=one.get("words"),
        view=_choice(one, "view", SHAPES) or "table",
        sort=_choice(one, "sort", SORTS) or "newest",
        after=one.get("after"),
        size=max(1, min(_number(one.get("size")) or PAGE, MOST)),
        more=_known(many.get("more", []), LONG),
    )


def _words(value: object) -> list[str]:
    if isinstance(value, tuple):
        return [",".join(f"{v:g}" for v in value)] if value and isinstance(value[0], float) else [str(v) for v in value]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [] if value is None else [str(value)]


def _plain(value: str) -> str:
    cleaned = value.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return cleaned.strip()[:LONGEST]


def _known(values: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    asked = {*values}
    return tuple(one for one in known if one in asked)


def _choice(one: Mapping[str, str], name: str, known: tuple[T, ...]) -> T | None:
    return next((value for value in known if value == one.get(name)), None)


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 10 else None


def _day(value: str | None) -> str | None:
    return value if value and value.isascii() and _DAY.fullmatch(value) else None


def _box(value: str | None) -> tuple[float, float, float, float] | None:
    parts = (value or "").split(",")
    try:
        west, south, east, north = (float(part) for part in parts)
    except ValueError:
        return None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        return None
    return west, south, east, north
