"""Whence reads news reports into a sourced record: what is said to have happened, where, when, and who says so.

import whence
record = whence.read(["reports/"])
record.events, record.show(id), record.why(claim_id, "status"), record.export("jsonl", "out")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from whence.api import Record, read
    from whence.api import open_record as open  # noqa: A004

__all__ = ["Record", "open", "read"]

_HOMES = {"Record": "Record", "read": "read", "open": "open_record"}


def __getattr__(name: str) -> object:
    """The library is loaded when it is first asked for, so that a single stage imports without the rest."""
    if name not in _HOMES:
        raise AttributeError(f"module 'whence' has no attribute {name!r}")
    return getattr(import_module("whence.api"), _HOMES[name])
