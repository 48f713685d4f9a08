"""Import: drop files, say which column is what, try it out, read it in."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from whence.errors import UsageError
from whence.web.asking import form_of, text
from whence.web.jobs import Job, Said
from whence.web.mapping import FIELDS
from whence.web.site import Site, site_of


def page(request: Request) -> Response:
    """Where files are dropped."""
    site = site_of(request)
    with site.views.open() as view:
        return site.page(request, view, "import.html", jobs=site.jobs.all(), most=site.serving.upload // 1024 // 1024)


def elsewhere(_: Request) -> Response:
    """A server of several workers takes no files."""
    told = "This server has several workers: import with `whence read`, or with a server of one worker."
    raise HTTPException(HTTPStatus.CONFLICT, told)


async def drop(request: Request) -> Response:
    """Keeps the files aside."""
    form = await form_of(request)
    files = [
        (one.filename or "", await one.read())
        for one in form.getlist("files")
        if isinstance(one, UploadFile) and (one.filename or one.size)
    ]
    written = text(form, "text", 1024 * 1024)
    if written:
        files.append(("pasted.txt", written.encode()))
    if not files:
        raise UsageError("import: no file was given. Choose files, or paste a text.")
    staged = await run_in_threadpool(site_of(request).jobs.stage, files)
    return RedirectResponse(f"/import/{staged.id}", HTTPStatus.SEE_OTHER)


def job(request: Request) -> Response:
    """One import: what is in it, what a dry run gave."""
    site = site_of(request)
    found = _job(site, request)
    with site.views.open() as view:
        return site.page(request, view, "import_job.html", job=found, fields=FIELDS)


async def go(request: Request) -> Response:
    """Tries it out, or reads it in."""
    form = await form_of(request)
    site = site_of(request)
    found = _job(site, request)
    into_record = text(form, "do") == "read"
    if into_record and found.state not in ("tried", "done"):
        raise UsageError("import: try it out first; then read it in.")
    said = found.said if into_record else _said(form)
    await run_in_threadpool(site.jobs.start, found, said, _columns(form, found), into_record=into_record)
    return RedirectResponse(f"/import/{found.id}", HTTPStatus.SEE_OTHER)


def _said(form: FormData) -> Said:
    published = text(form, "published", 40)
    if published:
        try:
            date.fromisoformat(published)
        except ValueError:
            raise UsageError(f"published {published}: not a date. Write it as 2022-09-26.") from None
    return Said(
        published=published or None,
        outlet=text(form, "outlet", 200) or None,
        language=text(form, "language", 20) or None,
    )


def _columns(form: FormData, found: Job) -> dict[str, dict[str, str]]:
    chosen: dict[str, dict[str, str]] = {}
    for at, sheet in enumerate(found.sheets):
        given = {name: text(form, f"column.{at}.{name}", 200) for name in FIELDS}
        chosen[sheet.name] = {name: column for name, column in given.items() if column in sheet.columns}
    return chosen


def _job(site: Site, request: Request) -> Job:
    found = site.jobs.get(request.path_params["id"])
    if found is None:
        raise HTTPException(
            HTTPStatus.NOT_FOUND, "No such import. Imports that were not read in are forgotten at the end."
        )
    return found
