"""WARC, and WACZ, which packs WARCs in a zip: one report a page that was answered."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from whence.schema import ids
from whence.schema.original import Format, Given, Original
from whence.schema.records import Input
from whence.stages.ingest.imports_row import Bad, Source, cut

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

_REMEDY = "Fetch the pages again, or take the broken record out."
_KNOWN = frozenset(("warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"))
_FORMATS: dict[str, Format] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


def read(source: Source) -> Iterator[Original | Bad]:
    """Originals of the pages and plain texts in a WARC (also gzip) or WACZ; `line` counts its records from 1."""
    if find_spec("warcio") is None:
        yield Bad(what="WARC needs warcio, which is not installed", remedy="pip install 'whence[formats]'")
        return
    with Path(source.path).open("rb") as file:
        if file.read(4) == b"PK\x03\x04":
            yield from _packed(file, source)
        else:
            file.seek(0)
            yield from _records(file, source)


def _packed(file: IO[bytes], source: Source) -> Iterator[Original | Bad]:
    try:
        archive = zipfile.ZipFile(file)
        names = sorted(one for one in archive.namelist() if one.lower().endswith((".warc", ".warc.gz")))
        if not names:
            yield Bad(what="holds no WARC (a WACZ keeps them under archive/)", remedy="Make the WACZ anew.")
        for name in names:
            with archive.open(name) as part:
                yield from _records(part, source)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        yield Bad(what=f"the WACZ is damaged ({cut(str(error))})", remedy="Make or fetch it anew.")


def _records(file: IO[bytes], source: Source) -> Iterator[Original | Bad]:
    from warcio.archiveiterator import ArchiveIterator  # in the extra `formats`
    from warcio.exceptions import ArchiveLoadFailed

    line = 0
    try:
        for record in ArchiveIterator(file):
            line += 1
            yield from _record(record, line, source)
    except (
        ArchiveLoadFailed,
        OSError,
        EOFError,
        ValueError,
        LookupError,
        AttributeError,
        TypeError,
        zlib.error,
    ) as error:
        yield Bad(line=line + 1, what=f"the archive is damaged from here on ({cut(str(error))})", remedy=_REMEDY)
    else:
        if not line:
            yield Bad(what="is no WARC: it holds no record", remedy="Check that the file is a WARC or WACZ.")


def _record(record: ArcWarcRecord, line: int, source: Source) -> Iterator[Original | Bad]:
    if record.rec_type not in _KNOWN:
        what = "this record is of no kind that a WARC has"
        yield Bad(line=line, value=cut(str(record.rec_type)), what=what, remedy=_REMEDY)
        return
    headers: Any = record.http_headers
    if record.rec_type not in ("response", "resource") or (headers and headers.get_statuscode() != "200"):
        return  # requests, redirects, errors: no page
    kind, charset = _type(headers or record.rec_headers)
    if kind not in _FORMATS:
        return
    url = record.rec_headers.get_header("WARC-Target-URI")
    data = record.content_stream().read(source.limits.max_bytes + 1)
    if len(data) > source.limits.max_bytes:
        what = f"is larger than {source.limits.max_bytes:,} bytes, the limit for one report"
        yield Bad(line=line, value=cut(url or ""), what=what, remedy="Save the page's text as .txt and read that.")
    elif not data.strip():
        yield Bad(line=line, value=cut(url or ""), what="the page is empty", remedy=_REMEDY)
    else:
        given = source.given if source.given.url or not url else _with_url(source.given, url)
        yield Original(
            report_id=ids.report_id(data), format=_FORMATS[kind], input=Input(path=source.path, url=url), given=given,
            captured=record.rec_headers.get_header("WARC-Date") or source.captured, charset=charset, data=data,
        )  # fmt: skip


def _with_url(given: Given, url: str) -> Given:
    return Given(
        published=given.published, outlet=given.outlet, language=given.language, url=url, title=given.title
    )  # fmt: skip


def _type(headers: Any) -> tuple[str, str | None]:
    value = headers.get_header("Content-Type") or ""
    kind, _, rest = value.partition(";")
    _, _, charset = rest.partition("charset=")
    return kind.strip().lower(), charset.strip(" \"'") or None
