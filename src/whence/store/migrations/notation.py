"""Columns in few words, for steps: `name type [key] [null] [in table.column [keep]]`, with commas between them.

Frozen like the steps that are written in it: what it once meant, it means for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeEngine

TYPES: dict[str, Callable[[], TypeEngine[Any]]] = {
    # On every server in order of code points, as SQLite and Python have it.
    "text": lambda: sa.Text().with_variant(sa.Text(collation="C"), "postgresql"),
    "bigint": sa.BigInteger,
    "int": sa.Integer,
    "double": sa.Double,
    "bool": sa.Boolean,
    "number": lambda: sa.Numeric().with_variant(sa.Double(), "postgresql"),
    "bytes": sa.LargeBinary,
}


def columns(table: str, notation: str) -> list[sa.schema.SchemaItem]:
    """Columns, primary key and foreign keys; `in` a parent goes with the parent, unless `keep` is said."""
    words = [one.split() for one in notation.split(",")]
    keys = [name for name, _, *rest in words if "key" in rest]
    items: list[sa.schema.SchemaItem] = [
        sa.Column(name, TYPES[sort](), nullable="null" in rest) for name, sort, *rest in words
    ]
    items.append(sa.PrimaryKeyConstraint(*keys, name=f"pk_{table}"))
    return items + [_foreign(table, name, rest) for name, _, *rest in words if "in" in rest]


def _foreign(table: str, name: str, rest: list[str]) -> sa.ForeignKeyConstraint:
    parent = rest[rest.index("in") + 1]
    return sa.ForeignKeyConstraint(
        [name], [parent], name=f"fk_{table}_{name}", ondelete=None if "keep" in rest else "CASCADE"
    )
