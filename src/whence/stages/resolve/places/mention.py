"""A place name as it stands in a report, with what its neighbours say about it; nothing is chosen yet."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from whence.stages.resolve.places.entry import Entry

Doubt = Literal["person", "body", "part", "word", ""]


class Token(Struct, frozen=True, gc=False):
    """A word; a possessive ending is left out of it and told by `possessive`."""

    start: int
    end: int
    text: str
    lower: str
    capital: bool
    possessive: bool


class Mention(Struct, frozen=True, kw_only=True):
    """Words of the report that may name a place. `entries` is empty for a name that the gazetteer lacks."""

    start: int  # of the name and its kind word: "Kherson Oblast"
    end: int
    name: str  # the name alone: "Kherson"
    entries: tuple[Entry, ...]
    first: int  # index of its first token, and of the one behind its last
    last: int
    wide: int  # where the phrase begins: "the" and "the city of" in
    hint: str | None = None  # "settlement", "region", "district", "facility", "country" by a word beside it
    preposition: str | None = None
    head: str | None = None  # the word before "of": "governor of Luhansk"
    doubt: Doubt = ""
    group: int = -1  # mentions of one list share it
    outer: tuple[int, ...] = ()  # indices of mentions named as holding it
    back: str | None = None  # for "the city", "there": kind of the place that is meant
    demonym: str | None = None  # for "Ukrainian" before a kind word: the country
    dateline: bool = False
    full: str = ""  # the name with its kind word, where one follows: "Metcalfe County"
    beside: bool = False  # only said to be near the mention before: "Chmyrivka near Starobilsk"
