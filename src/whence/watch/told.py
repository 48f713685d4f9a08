"""What a call of `watch` did."""

from __future__ import annotations

from msgspec import Struct, field


class Watched(Struct, kw_only=True):
    """Counts of one call, and what the record holds now."""

    feeds: int = 0
    asked: int = 0  # requests for feeds that were answered or failed
    unchanged: int = 0  # of these: nothing new (304, or the same bytes)
    failed: int = 0
    items: int = 0  # new ones shown
    repeated: int = 0  # items that stood twice in one answer
    pages: int = 0  # fetched for items
    from_feed: int = 0  # reports read from the feed itself: no page, or it could not be had
    changed: int = 0  # pages whose words were others when they were fetched again
    moved: int = 0
    gone: int = 0
    silent: int = 0
    gaps: int = 0
    refused: int = 0  # addresses that point inside
    problems: dict[str, int] = field(default_factory=dict)  # of feeds and pages, by code
    waiting: int = 0  # pages still to be fetched
    read: int = 0  # reports that came into the record
    slowest: float | None = None  # seconds from a feed showing a report to its being in the record
    reports: int = 0
    claims: int = 0
    events: int = 0
