"""The record as a static site: plain files for any web host, without a server, scripts or anything from elsewhere."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TypeVar

from whence.publish import csv_package, geojson
from whence.publish.flat import COLUMNS, row, title
from whence.publish.folder import named, replaced
from whence.publish.site_pages import STYLE, about, event_body, event_item, page, pages, report_item
from whence.publish.view import View

TITLE = "What is reported"
FILES = ("index.html", "about.html", "style.css", "events", "list", "reports", "data")
LISTED = 200  # events or reports on a page

T = TypeVar("T")


def publish_site(
    view: View, out: Path, *, title: str = TITLE, private: bool = False, force: bool = False
) -> Path:  # fmt: skip
    """Write the site and say where; a private one goes to a folder whose name says so.

    Raises `UsageError` for a folder with other files in it, `InputError` where it cannot be written.
    """
    target = named(out, private=private)
    replaced(target, FILES, Site(view, title, private=private).write, force=force)
    return target


class Site:
    """One site: its pages follow from the view alone, so that the same record gives the same bytes."""

    def __init__(self, view: View, title: str, *, private: bool) -> None:
        self._view, self._title, self._private = view, title, private

    def write(self, folder: Path) -> None:
        """Write all pages into an existing folder."""
        for name in ("events", "list", "reports", "data"):
            (folder / name).mkdir()
        (folder / "style.css").write_text(STYLE, encoding="utf-8")
        counts = self._view.counts()
        self._page(folder / "about.html", "About", about(counts, self._private), up="")
        self._events(folder, -(-counts["events"] // LISTED) or 1)
        self._reports(folder, -(-counts["reports"] // LISTED) or 1)
        self._data(folder / "data")

    def _events(self, folder: Path, last: int) -> None:
        for number, some in enumerate(_parts(self._view.bundles(), LISTED), start=1):
            up = "" if number == 1 else "../"
            items = []
            for one in some:
                items.append(event_item(one, up))
                name = f"{one.event.event_id}.html"
                self._page(folder / "events" / name, title(one.event), event_body(one), up="../")
            place = folder / "index.html" if number == 1 else folder / "list" / f"{number}.html"
            self._page(place, "Events", _listed(items) + _around(number, last), up=up)
        if not (folder / "index.html").exists():
            self._page(folder / "index.html", "Events", "<p>No events.</p>", up="")

    def _reports(self, folder: Path, last: int) -> None:
        number = 0
        for number, some in enumerate(_parts(self._view.reports(), LISTED), start=1):
            items = [report_item(one, private=self._private) for one in some]
            body = _listed(items) + pages(number, last, "{}.html")
            self._page(folder / "reports" / f"{number}.html", "Reports", body, up="../")
        if not number:
            self._page(folder / "reports" / "1.html", "Reports", "<p>No reports.</p>", up="../")

    def _data(self, folder: Path) -> None:
        with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
            put = csv_package.writer(file, COLUMNS)
            for one in self._view.bundles():
                put(row(one))
        with (folder / "columns.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("column", "meaning"), *((one.name, one.about) for one in COLUMNS)])
        geojson.write(self._view, folder)
        names = (("events.csv", "events as a table"), ("columns.csv", "what its columns mean"),
                 ("events.geojson", "events as points on a map"))  # fmt: skip
        links = "".join(f'<li><a href="{name}">{name}</a>: {words}</li>' for name, words in names)
        self._page(folder / "index.html", "Data", f"<ul>{links}</ul>", up="../")

    def _page(self, path: Path, heading: str, body: str, *, up: str) -> None:
        path.write_text(page(heading, self._title, body, up=up, private=self._private), encoding="utf-8")


def _listed(items: Iterable[str]) -> str:
    return '<ol class="events">\n' + "\n".join(items) + "\n</ol>\n"


def _around(number: int, last: int) -> str:
    """Where the first page of the list is the site's own."""
    if last == 1:
        return ""
    links = pages(number, last, "list/{}.html" if number == 1 else "{}.html")
    return links.replace('href="1.html"', 'href="../index.html"')


def _parts(values: Iterator[T], size: int) -> Iterator[list[T]]:
    while part := list(islice(values, size)):
        yield part
