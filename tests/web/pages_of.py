"""A client for the pages of a record, and a walk over every link of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from whence.web.app import build
from whence.web.settings import Serving

BASE = "http://127.0.0.1:8400"
MARK = re.compile(r'name="csrf" value="([0-9a-f]+)"')
LINK = re.compile(r'(?:href|src)="(/[^"]*|\?[^"]*)"')


@contextmanager
def pages(record: Path, *, client: str = "127.0.0.1", **serving: Any) -> Iterator[TestClient]:
    """A browser without a screen."""
    app = build(Serving(record=record, **serving))
    with TestClient(app, base_url=BASE, client=(client, 50000), raise_server_exceptions=False) as found:
        found.headers["accept"] = "text/html"
        yield found


def mark(client: TestClient, path: str) -> str:
    """The mark of the first form on a page."""
    found = MARK.search(client.get(path).text)
    assert found, path
    return found.group(1)


def post(client: TestClient, page: str, to: str, **fields: str) -> Any:
    """Send a form of a page, as its visitor would."""
    return client.post(to, data={"csrf": mark(client, page), **fields}, follow_redirects=False)


def walk(client: TestClient, *starts: str, most: int = 400) -> dict[str, Any]:
    """Every page that links lead to, by address."""
    waiting, seen = ["/", *starts], {}
    while waiting and len(seen) < most:
        address = waiting.pop(0)
        if address in seen:
            continue
        answer = client.get(address)
        seen[address] = answer
        if "html" not in answer.headers.get("content-type", ""):
            continue
        for link in LINK.findall(answer.text):
            to = unescape(link)
            to = address.partition("?")[0] + to if to.startswith("?") else to
            to = to.partition("#")[0]
            if to not in seen and to not in waiting:
                waiting.append(to)
    return seen
