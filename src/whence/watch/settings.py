"""How feeds are watched, and how much of anything is taken from a server."""

from __future__ import annotations

from msgspec import Struct

from whence.pipeline import Settings

DAY = 86_400.0


class Bounds(Struct, frozen=True, kw_only=True):
    """Limits of one request in seconds and bytes, and of what one feed may ask of us."""

    connect: float = 10.0
    silence: float = 15.0  # between two pieces of an answer
    whole: float = 60.0  # of one request, from connecting to the last byte
    feed_bytes: int = 10_000_000  # unpacked; news feeds have 10,000 to 1,000,000
    page_bytes: int = 20_000_000  # unpacked, as ingest takes them
    robots_bytes: int = 512_000  # RFC 9309 asks for 500 KiB at least; what lies beyond is not read
    redirects: int = 5  # RFC 9309 asks for five at least
    items: int = 500  # taken of one answer; RFC 9309 knows nothing of it, news feeds show 10 to 200
    waiting: int = 5_000  # pages of one feed that may wait to be fetched
    tries: int = 4  # for a page that fails in passing
    wait: float = DAY  # longest that a Retry-After is obeyed
    crawl_delay: float = 600.0  # longest that a crawl-delay is obeyed


class Watching(Struct, frozen=True, kw_only=True):
    """What a call of `watch` does; times in seconds."""

    every: float = 300.0  # between two looks at one feed
    once: bool = False  # one round, then end
    lasting: float | None = None  # end after so long; null for never
    delay: float = 2.0  # between two requests to one host, the end of one to the start of the next
    allow: tuple[str, ...] = ()  # hosts that may lie inside: `intranet.example` or `10.0.0.7`
    pages: bool = True  # fetch the page that an item links to; else what the feed itself holds is read
    contact: str | None = None  # an address that a site's keeper finds in its log
    silent: float = DAY  # a feed without anything new for so long, at least, is reported
    recheck: float = 3_600.0  # a page whose item changes again and again is fetched no more often
    keep: float = 90 * DAY  # how long is remembered what a feed showed
    workers: int = 8  # requests under way at once, each to another host
    batch: int = 32  # reports read into the record together
    bounds: Bounds = Bounds()
    reading: Settings = Settings()
