"""Sitemaps, news sitemaps among them: the pages that a site lists, as items of a feed."""

from __future__ import annotations

import re

from lxml import etree
from msgspec import Struct

from whence.stages.ingest.dates import stamp
from whence.stages.ingest.feeds import Item
from whence.watch.xml import parsed

ROOT = re.compile(rb"<(?:[\w.-]{1,20}:)?(?:urlset|sitemapindex)\b", re.I)
MOST_PARTS = 20  # sitemaps that one index leads to: the newest


class Sitemap(Struct, frozen=True, kw_only=True):
    """What one lists: pages, newest first where it gives dates, or further sitemaps; `dated` where the items are."""

    items: tuple[Item, ...] = ()
    parts: tuple[str, ...] = ()
    name: str | None = None


def is_sitemap(data: bytes) -> bool:
    """Whether XML has the root of one."""
    return ROOT.search(data[:4000].replace(b"\0", b"")) is not None


def read_sitemap(data: bytes) -> Sitemap:
    """Its pages or parts; raises `MarkupError`."""
    root = parsed(data)
    if etree.QName(root).localname == "sitemapindex":
        listed = sorted(((_text(one, "lastmod") or "", _text(one, "loc")) for one in root), reverse=True)
        return Sitemap(parts=tuple(address for _, address in listed if address)[:MOST_PARTS])
    items = [item for one in root if (item := _item(one)) is not None]
    items.sort(key=lambda item: item.published or "", reverse=True)
    return Sitemap(items=tuple(items), name=next((item.source for item in items if item.source), None))


def _item(url: etree._Element) -> Item | None:
    if not isinstance(url.tag, str) or not (link := _text(url, "loc")):
        return None
    told = _text(url, "publication_date") or _text(url, "lastmod")
    return Item(
        link=link, title=_text(url, "title"), published=stamp(told) if told else None,
        source=_text(url, "name"), language=_text(url, "language"),
    )  # fmt: skip


def _text(parent: etree._Element, name: str) -> str | None:
    """The words of the first element of that name, in any namespace but that of images and videos."""
    for one in parent.iter(f"{{*}}{name}"):
        if not any(word in (etree.QName(one).namespace or "") for word in ("image", "video")):
            return " ".join((one.text or "").split()) or None
    return None
