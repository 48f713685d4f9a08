"""What the state remembers: a feed, a page, a capture, and an original that waits to be read."""

from __future__ import annotations

from msgspec import Struct

from whence.schema.original import Original
from whence.stages.ingest.feeds import Item


class Feed(Struct, kw_only=True):
    """One feed of the list (or one sitemap that a listed one leads to); times in seconds since 1970."""

    address: str  # as listed
    at: str  # where it is asked for: another place after it moved for good
    parent: str | None = None  # the sitemap that led to it
    name: str | None = None  # from the list, else its own
    due: float = 0.0
    since: float = 0.0
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None  # of its bytes when it was read last
    failures: int = 0  # in a row
    answered: float | None = None  # when it answered last
    newest: float | None = None  # when something new stood in it last
    gaps: tuple[float, ...] = ()  # seconds between the last arrivals of new items
    window: dict[str, str] = {}  # what it showed last: name of the item -> what it hashed to
    gone: bool = False


class Page(Struct, kw_only=True):
    """One item by the address of its page, or by its feed and name where it has none."""

    address: str
    feed: str
    due: float | None = None  # when to fetch it; null for not
    tries: int = 0
    item: Item | None = None  # while it waits: what is read if the page cannot be had
    digest: str = ""  # of the item
    shown: float = 0.0  # when its feed showed it, or its change, first
    fetched: float | None = None
    etag: str | None = None
    modified: str | None = None
    report_id: str | None = None
    words: str | None = None  # what the text read from it hashes to
    versions: int = 0


class Capture(Struct, frozen=True, kw_only=True):
    """One answer in the archive; `sha256` is of the bytes unpacked, as the record has it."""

    address: str
    captured: str
    sha256: str
    report_id: str | None
    file: str
    offset: int
    length: int


class Waiting(Struct, frozen=True, kw_only=True):
    """An original that is fetched and not yet in the record."""

    original: Original
    feed: str
    shown: float
