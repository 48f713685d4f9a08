"""What requests carry: filters in the address, fields in a form that came from one of our pages."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from urllib.parse import parse_qsl

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from whence.web.filters import Filters, parse
from whence.web.site import site_of, visitor_of

LONGEST = 8000  # characters of a query string
FILES, FIELDS = 500, 2000


def pairs_of(request: Request) -> list[tuple[str, str]]:
    """The pairs of the query string."""
    text = request.scope.get("query_string", b"")[:LONGEST].decode("latin-1")
    try:
        return parse_qsl(text, max_num_fields=200, errors="replace")
    except ValueError:
        return []


def filters_of(request: Request) -> Filters:
    """The state that the address stands for."""
    return parse(pairs_of(request))


def asked(request: Request, name: str, default: str = "") -> str:
    """One value of the query string, bounded."""
    return next((value[:200] for key, value in reversed(pairs_of(request)) if key == name), default).replace("\0", " ")


def number(request: Request, name: str, default: int = 0) -> int:
    """A number of the query string."""
    value = asked(request, name)
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 10 else default


async def form_of(request: Request) -> FormData:
    """A form, checked to come from one of our pages (or from a program that shows its token)."""
    visitor = visitor_of(request)
    try:
        form = await request.form(max_files=FILES, max_fields=FIELDS, max_part_size=1024 * 1024)
    except (MultiPartException, UnicodeDecodeError) as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, "The form cannot be read.") from error
    if not visitor.bearer and not site_of(request).sessions.marked(visitor, text(form, "csrf")):
        raise HTTPException(
            HTTPStatus.FORBIDDEN, "The form is out of date. Go back, load the page again, and send it anew."
        )
    return form


def text(form: FormData, name: str, most: int = 2000) -> str:
    """One field of a form; empty where it is not there."""
    value = form.get(name)
    return value.replace("\0", " ").strip()[:most] if isinstance(value, str) else ""


def texts(form: FormData, name: str) -> Sequence[str]:
    """All fields of that name."""
    return [value.strip()[:200] for value in form.getlist(name) if isinstance(value, str) and value.strip()]
