"""Tables of the record, declared: their columns, what each means, and the rows that each value gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from whence.publish.cells import Cell, Kind

Row = Sequence[Cell]
S = TypeVar("S", bound=Struct)


class Column(Struct, frozen=True):
    """One column; `kind` says how it is written and read."""

    name: str
    kind: Kind
    about: str
    one_of: tuple[str, ...] = ()


class Table(Struct, Generic[S], frozen=True, kw_only=True):
    """One table; `of` gives the rows of one value, one cell a column, in their order."""

    name: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    of: Callable[[S], Iterable[Row]]
    refers: tuple[tuple[str, str], ...] = ()  # column -> table whose key it is

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]


def text(name: str, about: str, one_of: Iterable[object] = ()) -> Column:
    """A column of words."""
    return Column(name, "string", about, tuple(str(one) for one in one_of))


def whole(name: str, about: str) -> Column:
    """A column of whole numbers."""
    return Column(name, "integer", about)


def number(name: str, about: str) -> Column:
    """A column of numbers."""
    return Column(name, "number", about)


def truth(name: str, about: str) -> Column:
    """A column of `true` and `false`."""
    return Column(name, "boolean", about)


def date(name: str, about: str) -> Column:
    """A column of days, `YYYY-MM-DD`."""
    return Column(name, "date", about)


def moment(name: str, about: str) -> Column:
    """A column of days or moments in ISO 8601, as fine as they are known."""
    return Column(name, "moment", about)


def key(name: str, about: str) -> Column:
    """A column of ids."""
    return Column(name, "id", about)


def keys(name: str, about: str) -> Column:
    """A column of ids, a space between."""
    return Column(name, "ids", about)


def prefixed(prefix: str, column: Column) -> Column:
    """The same column under a longer name."""
    return Column(prefix + column.name, column.kind, column.about, column.one_of)
