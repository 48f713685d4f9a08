"""What merging gives back."""

from __future__ import annotations

from msgspec import Struct

from whence.schema.records import Claim, Event, Pair, Report


class Merged(Struct, frozen=True, kw_only=True):
    """Everything sorted by id, so that equal inputs in any order give equal values."""

    reports: tuple[Report, ...]  # with `copy_of` set
    claims: tuple[Claim, ...]  # with people's edits applied; rejected ones are here, but on no event
    events: tuple[Event, ...]
    pairs: tuple[Pair, ...]  # compared pairs that were merged or came near it, each with its reasons
