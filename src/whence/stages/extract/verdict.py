"""What a rule of status says."""

from __future__ import annotations

from msgspec import Struct

from whence.schema.records import Status


class Verdict(Struct, frozen=True):
    """A status, the word that decided it (token position) and why in words."""

    status: Status
    cue: int | None
    why: str
