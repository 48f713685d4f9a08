"""How a Struct lies in columns: scalars flat, nested Structs under a prefix; tuples get tables of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType, UnionType
from typing import Any, Generic, Literal, TypeVar, Union, cast, get_args, get_origin

from msgspec import Struct, structs
from sqlalchemy import BigInteger, Boolean, Column, Double, Text
from sqlalchemy.types import TypeEngine

from whence.store.columns import Amount, Packed

S = TypeVar("S", bound=Struct)
Children = Mapping[str, Sequence[object]]


class Scalar(Struct, frozen=True):
    """One field in one column."""

    name: str
    column: str
    sort: TypeEngine[object]
    nullable: bool


class Nested(Struct, frozen=True):
    """A Struct inside, in columns of its own; absent when its first column that is never null is null."""

    name: str
    shape: Shape[Struct]
    optional: bool


class Many(Struct, frozen=True):
    """A tuple, kept elsewhere; `path` is the key under which `Shape.build` gets it."""

    name: str
    path: str


class Shape(Generic[S]):
    """The columns of one Struct type; `flatten` and `build` are each other's inverse."""

    def __init__(
        self, kind: type[S], prefix: str = "", path: str = "", rename: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self.kind = kind
        self.fields = tuple(_field(name, sort, prefix, path, rename) for name, sort in _types(kind))
        self.names: tuple[str, ...] = tuple(column.name for column in self.columns())
        self.presence = _presence(self.fields)
        self.steps = tuple(_steps(self.fields))

    def columns(self, *, nullable: bool = False) -> list[Column[object]]:
        """Fresh columns for a table; an optional Struct's columns may all be null."""
        found: list[Column[object]] = []
        for field in self.fields:
            if isinstance(field, Scalar):
                found.append(Column(field.column, field.sort, nullable=nullable or field.nullable))
            elif isinstance(field, Nested):
                found += field.shape.columns(nullable=nullable or field.optional)
        return found

    def flatten(self, value: S | None) -> list[object]:
        """The values of the columns, in their order; all null for an absent Struct."""
        if value is None:
            return [None] * len(self.names)
        row: list[object] = []
        for get, shape in self.steps:
            row += get(value) if shape is None else shape.flatten(get(value))
        return row

    def build(self, row: Sequence[object], children: Children, at: int = 0) -> S:
        """The Struct that was flattened into `row[at:]`, with its tuples from `children`."""
        values: dict[str, object] = {}
        for field in self.fields:
            if isinstance(field, Scalar):
                values[field.name] = row[at]
                at += 1
            elif isinstance(field, Nested):
                absent = field.optional and row[at + field.shape.presence] is None
                values[field.name] = None if absent else field.shape.build(row, children, at)
                at += len(field.shape.names)
            else:
                values[field.name] = tuple(children.get(field.path, ()))
        return cast("Callable[..., S]", self.kind)(**values)


Field = Scalar | Nested | Many
SORTS: dict[type, TypeEngine[object]] = {
    str: cast("TypeEngine[object]", Text()),
    int: cast("TypeEngine[object]", BigInteger()),
    float: cast("TypeEngine[object]", Double()),
    bool: cast("TypeEngine[object]", Boolean()),
    bytes: cast("TypeEngine[object]", Packed()),
}


def _types(kind: type[Struct]) -> list[tuple[str, object]]:
    return [(field.name, field.type) for field in structs.fields(kind)]


def _field(name: str, sort: object, prefix: str, path: str, rename: Mapping[str, str]) -> Field:
    options = [one for one in _options(sort) if one is not type(None)]
    optional = len(options) < len(_options(sort))
    first = options[0]
    if get_origin(first) is tuple:
        return Many(name, path + name)
    if isinstance(first, type) and issubclass(first, Struct):
        return Nested(name, Shape(first, f"{prefix}{name}_", f"{path}{name}."), optional)
    return Scalar(name, rename.get(name, _column(prefix, name)), _sort(options), optional)


Step = tuple[Callable[[object], Any], Shape[Struct] | None]


def _steps(fields: Sequence[Field]) -> Iterator[Step]:
    """How to flatten: what gets neighbouring scalars all at once, and what gets a Struct inside, with its shape."""
    scalars: list[str] = []
    for field in fields:
        if isinstance(field, Nested):
            yield from _together(scalars)
            scalars = []
            yield attrgetter(field.name), field.shape
        elif isinstance(field, Scalar):
            scalars.append(field.name)
    yield from _together(scalars)


def _together(names: Sequence[str]) -> Iterator[Step]:
    if len(names) > 1:
        yield attrgetter(*names), None
    elif names:
        yield lambda value: (getattr(value, names[0]),), None


def _options(sort: object) -> tuple[object, ...]:
    return get_args(sort) if get_origin(sort) in (Union, UnionType) else (sort,)


def _sort(options: list[object]) -> TypeEngine[object]:
    if set(options) == {int, float}:
        return cast("TypeEngine[object]", Amount())
    first = options[0]
    return SORTS[str if get_origin(first) is Literal else cast("type", first)]


def _column(prefix: str, name: str) -> str:
    """`published.value` is the column `published`: the value itself has the plain name."""
    return prefix.rstrip("_") if prefix and name == "value" else prefix + name


def _presence(fields: tuple[Field, ...]) -> int:
    """Index of the first column that is never null in a Struct that is there."""
    at = 0
    for field in fields:
        if isinstance(field, Scalar):
            if not field.nullable:
                return at
            at += 1
        elif isinstance(field, Nested):
            at += len(field.shape.names)
    return 0
