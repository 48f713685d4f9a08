"""The directory: states, bodies and outlets of the world by the names that reports use for them.

Compiled for Whence from common knowledge; `data/*.csv`. What it does not list is judged by pattern (`X News Agency`,
`The Y Courier`, `Foreign Ministry of X`), and what fits no pattern stays unknown. See docs/directory.md.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from whence.linkage.directory_load import Body, Outlet, Row, State, read_extension, read_rows, shipped
from whence.linkage.directory_patterns import organ_sector, outlet_kind
from whence.protect.pieces import fold
from whence.schema.ids import digest

__all__ = ["Body", "Directory", "Outlet", "State", "directory"]

OWN = "WHENCE_DIRECTORY"
_DROPPED = ("the ", "a ", "an ")


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """The form in which names are looked up: folded, no article, no full stops, plain spaces."""
    plain = " ".join(fold(name).replace(".", "").replace("’", "'").replace("-", " ").split()).strip("'\" ,")
    for article in _DROPPED:
        plain = plain.removeprefix(article)
    return plain.removesuffix("'s")


class Directory(Struct, frozen=True):
    """Look-ups by any known name; the lists are never changed, `extended` gives a new directory."""

    outlets: dict[str, Outlet]
    bodies: dict[str, Body]
    states: dict[str, State]
    demonyms: dict[str, State]

    def outlet(self, name: str) -> Outlet | None:
        """The outlet or agency of that name: listed, or by pattern (`X News Agency`, `The Y Ledger`) without family."""
        found = self.outlets.get(key(name))
        if found is not None and (any(letter.isupper() for letter in name) or "." in name):
            return found
        if not any(letter.isupper() for letter in name):
            return None
        kind = outlet_kind(name)
        return Outlet(name=_bare(name), kind=kind) if kind is not None else None

    def body(self, name: str) -> Body | None:
        """The body of that name: listed, or an organ of a listed state by pattern (`Russian Defence Ministry`)."""
        found = self.bodies.get(key(name))
        if found is not None:
            return found
        sector = self.sector(name)
        if sector is None:
            return None
        state = self.owner(name)
        return Body(name=_bare(name), sector=sector, country=state.code if state else None)

    def sector(self, name: str) -> str | None:
        """The sector of the body of that name, without asking whose it is."""
        found = self.bodies.get(key(name))
        return organ_sector(name) if found is None else found.sector

    def state(self, name: str) -> State | None:
        """The state that a name, a demonym or a capital used for it means."""
        plain = key(name)
        return self.states.get(plain) or self.demonyms.get(plain)

    def family(self, outlet_name: str) -> str | None:
        """Owner or syndication family of an outlet; none when unknown."""
        found = self.outlet(outlet_name)
        return found.family if found else None

    def extended(self, path: Path) -> Directory:
        """This directory with the rows of a user's CSV put above it; raises `ConfigurationError` on a bad row."""
        outlets, bodies = read_extension(path)
        return replace(
            self,
            outlets=self.outlets | _index(outlets),
            bodies=self.bodies | _index(bodies),
        )

    def owner(self, name: str) -> State | None:
        """The state that is named within a phrase, by its name or adjective: `Ukraine's General Staff`."""
        plain = key(name).replace("'s ", " ").split()
        for size in (3, 2, 1):
            for at in range(len(plain) - size + 1):
                words = " ".join(plain[at : at + size])
                found = self.states.get(words) or self.demonyms.get(words)
                if found is not None:
                    return found
        return None


@cache
def directory() -> Directory:
    """The directory as shipped, under the CSV files that `$WHENCE_DIRECTORY` names; loaded once a process.

    Raises `ConfigurationError` where one of them cannot be read.
    """
    book = _shipped()
    for name in own_files():
        book = book.extended(Path(name))
    return book


def own_files() -> list[str]:
    """The user's own lists: paths in `$WHENCE_DIRECTORY`, parted as in `$PATH`; the last stands above the others."""
    return [name for name in os.environ.get(OWN, "").split(os.pathsep) if name]


def fingerprint() -> str:
    """Follows from the content of the user's own lists; empty without any."""
    files = [Path(name) for name in own_files()]
    return digest(b"\0".join(file.read_bytes() for file in files if file.is_file())) if files else ""


def _shipped() -> Directory:
    outlets = read_rows(shipped("outlets.csv"), Outlet)
    bodies = read_rows(shipped("bodies.csv"), Body)
    states = read_rows(shipped("states.csv"), State)
    return Directory(
        outlets=_index(outlets),
        bodies=_index(bodies),
        states=_index(states),
        demonyms={key(word): state for state in states for word in state.demonyms},
    )


def _index(rows: Sequence[Row]) -> dict[str, Row]:
    names = [(key(name), row) for row in rows for name in (row.name, *row.aliases)]
    return dict(reversed(names))  # the first row of a name wins


def _bare(name: str) -> str:
    flat = " ".join(name.split())
    first, _, rest = flat.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") else flat
