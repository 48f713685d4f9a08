"""Export: the record in any of the formats, as `whence export` writes it, packed into one file."""

from __future__ import annotations

import shutil

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from whence.api import Record
from whence.publish import FORMATS, known
from whence.store.scratch import Scratch
from whence.web.asking import asked
from whence.web.site import site_of


def page(request: Request) -> Response:
    """Which formats there are, and what each carries."""
    site = site_of(request)
    with site.views.open() as view:
        return site.page(request, view, "export.html", formats=FORMATS)


def file(request: Request) -> Response:
    """One export as a ZIP: masked, or as it stands where the pages show the record so; its name then says so."""
    serving, kind = site_of(request).serving, asked(request, "as")
    known(kind)
    kept = Scratch("export-")
    folder = kept.path
    try:
        with Record(serving.record) as record:
            made = record.export(kind, folder / f"whence-{kind}", private=serving.private)
        packed = shutil.make_archive(str(folder / made.name), "zip", folder, made.name)
    except BaseException:
        kept.close()
        raise
    gone = BackgroundTask(kept.close)
    return FileResponse(packed, media_type="application/zip", filename=f"{made.name}.zip", background=gone)
