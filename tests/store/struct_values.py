"""Hypothesis strategies for any Struct of the record, from its own type annotations: no field can be forgotten."""

from __future__ import annotations

from types import UnionType
from typing import Literal, Union, get_args, get_origin

from hypothesis import strategies as st
from msgspec import Struct, structs

WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
IDS = st.text("0123456789abcdef", min_size=16, max_size=16)
NUMBERS = st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9).filter(lambda value: not value.is_integer())


def values(kind: object) -> st.SearchStrategy:
    """Any value of a field's type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Literal:
        return st.sampled_from(inner)
    if origin in (Union, UnionType):
        if {int, float} <= set(inner):
            return NUMBERS | (st.none() if type(None) in inner else st.nothing())
        return st.one_of([values(one) for one in inner])
    if origin is tuple:
        return st.lists(values(inner[0]), max_size=3).map(tuple)
    if isinstance(kind, type) and issubclass(kind, Struct):
        return struct(kind)
    return {
        str: WORDS,
        int: st.integers(-(2**63), 2**63 - 1),
        float: st.floats(allow_nan=False, allow_infinity=False).map(lambda value: value + 0.0),  # -0.0 is 0.0
        bool: st.booleans(),
        bytes: st.binary(max_size=50),
        type(None): st.none(),
    }[kind]


def struct(kind: type[Struct], **fixed: st.SearchStrategy) -> st.SearchStrategy:
    """Any value of a Struct, with some fields as given."""
    fields = {one.name: fixed[one.name] if one.name in fixed else values(one.type) for one in structs.fields(kind)}
    return st.builds(kind, **fields)
