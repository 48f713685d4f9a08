"""An original becomes a report: decoded, without its furniture, with what is known about it."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from whence.schema.original import Original, Parsed
from whence.schema.records import Issue, Published, Report
from whence.stages.ingest import dates, language
from whence.stages.ingest.encoding import Decoded, decode
from whence.stages.ingest.feeds import Item
from whence.stages.ingest.furniture import Cleaned, clean
from whence.stages.ingest.metadata import Metadata
from whence.stages.ingest.page import fragment_text, read_page
from whence.stages.ingest.problems import problem
from whence.stages.ingest.sniff import binary

JSON_FIELDS = ("outlet", "url", "title", "published", "language")


class Source(Struct, kw_only=True):
    """An original's plain text before cutting, and what it says about itself."""

    text: str = ""
    given: Metadata = msgspec.field(default_factory=Metadata)  # fields that somebody gave for just this report
    told: Metadata = msgspec.field(default_factory=Metadata)  # fields that the page or feed item itself carries
    guess_title: bool = False
    issues: list[Issue] = msgspec.field(default_factory=list)


def parse(original: Original) -> Parsed:
    """The report in an original, or none, with issues that say why; pure, and never raises on any content.

    Offsets of `Report.cut` count code points in `original_text(original)`.
    """
    source = _source(original)
    if source is None:
        kind = binary(original.data) or "binary data"
        return Parsed(original=original, report=None, issues=(_issue(original, "binary", kind=kind),))
    if not source.text.strip():
        code = "no-text" if original.data.strip() else "empty"
        return Parsed(original=original, report=None, issues=(*source.issues, _issue(original, code)))
    return _report(original, source)


def original_text(original: Original) -> str | None:
    """The plain text before cutting, which the offsets of cuts count in; null for binary data."""
    source = _source(original)
    return source.text if source else None


def _source(original: Original) -> Source | None:
    if original.format == "json":
        return _json(original)
    if original.format == "feed-item":
        return _item(original)
    if binary(original.data):
        return None
    decoded = decode(original.data, charset=original.charset, markup=original.format == "html")
    issues = _decoding(original, decoded)
    if original.format == "text":
        return Source(text=decoded.text, guess_title=True, issues=issues)
    page = read_page(decoded.text)
    if page.deep:
        issues.append(_issue(original, "deep-nesting", depth=page.deep[0], tags=page.deep[1]))
    return Source(text=page.text, told=page.fields, guess_title=False, issues=issues)


def _json(original: Original) -> Source:
    fields = _object(original.data)
    text = fields.get("text")
    given = {name: " ".join(value.split()) for name in JSON_FIELDS if isinstance(value := fields.get(name), str)}
    return Source(
        text=_safe(text) if isinstance(text, str) else "", given=Metadata(**{k: v or None for k, v in given.items()})
    )


def _item(original: Original) -> Source:
    try:
        item = msgspec.json.decode(original.data, type=Item)
    except (msgspec.DecodeError, RecursionError):
        return Source()
    published = dates.stamp(item.published) if item.published else None
    told = Metadata(
        title=item.title,
        outlet=item.source,
        byline=item.author,
        url=item.link,
        language=item.language,
        published=published,
    )
    issues = (
        [_issue(original, "bad-date", field="published", value=item.published)]
        if item.published and not published
        else []
    )
    return Source(text=_safe(fragment_text(item.content or "")), told=told, issues=issues)


def _object(data: bytes) -> dict[str, object]:
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _safe(text: str) -> str:
    """U+0000 cannot be kept in a database column; one code point replaces it, so that offsets hold."""
    return text.replace("\0", "\ufffd")


def _report(original: Original, source: Source) -> Parsed:
    issues = source.issues
    title = source.given.title or original.given.title or source.told.title
    outlet = source.given.outlet or original.given.outlet or source.told.outlet
    cleaned = clean(source.text, title=title, outlet=outlet, guess_title=source.guess_title)
    if not cleaned.text:
        issues.append(_issue(original, "no-text"))
        return Parsed(original=original, report=None, issues=tuple(issues))
    tag = _language(original, source, cleaned.text, issues)
    report = Report(
        report_id=original.report_id,
        input=original.input,
        captured=original.captured,
        cut=cleaned.cut,
        url=source.given.url or original.given.url or source.told.url,
        outlet=outlet or cleaned.republished_from,
        title=cleaned.title,
        byline=source.told.byline or cleaned.byline,
        language=tag,
        published=_published(original, source, cleaned, issues),
        text=cleaned.text,
        republished_from=cleaned.republished_from,
    )
    if not language.supported(tag):
        issues.append(_issue(original, "language", language=tag))
    return Parsed(original=original, report=report, issues=tuple(issues))


def _published(original: Original, source: Source, cleaned: Cleaned, issues: list[Issue]) -> Published | None:
    """What was given for this report, then what was given for the run, the page's metadata, a date in the text."""
    for value in (source.given.published, original.given.published):
        if value:
            found = dates.stamp(value)
            if found is None:
                issues.append(_issue(original, "bad-date", field="published", value=value[:64]))
                continue
            return Published(value=found, basis="given")
    if source.told.published:
        return Published(value=source.told.published, basis="metadata")
    return Published(value=cleaned.published, basis="text") if cleaned.published else None


def _language(original: Original, source: Source, text: str, issues: list[Issue]) -> str | None:
    given = source.given.language or original.given.language
    if given:
        tag = language.tag(given)
        if tag:
            return tag
        issues.append(_issue(original, "bad-language", value=given[:40]))
    return language.detect(text) or (language.tag(source.told.language) if source.told.language else None)


def _decoding(original: Original, decoded: Decoded) -> list[Issue]:
    if decoded.problem is None:
        return []
    return [_issue(original, decoded.problem, declared=decoded.declared, used=decoded.charset)]


def _issue(original: Original, code: str, **words: object) -> Issue:
    return problem(code, original.input, original.report_id, **words)
