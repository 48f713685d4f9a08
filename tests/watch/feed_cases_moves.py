"""Cases of redirects, statuses, robots.txt, gaps and silence. Each docstring is what the server does."""

from __future__ import annotations

import socket
from itertools import pairwise

from feed_server import Case, Request, Scene, feed_of, http, item, linking, one_report, rss, story


def loop(scene: Scene) -> str:
    """redirects in a circle"""
    scene.server.put("/b", http(302, location="/feed"))
    scene.look(feed_of(scene, http(302, location="/b")))
    return ""


def redirects(scene: Scene) -> str:
    """redirects to ever new places"""
    for number in range(20):
        scene.server.put(f"/r{number}", http(302, location=f"/r{number + 1}"))
    scene.look(scene.server.url("/r0"))
    assert len(scene.server.requests) == 1 + 6  # robots.txt, the feed and five redirects
    return "five are followed"


def moved(scene: Scene) -> str:
    """says 301: the feed is at another host for good"""
    address = scene.server.url("/old", "other.test")
    scene.server.put("/old", http(301, location=one_report(scene)))
    scene.look(address, lasting=700.0)
    assert len(scene.server.asked("/old")) == 1
    assert len(scene.server.asked("/feed")) == 2
    return "asked there from then on"


def moved_for_now(scene: Scene) -> str:
    """says 302: the feed is elsewhere for now"""
    address = scene.server.url("/old", "other.test")
    scene.server.put("/old", http(302, location=one_report(scene)))
    scene.look(address, lasting=700.0)
    assert len(scene.server.asked("/old")) == 2
    return "asked at the old place again"


def moved_to_nothing(scene: Scene) -> str:
    """says 301 to a place that is dead later; the old one works again"""
    address = scene.server.url("/old", "other.test")
    scene.server.put("/old", http(301, location=one_report(scene)))
    scene.look(address)
    scene.server.put("/feed", http(404))
    scene.server.put("/old", http(body=rss(item("", "B", story(4, "Velm"), guid="b"))))
    scene.look(address, lasting=20_000.0)
    return "back at the old place after three failures"


def gone(scene: Scene) -> str:
    """says 410"""
    scene.look(feed_of(scene, http(410)), lasting=3_600.0)
    assert len(scene.server.asked("/feed")) == 1
    return "asked no more"


def too_often(scene: Scene) -> str:
    """says 429 with Retry-After: 7200"""
    began = scene.clock.at
    times = []

    def reply(request: Request, connection: socket.socket) -> bytes:
        times.append(scene.clock.at - began)
        return http(429, retry_after="7200")

    scene.look(feed_of(scene, reply), lasting=4 * 3_600.0)
    assert len(times) == 2
    assert times[1] >= 7_200
    return "left alone for two hours"


def failing(scene: Scene) -> str:
    """says 503 four times, then shows its report"""
    times = []
    good = http(body=rss(item("", "A", story(), guid="a")))

    def reply(request: Request, connection: socket.socket) -> bytes:
        times.append(scene.clock.at)
        return http(503) if len(times) <= 4 else good

    scene.look(feed_of(scene, reply), lasting=24 * 3_600.0)
    pauses = [round(later - earlier) for earlier, later in pairwise(times)][:4]
    assert pauses == [1_200, 2_400, 4_800, 9_600]
    return "asked after 20, 40, 80, 160 minutes"


def robots(scene: Scene) -> str:
    """forbids pages in its robots.txt, not the feed"""
    scene.server.put("/robots.txt", http(body=b"User-agent: *\nDisallow: /a\n"))
    scene.look(one_report(scene))
    assert not scene.server.asked("/a")
    return "from the feed's own text"


def robots_feed(scene: Scene) -> str:
    """forbids everything in its robots.txt"""
    scene.server.put("/robots.txt", http(body=b"User-agent: whence\nDisallow: /\n"))
    scene.look(one_report(scene))
    assert not scene.server.asked("/feed")
    return ""


def robots_broken(scene: Scene) -> str:
    """answers 500 for its robots.txt"""
    scene.server.put("/robots.txt", http(500))
    scene.look(one_report(scene))
    assert not scene.server.asked("/feed")
    return ""


def robots_loop(scene: Scene) -> str:
    """redirects its robots.txt in a circle"""
    scene.server.put("/robots.txt", http(302, location="/robots.txt"))
    scene.look(one_report(scene))
    return "as if there were none (RFC 9309)"


def gap(scene: Scene) -> str:
    """shows, at the second look, nothing of what it showed at the first"""
    address = feed_of(scene, http(body=rss(item("", "A", story(3), guid="a"))))
    scene.look(address)
    scene.clock.at += 7_200
    scene.server.put("/feed", http(body=rss(item("", "B", story(4, "Velm"), guid="b"))))
    assert scene.look(address).gaps == 1
    return ""


def silent(scene: Scene) -> str:
    """shows nothing new for two days"""
    assert scene.look(one_report(scene), lasting=2 * 86_400.0, every=3_600.0).silent == 1
    return ""


def missing_page(scene: Scene) -> str:
    """has no page where the item links to"""
    scene.look(linking(scene, scene.server.url("/none"), story()))
    return "from the feed's own text"


CASES: tuple[Case, ...] = (
    loop,
    redirects,
    moved,
    moved_for_now,
    moved_to_nothing,
    gone,
    too_often,
    failing,
    robots,
    robots_feed,
    robots_broken,
    robots_loop,
    gap,
    silent,
    missing_page,
)
