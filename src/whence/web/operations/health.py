"""`/health/live` and `/health/ready`: for whoever restarts servers, or sends people to them. They tell nothing else.

They wait for nobody: many slow pages at once do not make a server look dead.
"""

from __future__ import annotations

import os
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from whence.store.place import Server
from whence.web.site import as_json, site_of


async def live(_: Request) -> Response:
    """The process answers."""
    return as_json({"live": True})


async def ready(request: Request) -> Response:
    """The pages stand, and their record can be read: 200, else 503."""
    site = site_of(request)
    site.views.look()
    record = site.serving.record
    good = site.views.trouble is None and (isinstance(record, Server) or os.access(record, os.R_OK))
    return as_json({"ready": good}, HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE)
