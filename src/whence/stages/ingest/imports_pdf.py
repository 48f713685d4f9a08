"""PDF with text in it: one report a file."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from whence.schema.original import Original
from whence.stages.ingest.imports_row import Bad, Source, cut, original

LARGEST = 200_000_000  # bytes
PAGES = 2_000
_COLUMNS = {"text": "text"}


def read(source: Source) -> Iterator[Original | Bad]:
    """The text of all pages as one report; its date is unknown: a PDF says when it was made, not when it came out."""
    if find_spec("pypdf") is None:
        yield Bad(what="PDF needs pypdf, which is not installed", remedy="pip install 'whence[formats]'")
        return
    path = Path(source.path)
    if path.stat().st_size > LARGEST:
        yield Bad(what=f"the document is larger than {LARGEST:,} bytes", remedy="Split it.")
        return
    data = path.read_bytes()
    pages: list[str] = []
    for found in _pages(data):
        if isinstance(found, Bad):
            yield found
        else:
            pages.append(found)
    text = "\n\n".join(page.strip() for page in pages if page.strip())
    if pages and not text:
        remedy = "Run text recognition on it (ocrmypdf), and import the result."
        yield Bad(column="text", what="no page holds text: it is a scan", remedy=remedy)
    elif text:
        fields = {"text": text, "id": f"sha256:{hashlib.sha256(data).hexdigest()}"}
        made, bad = original(fields, 1, source, _COLUMNS)
        yield from bad
        if made is not None:
            yield made


def _pages(data: bytes) -> Iterator[str | Bad]:
    from pypdf import PdfReader  # in the extra `formats`
    from pypdf.errors import PyPdfError

    broken = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError, OverflowError,
              ArithmeticError, AssertionError, NotImplementedError)  # fmt: skip
    try:
        reader = PdfReader(io.BytesIO(data))
        count = len(reader.pages)
    except broken as error:
        yield Bad(what=f"the document cannot be read ({cut(str(error))})", remedy="Print it anew to PDF.")
        return
    if count > PAGES:
        yield Bad(what=f"has {count:,} pages, more than {PAGES:,}", remedy="Split it.")
        return
    for number in range(count):
        try:
            yield reader.pages[number].extract_text()
        except broken as error:
            remedy = "Print the document anew to PDF."
            yield Bad(line=number + 1, what=f"this page cannot be read ({cut(str(error))})", remedy=remedy, lost=False)
