"""What merging gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from whence.schema.records import Claim, Event, Pair, Report


class Merged(Struct, frozen=True, kw_only=True):
    """Everything sorted by id, so that equal inputs in any order give equal values."""

    reports: tuple[Report, ...]  # with `copy_of` set
    claims: tuple[Claim, ...]  # with people's edits applied; rejected ones are here, but on no event
    events: tuple[Event, ...]
    pairs: tuple[Pair, ...]  # compared pairs that were merged or came near it, each with its reasons
    keys: Mapping[str, Sequence[int]] = {}  # of each claim: the blocks it stands in
    marks: Mapping[str, Sequence[float]] = {}  # of each claim: its days and its point, for what they keep apart
    shingles: Mapping[str, Sequence[int]] = {}  # of each report: the passages that nominate its reprints
