"""What a feed shows at one look: its items, each under a name that stays the same from look to look."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct, structs

from whence.schema.ids import canonical_json, digest
from whence.stages.ingest.feeds import Item, is_feed, read_feed
from whence.watch.addresses import RefusedError, page_address
from whence.watch.sitemap import is_sitemap, read_sitemap
from whence.watch.xml import MarkupError, declares_entities

_START = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:item|entry|url)[\s>]", re.I)
_END = re.compile(rb"</(?:[\w.-]{1,20}:)?(?:rss|feed|rdf)\s*>\s*(?:<!--.{0,2000}?-->\s*)*$", re.I | re.S)


class Entry(Struct, frozen=True, kw_only=True):
    """One item: its name in the feed, the address of its page if it has one, and what it hashes to."""

    key: str
    page: str | None
    item: Item
    digest: str


class Shown(Struct, frozen=True, kw_only=True):
    """All that a feed shows; `beyond` counts the items that were too many, `repeated` those that stand twice."""

    entries: tuple[Entry, ...]
    parts: tuple[str, ...] = ()  # of a sitemap that lists sitemaps
    sitemap: bool = False
    name: str | None = None
    broken: str | None = None
    beyond: int = 0
    repeated: int = 0


class NoFeedError(Exception):
    """What came is no feed; `code` is that of the issue."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


def shown(body: bytes, address: str, most: int) -> Shown:
    """The items in a feed's bytes, whatever type the server gave them. Raises `NoFeedError`."""
    if declares_entities(body):
        raise NoFeedError("entities", "declares entities of its own, which feeds have no need of")
    if is_sitemap(body):
        return _of_sitemap(body, address, most)
    if not is_feed(body):
        raise NoFeedError("no-feed", "is neither RSS nor Atom nor a sitemap")
    return _of_feed(body, address, most)


def _of_sitemap(body: bytes, address: str, most: int) -> Shown:
    try:
        found = read_sitemap(body)
    except MarkupError as error:
        raise NoFeedError("broken-feed", f"is a broken sitemap ({error})") from None
    entries, repeated = _entries(found.items[:most], address)
    parts = tuple(part for one in found.parts if (part := _page(Item(link=one), address)))
    beyond = max(0, len(found.items) - most)
    return Shown(entries=entries, parts=parts, sitemap=True, name=found.name, beyond=beyond, repeated=repeated)


def _of_feed(body: bytes, address: str, most: int) -> Shown:
    starts = [match.start() for match in _START.finditer(body)]
    beyond = max(0, len(starts) - most)
    feed = read_feed(body[: starts[most]] if beyond else body)
    items = feed.items[:most]
    broken = None if beyond else feed.broken
    if broken and not _END.search(body[-4000:]):
        items = items[:-1]  # the text of the last may be cut; it comes whole another time
    entries, repeated = _entries(items, address)
    return Shown(entries=entries, name=feed.title, broken=broken, beyond=beyond, repeated=repeated)


def _entries(items: Iterable[Item], address: str) -> tuple[tuple[Entry, ...], int]:
    """Under the address of the page where no two items share one, else the item's own id, else its content."""
    listed = [(item, _page(item, address)) for item in items]
    shared = Counter(page for page, ids in {(page, item.id) for item, page in listed} if page)
    found: dict[str, Entry] = {}
    for item, page in listed:
        own = page if page and shared[page] == 1 else None
        # The server's own spelling of the link, with its tracking, would make it another item at every look.
        plain = structs.replace(item, link=page or item.link, id=None if own else item.id)
        hashed = digest(canonical_json(plain))
        key = own or item.id or hashed
        found.setdefault(key, Entry(key=key, page=own, item=item, digest=hashed))
    return tuple(found.values()), len(listed) - len(found)


def _page(item: Item, address: str) -> str | None:
    """The address of its page; an id in place of a link is one only where it is an address by itself."""
    if item.link is None or (item.link == item.id and "://" not in item.link):
        return None
    try:
        return page_address(item.link, address)
    except RefusedError:
        return None
