"""Words that only pages need, on top of `publish.words`: titles of types, fields, dates as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

import msgspec

from whence.publish import words
from whence.publish.why import confidence_in_words
from whence.schema.ontology import ontology
from whence.schema.records import EventPlace, Place

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip
KINDS: Mapping[str, str] = {
    "outlet": "outlet", "agency": "news agency", "person": "person", "organisation": "organisation",
    "document": "document", "social-post": "post", "unnamed": "unnamed source",
}  # fmt: skip
PRECISIONS: Mapping[str, str] = {
    "exact": "exact spot", "facility": "a building or site", "settlement": "a town or village",
    "district": "a district", "region": "a region, not a spot", "country": "a country, not a spot",
    "unknown": "not known how exactly",
}  # fmt: skip
RELATIONS: Mapping[str, str] = {
    "whole": "is part of", "part": "has as a part", "threat": "was threatened in", "demand": "was demanded in",
    "prediction": "was predicted in", "answer": "answers",
}  # fmt: skip
DECISIONS: Mapping[str, str] = {
    "accept": "accepted", "reject": "rejected", "edit": "edited", "merge": "merged", "split": "split off",
    "same": "said to be the same", "not-same": "said not to be the same", "undo": "undid", "protect": "protection",
}  # fmt: skip
FIELDS: Mapping[str, str] = {
    "type": "what kind of act", "status": "whether it happened", "actors": "who did it", "targets": "to whom",
    "place": "where", "time": "when", "instrument": "with what", "mode": "in what way",
}  # fmt: skip


@lru_cache(maxsize=1)
def titles() -> Mapping[str, str]:
    """Type to its title."""
    return {one.name: one.title for one in ontology().types}


def act(type_: str, mode: str | None) -> str:
    """`Assault: drone`."""
    title = titles().get(type_, type_.capitalize())
    return f"{title}: {mode.replace('-', ' ')}" if mode else title


def day(value: str | None) -> str:
    """An ISO date or time as `23 September 2022`; what is none stays as it stands."""
    if not value:
        return ""
    parts = value[:10].split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3 or len(parts[0]) != 4:
        return value
    month = int(parts[1]) if len(parts) > 1 else 0
    if not 0 <= month <= len(MONTHS):
        return value
    named = [str(int(parts[2]))] if len(parts) == 3 else []
    named += [MONTHS[month - 1]] if month else []
    return " ".join([*named, parts[0]])


def days(earliest: str | None, latest: str | None) -> str:
    """An interval of days, as short as it can be told."""
    if not earliest or not latest or earliest == latest:
        return day(earliest or latest)
    if earliest[:7] == latest[:7] and len(earliest) == len(latest) == 10:
        return f"{int(earliest[8:])} to {day(latest)}"
    return f"{day(earliest)} to {day(latest)}"


def moment(value: str) -> str:
    """A time of the log, to the minute."""
    return f"{day(value)}, {value[11:16]} UTC" if len(value) >= 16 else day(value)


@lru_cache(maxsize=1)
def countries() -> Mapping[str, str]:
    """Country code to its name."""
    data = resources.files("whence.web").joinpath("data", "countries.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, str])


def place(held: Place | EventPlace) -> str:
    """A place with what holds it, the country by its name; one that no gazetteer knows says so."""
    country = countries().get(held.country or "", held.country)
    first = f"a district of {held.name}" if held.precision == "district" else held.name
    parts = (
        first,
        None if held.precision == "district" else held.admin1,
        None if held.name == held.country else country,
    )
    told = ", ".join(dict.fromkeys(part for part in parts if part))
    told = countries().get(told, told)
    return f"{told} (not in the gazetteer)" if held.fallback else told


def begun(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def field(name: str) -> str:
    """A field of the record in words: `figures.killed` is `number killed`."""
    head, _, rest = name.partition(".")
    if head == "figures":
        return f"number {rest.replace('-', ' ')}" if rest else "numbers"
    return FIELDS.get(head, head.replace("-", " ")) + (f" ({rest})" if rest else "")


def number(value: int) -> str:
    """With separators."""
    return f"{value:,}"


def several(count: int, noun: str) -> str:
    """`1 claim`, `3 claims`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


FILTERS = {
    "act": act,
    "day": day,
    "moment": moment,
    "field": field,
    "number": number,
    "sure": confidence_in_words,
    "status": lambda value: words.STATUS.get(value, value),
    "grade": lambda value: words.CREDIBILITY.get(value, "cannot be judged"),
    "kind": lambda value: KINDS.get(value, value),
    "precision": lambda value: PRECISIONS.get(value, value),
    "relation": lambda value: RELATIONS.get(value, value),
    "decided": lambda value: DECISIONS.get(value, value),
    "figure": words.figure,
    "place": place,
    "capitalize_first": begun,
}
