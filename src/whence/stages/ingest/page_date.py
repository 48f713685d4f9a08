"""When a page was first published: metadata, `<time>`, an element that shows a date, and htmldate last."""

from __future__ import annotations

import copy

from lxml import etree

from whence.stages.ingest import dates

FOREIGN = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    RecursionError,
    etree.LxmlError,
)
PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.created", "dc.date.created", "dcterms.date", "parsely-pub-date", "sailthru.date", "article.published",
    "published-date", "pubdate", "publishdate", "publication_date",
    "cxenseparse:recs:publishtime", "bt:pubdate", "rnews:datepublished",
)  # fmt: skip
SHOWN = 80  # characters of an element that shows a date
SENTENCES = (
    "//p | //li | //blockquote | //footer | //aside | //script | //article//div[not(.//time)]"
    " | //*[contains(@class, 'updat') or contains(@class, 'modif') or contains(@itemprop, 'odif')]"
    " | //meta[contains(@property, 'modif') or contains(@property, 'updat') or contains(@name, 'modif')"
    " or contains(@name, 'updat')]"
    " | //*[starts-with(normalize-space(text()), 'Updated') or starts-with(normalize-space(text()), 'Last updated')]"
)
_CHANGED = "contains(@class, 'updat') or contains(@class, 'modif')"
TIMES = f"(//article//time[not({_CHANGED})] | //header//time[not({_CHANGED})])[position() <= 3]/@datetime"
DATED = (
    f"//*[(contains(@class, 'date') or contains(@class, 'publish') or contains(@class, 'time')) and not({_CHANGED})]"
)


def page_date(tree: etree._Element, named: dict[str, str], linked: str | None) -> str | None:
    """ISO date or date-time of first publication, never of a change and never a guess from the sentences.

    `named` are the page's meta tags, `linked` the `datePublished` of its JSON-LD.
    """
    told = [linked, *(named.get(name) for name in PUBLISHED)]
    told += tree.xpath("//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content")[:3]
    told += (
        tree.xpath("//time[@pubdate]/@datetime")[:1] + tree.xpath("//time[contains(@class, 'publish')]/@datetime")[:1]
    )
    for value in told:
        if value and (found := dates.stamp(str(value))):
            return found
    times = tree.xpath(TIMES)
    stamped = (dates.stamp(str(value)) for value in times)
    return next((found for found in stamped if found), None) or _shown(tree) or _guessed(tree)


def _shown(tree: etree._Element) -> str | None:
    """The date in an element that is styled as one and holds nothing else."""
    for node in tree.xpath(DATED)[:10]:
        words = " ".join("".join(node.itertext()).split())
        line = dates.date_line(words) if len(words) <= SHOWN else None
        if line and line[0] and line[1]:
            return line[0]
    return None


def _guessed(tree: etree._Element) -> str | None:
    """htmldate on the page without its sentences and without dates of change: those it would take as well.

    Its bounds are fixed, so that the answer never depends on today.
    """
    import htmldate  # slow to load, and most pages carry their date in plain metadata

    bare = copy.deepcopy(tree)
    for node in bare.xpath(SENTENCES):
        if node.getparent() is not None:
            node.drop_tree()
    try:
        found = htmldate.find_date(
            bare, original_date=True, extensive_search=False, min_date="1990-01-01", max_date="2100-01-01"
        )
    except FOREIGN:
        return None
    return dates.stamp(found) if found else None
