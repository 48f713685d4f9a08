"""Column types that SQLite and PostgreSQL keep alike."""

from __future__ import annotations

import zlib

from sqlalchemy import Double, LargeBinary, Numeric
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from whence.schema.records import Number

EXACT = 2**53  # larger whole numbers are not exact as floating point


class Amount(TypeDecorator[Number]):
    """A number as a report gives it; whole numbers come back as `int`, exact up to 2**53."""

    # PostgreSQL rounds floating point to 15 digits on its way into a numeric.
    impl = Numeric(asdecimal=False).with_variant(Double(), "postgresql")
    cache_ok = True

    def process_bind_param(self, value: Number | None, _dialect: Dialect) -> Number | None:
        """Numbers beyond floating point become null: no report counts that far."""
        if value is None:
            return None
        try:
            return float(value)
        except OverflowError:
            return None

    def process_result_value(self, value: Number | None, _dialect: Dialect) -> Number | None:
        """3000, not 3000.0."""
        if isinstance(value, float) and value.is_integer() and abs(value) <= EXACT:
            return int(value)
        return value


class Packed(TypeDecorator[bytes]):
    """Bytes compressed with zlib: `zlib.decompress` gives them back in any language."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, _dialect: Dialect) -> bytes | None:
        """Level 6: a news page shrinks to about a third."""
        return None if value is None else zlib.compress(value, 6)

    def process_result_value(self, value: bytes | None, _dialect: Dialect) -> bytes | None:
        """The bytes as they came in."""
        return None if value is None else zlib.decompress(value)
