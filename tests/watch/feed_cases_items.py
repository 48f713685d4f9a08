"""Cases of items: too many, repeated, renamed, changed. Each docstring is what the server does."""

from __future__ import annotations

import gzip
import socket

from feed_server import Case, Request, Scene, feed_of, http, item, one_report, page, rss, story

from whence.watch import Bounds


def many(scene: Scene) -> str:
    """shows 20,000 items"""
    listed = (item("", f"T{n}", f"Item {n}.", guid=str(n)) for n in range(20_000))
    watched = scene.look(feed_of(scene, http(body=rss(*listed))), bounds=Bounds(items=5), pages=False)
    assert watched.items == 5
    return "with a limit of five"


def repeated(scene: Scene) -> str:
    """shows one item five times"""
    address = one_report(scene)
    again = [item(scene.server.url("/a"), "A", story())] * 5
    scene.server.put("/feed", http(body=rss(*again)))
    assert scene.look(address).repeated == 4
    return ""


def new_names(scene: Scene) -> str:
    """gives its item another id and another tracking code at each look"""
    count = iter(range(100))

    def reply(request: Request, connection: socket.socket) -> bytes:
        n = next(count)
        return http(body=rss(item(scene.server.url(f"/a?utm_source=s{n}"), "A", story(), guid=f"g{n}")))

    scene.server.put("/a", http(body=page("Shelling")))
    scene.look(feed_of(scene, reply), lasting=3_000.0)
    assert len(scene.server.asked("/a")) == 1
    return "its page fetched once"


def two_feeds(scene: Scene) -> str:
    """shows one report in two feeds"""
    body = http(body=rss(item(scene.server.url("/a"), "A", story())))
    scene.server.put("/second", body)
    scene.look(one_report(scene), scene.server.url("/second"))
    assert len(scene.server.asked("/a")) == 1
    return ""


def changed(scene: Scene) -> str:
    """corrects a page and its item: three killed, then five"""
    address = one_report(scene)
    scene.look(address)
    scene.clock.at += 7_200
    scene.server.put("/a", http(body=page("Shelling", 5)))
    scene.server.put("/feed", http(body=rss(item(scene.server.url("/a"), "A (corrected)", story(5)))))
    assert scene.look(address).changed == 1
    first, second = scene.reports()
    assert first.url == second.url
    return "both versions, under one address"


def churn(scene: Scene) -> str:
    """changes advertisements on a page, and its item's summary, at each look"""
    count = iter(range(100))

    def feed(request: Request, connection: socket.socket) -> bytes:
        return http(body=rss(item(scene.server.url("/a"), "A", f"Read by {next(count)} people.")))

    def story_page(request: Request, connection: socket.socket) -> bytes:
        return http(body=page("Shelling", head=f'<script>token = "{next(count)}"</script>'))

    scene.server.put("/a", story_page)
    scene.look(feed_of(scene, feed), lasting=4 * 3_600.0)
    assert len(scene.server.asked("/a")) <= 5
    return "its page fetched once an hour"


def sitemap(scene: Scene) -> str:
    """lists a report in a news sitemap, behind a sitemap index"""
    link = scene.server.url("/a")
    news = (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>{link}</loc><n:news><n:publication><n:name>Velm Courier</n:name><n:language>en</n:language>"
        "</n:publication><n:publication_date>2023-03-14T08:00:00Z</n:publication_date><n:title>A</n:title></n:news></url>"
        f"<url><loc>{scene.server.url('/old')}</loc><lastmod>2019-01-01</lastmod></url></urlset>"
    )
    index = f"<sitemapindex><sitemap><loc>{scene.server.url('/news.xml.gz')}</loc></sitemap></sitemapindex>"
    scene.server.put("/news.xml.gz", http(body=gzip.compress(news.encode()), content_type="application/gzip"))
    scene.server.put("/a", http(body=page("Shelling")))
    scene.look(feed_of(scene, http(body=index.encode())))
    assert not scene.server.asked("/old")
    return "what is older than three days is no news"


CASES: tuple[Case, ...] = (
    many,
    repeated,
    new_names,
    two_feeds,
    changed,
    churn,
    sitemap,
)
