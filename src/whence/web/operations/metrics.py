"""`/metrics`: the counts in Prometheus' text format. Labels are routes and classes of status, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from importlib import metadata

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from whence.web.operations.counts import BOUNDS, STATUSES, SUM, TIMES, Counts
from whence.web.settings import loopback
from whence.web.site import Site, site_of

FORMAT = "text/plain; version=0.0.4; charset=utf-8"
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


async def page(request: Request) -> Response:
    """All metrics, never kept. A public server without tokens tells them to its own machine alone."""
    site = site_of(request)
    if site.serving.public and site.serving.open and not _from_here(request):
        raise HTTPException(HTTPStatus.FORBIDDEN, "Only this machine may ask for that, or a server with --tokens.")
    return Response(await run_in_threadpool(_told, request.app.state.counts, site), media_type=FORMAT)


def _told(counts: Counts, site: Site) -> str:
    return "\n".join([*_requests(counts), *_workers(counts), *_record(site), ""])


def _from_here(request: Request) -> bool:
    """A proxy on this machine asks for others, and says so."""
    client = request.client.host if request.client else ""
    return loopback(client) and not any(name in request.headers for name in FORWARDED)


def _requests(counts: Counts) -> Iterator[str]:
    table = counts.all()
    yield from _head("whence_requests_total", "counter", "Answers, by route and class of status.")
    for route, row in zip(counts.routes, table, strict=True):
        for status, number in zip(STATUSES, row, strict=False):
            if number:
                yield f'whence_requests_total{{route="{route}",status="{status}"}} {number:.0f}'
    yield from _head("whence_request_seconds", "histogram", "How long answers took, by route.")
    for route, row in zip(counts.routes, table, strict=True):
        total = row[TIMES:SUM].cumsum()
        if total[-1]:
            for bound, number in zip((*map(str, BOUNDS), "+Inf"), total, strict=True):
                yield f'whence_request_seconds_bucket{{route="{route}",le="{bound}"}} {number:.0f}'
            yield f'whence_request_seconds_sum{{route="{route}"}} {row[SUM]:.6f}'
            yield f'whence_request_seconds_count{{route="{route}"}} {total[-1]:.0f}'


def _workers(counts: Counts) -> Iterator[str]:
    running, started = counts.workers()
    yield from _single("whence_workers", "gauge", "Processes that answer.", running)
    yield from _single("whence_worker_starts_total", "counter", "Processes ever started.", started)
    yield from _head("whence_info", "gauge", "The version that runs.")
    yield f'whence_info{{version="{metadata.version("whence")}"}} 1'


def _record(site: Site) -> Iterator[str]:
    """As this worker shows it."""
    built = site.views.now.built
    for name in ("reports", "claims", "events", "decisions", "issues"):
        yield from _single(f"whence_record_{name}", "gauge", f"How many {name} the pages show.", getattr(built, name))
    yield from _single("whence_record_bytes", "gauge", "What the record takes on disk.", site.views.size())
    yield from _single("whence_decisions_pending", "gauge", "Decisions that do not show yet.", site.desk.pending)
    trouble = int(site.views.trouble is not None)
    yield from _single("whence_pages_trouble", "gauge", "1 while the record cannot be read anew.", trouble)


def _single(name: str, kind: str, told: str, value: float) -> Iterator[str]:
    yield from _head(name, kind, told)
    yield f"{name} {value}"


def _head(name: str, kind: str, told: str) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"
