"""What a page says about itself: JSON-LD first, then meta tags, then its own headings."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct

from whence.stages.ingest.page_date import page_date

KINDS = ("article", "posting", "report", "webpage", "liveblogposting", "opinion", "review")
LINKED = 200_000  # characters of JSON-LD looked at
NODES = 500  # objects of JSON-LD looked at


class Metadata(Struct, kw_only=True):
    """Fields of a page as far as it gives them; dates in ISO 8601."""

    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None


def metadata(tree: etree._Element) -> Metadata:
    """Title, outlet, byline, address, language and date of first publication (never of a change) of a page."""
    named = _meta(tree)
    linked = _linked(tree)
    site = _text(linked.get("publisher")) or named.get("og:site_name") or named.get("application-name")
    return Metadata(
        title=_title(tree, _text(linked.get("headline")) or named.get("og:title") or named.get("twitter:title"), site),
        outlet=site,
        byline=_text(linked.get("author")) or named.get("author") or named.get("article:author"),
        url=_url(tree, named, linked),
        language=_attribute(tree, "//html/@lang") or _text(linked.get("inLanguage")),
        published=page_date(tree, named, _text(linked.get("datePublished"))),
    )


def _meta(tree: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        content = " ".join((node.get("content") or "").split())
        if name and content:
            found.setdefault(name.lower(), content[:1000])
    return found


def _linked(tree: etree._Element) -> dict[str, object]:
    """The JSON-LD object that describes the report: the first of a fitting type that has a headline or a date."""
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or "").lower() or not node.text:
            continue
        try:
            loaded: object = json.loads(node.text[:LINKED], strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _objects(loaded):
            kind = str(thing.get("@type", "")).lower()
            if any(name in kind for name in KINDS) and ("headline" in thing or "datePublished" in thing):
                return thing
    return {}


def _objects(value: object) -> Iterator[dict[str, object]]:
    """Objects of a JSON value from the top down, a bounded number of them."""
    queue, seen = [value], 0
    while queue and seen < NODES:
        current = queue.pop(0)
        seen += 1
        if isinstance(current, dict):
            yield current
            queue.extend(inner for inner in current.values() if isinstance(inner, dict | list))
        elif isinstance(current, list):
            queue.extend(current[:NODES])


def _text(value: object) -> str | None:
    """A JSON-LD value in words: a string, the name of an object, or the names of a list of them."""
    if isinstance(value, list):
        names = [name for one in value[:10] if (name := _text(one))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split())[:1000] or None if isinstance(value, str) else None


def _url(tree: etree._Element, named: dict[str, str], linked: dict[str, object]) -> str | None:
    found = _attribute(tree, "//link[@rel='canonical']/@href") or named.get("og:url") or _text(linked.get("url"))
    return found if found and found.startswith(("http://", "https://")) else None


def _title(tree: etree._Element, told: str | None, site: str | None) -> str | None:
    title = told or _first_words(tree, "//h1") or _first_words(tree, "//title")
    if not title:
        return None
    for bar in (" | ", " - ", " – ", " — ", " :: "):
        head, _, tail = title.rpartition(bar)
        if head and site and tail.casefold() == site.casefold():
            return head.strip()
    return title


def _first_words(tree: etree._Element, path: str) -> str | None:
    for node in tree.xpath(path)[:3]:
        words = " ".join("".join(node.itertext()).split())
        if words:
            return words[:500]
    return None


def _attribute(tree: etree._Element, path: str) -> str | None:
    found = tree.xpath(path)
    return " ".join(str(found[0]).split())[:1000] or None if found else None
