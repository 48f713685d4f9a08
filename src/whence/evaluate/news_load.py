"""News articles with the event that they report: the `news_cluster` part of giveme5w1h, a JSON file an article."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.schema.records import Input, Published, Report


class Cluster(Struct, rename="pascal"):
    """The event that an article was put with by hand."""

    event_id: int
    event: str


class ArticleRow(Struct, kw_only=True):
    """The fields of an article that are read; the others are left alone."""

    d_id: str = msgspec.field(name="dId")
    news_cluster: Cluster = msgspec.field(name="newsCluster")
    title: str | None = None
    description: str | None = None
    text: str | None = None
    date_publish: str | None = None
    source_domain: str | None = None
    url: str | None = None


class Article(Struct, frozen=True):
    """A report, and the number of its event."""

    report: Report
    event: int


def load(path: Path, without: Collection[int] = ()) -> list[Article]:
    """The articles at or below a path, by id, but those of some events. Raises InputError where there are none."""
    found = []
    for file in sorted(path.rglob("*.json")):
        try:
            row = msgspec.json.decode(file.read_bytes(), type=ArticleRow)
        except msgspec.DecodeError:
            continue
        if row.news_cluster.event_id not in without:
            found.append(Article(_report(row), row.news_cluster.event_id))
    if not found:
        raise InputError(f"{path}: no articles with `newsCluster` in it. Give the folder news_cluster of giveme5w1h.")
    return sorted(found, key=lambda article: article.report.report_id)


def _report(row: ArticleRow) -> Report:
    text = "\n\n".join(part for part in (row.description, row.text) if part)
    return Report(
        report_id=row.d_id,
        input=Input(id=row.d_id, url=row.url),
        url=row.url,
        outlet=row.source_domain,
        title=row.title,
        published=Published(value=row.date_publish, basis="metadata") if row.date_publish else None,
        text=text,
    )
