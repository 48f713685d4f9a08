"""What becomes of an item: the page that it links to, or the item itself, as an original with its own dates.

The page's own date counts, then the feed's; the time of capture is kept apart and never stands in for either. A date
after the capture is a lie of the feed or the page: the feed's is dropped, the page's is reported.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import Message

from msgspec import Struct, structs

from whence.schema.ids import canonical_json, digest, report_id
from whence.schema.original import Format, Given, Original
from whence.schema.records import Input, Report
from whence.stages.ingest import parse, sniff
from whence.stages.ingest.dates import stamp
from whence.stages.ingest.feeds import Item
from whence.watch.clock import iso
from whence.watch.fetch import Answer
from whence.watch.rows import Page

AHEAD = timedelta(days=1)  # clocks and zones differ
EMPTY = Item()


class Lie(Struct, frozen=True, kw_only=True):
    """A date after the capture: who gave it, and what is done about it."""

    who: str
    date: str
    then: str = ""


class Got(Struct, frozen=True, kw_only=True):
    """An original with what its words hash to; none, and why, where there is no text to read."""

    original: Original | None
    words: str = ""
    why: str = ""
    lies: tuple[Lie, ...] = ()


def from_page(page: Page, outlet: str | None, answer: Answer, when: float) -> Got:
    """The page that an item links to, as a server gave it; `outlet` is the feed's name."""
    form = _format(answer)
    if isinstance(form, Got):
        return form
    item = page.item or EMPTY
    bare = Original(
        report_id=report_id(answer.body), format=form, captured=iso(when), charset=_charset(answer), data=answer.body,
        input=Input(path=page.feed, url=answer.address, id=item.id), given=Given(url=answer.address),
    )  # fmt: skip
    report = parse(bare).report
    if report is None:
        return Got(original=None, why="has no text (a paywall, or a page that needs scripts?)")
    given, lies = _given(report, item, outlet, when)
    return Got(original=structs.replace(bare, given=given), words=_words(report), lies=lies)


def from_item(page: Page, outlet: str | None, when: float) -> Got:
    """What the feed itself holds: the same bytes, and so the same id, as when the feed is read as a file."""
    item = page.item or EMPTY
    lies: tuple[Lie, ...] = ()
    if item.published and _ahead(stamp(item.published), when):
        lies = (Lie(who="its feed", date=item.published, then="; taken as unknown"),)
        item = structs.replace(item, published=None)
    data = canonical_json(item)
    original = Original(
        report_id=report_id(data), format="feed-item", captured=iso(when), data=data,
        input=Input(path=page.feed, url=item.link, id=item.id or item.link), given=Given(outlet=outlet),
    )  # fmt: skip
    report = parse(original).report
    if report is None:
        return Got(original=None, why="has no text, nor has its item in the feed")
    return Got(original=original, words=_words(report), lies=lies)


def _format(answer: Answer) -> Format | Got:
    """A page or a plain text, by its bytes: what the server calls it counts for nothing."""
    head = answer.body[: sniff.HEAD]
    if kind := sniff.binary(head):
        return Got(original=None, why=f"holds no text: it looks like {kind}")
    kind_ = sniff.by_content(head)
    if kind_ in ("html", "text"):
        return "html" if kind_ == "html" else "text"
    return Got(original=None, why="is no page, but data for machines")


def _given(report: Report, item: Item, outlet: str | None, when: float) -> tuple[Given, tuple[Lie, ...]]:
    """What the feed says where the page says nothing, and dates that cannot be."""
    lies = []
    if report.published and _ahead(report.published.value, when):
        lies.append(Lie(who="the page", date=report.published.value))
    told = stamp(item.published) if item.published and report.published is None else None
    if _ahead(told, when):
        lies.append(Lie(who="its feed", date=str(told), then="; taken as unknown"))
        told = None
    given = Given(
        url=report.url, published=told, outlet=None if report.outlet else item.source or outlet,
        title=None if report.title else item.title,
    )  # fmt: skip
    return given, tuple(lies)


def _ahead(date: str | None, when: float) -> bool:
    """Whether a date lies after the capture by more than clocks differ."""
    if date is None:
        return False
    found = datetime.fromisoformat(date)
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found - AHEAD > datetime.fromtimestamp(when, UTC)


def _charset(answer: Answer) -> str | None:
    message = Message()
    message["Content-Type"] = "".join((answer.header("content-type") or "").splitlines())
    return message.get_content_charset()


def _words(report: Report) -> str:
    """A page whose advertisements or counters changed is the same; one whose words or title changed is not."""
    return digest(canonical_json([report.title, report.text]))
