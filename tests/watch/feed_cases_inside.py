"""Cases of addresses that point inside. Each docstring is what the server does."""

from __future__ import annotations

from feed_server import Case, Scene, http, item, linking, page, rss, story

from whence.watch import Bounds, addresses


def _inside(*links: str) -> Case:
    def case(scene: Scene) -> str:
        port = scene.server.port
        items = [item(link.format(port=port), f"T{n}", story(n + 3), guid=str(n)) for n, link in enumerate(links)]
        scene.server.put("/feed", http(body=rss(*items)))
        scene.names["open.test"] = ["127.0.0.1"]
        scene.names["feed.open.test"] = ["127.0.0.1"]
        scene.server.put("/feed", http(body=rss(*items)))
        watched = scene.look(scene.server.url("/feed"), bounds=Bounds(connect=2.0))
        assert watched.refused == len(links), watched
        assert not scene.server.asked("/secret")
        return "from the feed's own text; nothing connected to"

    return case


loopback = _inside(
    "http://127.0.0.1:{port}/secret", "http://localhost:{port}/secret", "http://2130706433:{port}/secret",
    "http://0177.0.0.1:{port}/secret", "http://0x7f.1:{port}/secret", "http://127.1:{port}/secret",
    "http://0.0.0.0:{port}/secret", "http://[::1]:{port}/secret", "http://[::ffff:127.0.0.1]:{port}/secret",
)  # fmt: skip
loopback.__doc__ = "links to this machine in nine spellings (decimal, octal, hexadecimal, short, IPv6, IPv4 in IPv6)"
private = _inside(
    "http://10.0.0.5:{port}/secret", "http://192.168.1.1/secret", "http://172.16.0.9/secret",
    "http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/secret", "http://[fd00:ec2::254]/latest/",
    "http://100.100.100.200/latest/", "http://168.63.129.16/secret", "http://[64:ff9b::a9fe:a9fe]/secret",
    "http://[2002:7f00:1::]/secret",
)  # fmt: skip
private.__doc__ = "links to private networks and metadata services, also inside NAT64 and 6to4 addresses"


def redirect_inside(scene: Scene) -> str:
    """redirects a page to this machine, and a feed to a metadata service"""
    scene.server.put("/a", http(302, location=f"http://127.0.0.1:{scene.server.port}/secret"))
    scene.server.put("/second", http(301, location="http://169.254.169.254/latest/"))
    scene.look(linking(scene, scene.server.url("/a"), story()), scene.server.url("/second", "other.test"))
    assert not scene.server.asked("/secret")
    return "from the feed's own text"


def dns_inside(scene: Scene) -> str:
    """has a name whose number is private"""
    scene.names["other.test"] = ["10.1.2.3"]
    scene.look(scene.server.url("/feed", "other.test"), allow=("news.test",))
    return ""


def dns_mixed(scene: Scene) -> str:
    """has a name with one number outside and one inside"""
    scene.names["other.test"] = ["93.184.216.34", "127.0.0.1"]
    scene.look(scene.server.url("/feed", "other.test"), allow=("news.test",))
    assert not scene.server.asked("/feed")
    return ""


def through_allowed(scene: Scene) -> str:
    """outside, links to a host inside that was allowed by name for another feed"""
    scene.names["outside.test"] = ["127.0.0.1"]
    scene.server.put("/a", http(body=page("Secret")), "news.test")
    body = rss(item(scene.server.url("/a"), "A", story()))
    scene.server.put("/feed", http(body=body))
    # The feed's own host is not among those allowed; its number is made to look open for this one case.
    real = addresses.inside
    addresses.inside = lambda number: None if number == "127.0.0.2" else real(number)
    scene.names["outside.test"] = ["127.0.0.2"]
    scene.server.also("127.0.0.2")
    try:
        scene.look(scene.server.url("/feed", "outside.test"), allow=("news.test",))
    finally:
        addresses.inside = real
    assert not scene.server.asked("/a")
    return "from the feed's own text"


CASES: tuple[Case, ...] = (
    loopback,
    private,
    redirect_inside,
    dns_inside,
    dns_mixed,
    through_allowed,
)
