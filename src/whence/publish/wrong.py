"""What is wrong with one line of an export that is read back."""

from __future__ import annotations

from msgspec import Struct


class Wrong(Struct, frozen=True, kw_only=True):
    """Where, which value, what is wrong with it, and what to do."""

    file: str
    line: int | None = None
    column: str | None = None
    value: str | None = None
    what: str
    remedy: str
