"""Feeds: RSS, RDF and Atom, one original an item."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from whence.stages.ingest import dates

if TYPE_CHECKING:
    from feedparser import FeedParserDict

ROOT = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:rss|feed|rdf)\b", re.I)


class Item(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item's own fields: what its id follows from, so that a feed fetched again gives the same ids."""

    id: str | None = None
    link: str | None = None
    title: str | None = None
    published: str | None = None
    author: str | None = None
    source: str | None = None  # the outlet that the item names as its origin
    language: str | None = None
    content: str | None = None  # HTML or text


class Feed(Struct, frozen=True, kw_only=True):
    """A feed's name and language, its items, and why it is not well-formed, if it is not."""

    title: str | None
    language: str | None
    items: tuple[Item, ...]
    broken: str | None


def is_feed(data: bytes) -> bool:
    """Whether XML has the root of a feed."""
    return ROOT.search(data[:4000].replace(b"\0", b"")) is not None


def read_feed(data: bytes) -> Feed:
    """Items of a feed in its order; a broken feed gives those that can be read."""
    import feedparser  # slow to load, and most inputs are no feeds

    # A stream, never the bytes: feedparser takes bytes for an address or a path if they look like one.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    broken = str(parsed.get("bozo_exception", ""))[:200] if parsed.get("bozo") else None
    if broken and "declared as" in broken:  # a charset declared wrongly is no broken feed
        broken = None
    return Feed(
        title=_words(parsed.feed.get("title")),
        language=_words(parsed.feed.get("language")),
        items=tuple(_items(parsed.entries, str(parsed.get("version") or ""))),
        broken=broken,
    )


def _items(entries: list[FeedParserDict], version: str) -> Iterator[Item]:
    # dc:date, which feedparser calls `updated`, is the date of publication in RSS; Atom's `updated` is one of a change.
    field = "published" if version.startswith("atom") else "updated"
    for entry in entries:
        bodies = [part.get("value") or "" for part in entry.get("content", [])] + [entry.get("summary") or ""]
        yield Item(
            id=_words(entry.get("id")),
            link=_words(entry.get("link")),
            title=_words(entry.get("title")),
            published=_date(entry, "published") or _date(entry, field),
            author=_words(entry.get("author")),
            source=_words(entry.get("source", {}).get("title")),
            language=_words(entry.get("language")),
            content=max(bodies, key=len) or None,
        )


def _date(entry: FeedParserDict, field: str) -> str | None:
    """As the item wrote it where that can be read, zone and all; else what feedparser made of it, in UTC."""
    if field not in entry:  # asked first: feedparser gives the one field for the other
        return None
    told = _words(entry.get(field))
    parsed = entry.get(f"{field}_parsed")
    if told and (dates.stamp(told) or not parsed):
        return told
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+00:00".format(*parsed[:6]) if parsed else None


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
