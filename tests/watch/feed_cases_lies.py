"""Cases of lies: types, lengths, packing, dates, and XML that would do harm. Each docstring is what the server does."""

from __future__ import annotations

import gzip

from feed_server import Case, Scene, feed_of, http, item, linking, one_report, page, rss, story


def wrong_type(scene: Scene) -> str:
    """calls its feed an image and its page a program"""
    address = one_report(scene, content_type="image/png")
    scene.server.put("/a", http(body=page("Shelling"), content_type="application/octet-stream"))
    scene.look(address)
    return "by their bytes"


def wrong_charset(scene: Scene) -> str:
    """says UTF-16 of a page in UTF-8"""
    address = one_report(scene)
    scene.server.put("/a", http(body=page("Shelling in Čelák"), content_type="text/html; charset=utf-16"))
    scene.look(address)
    assert scene.reports()[0].title == "Shelling in Čelák"
    return "its letters right"


def short_length(scene: Scene) -> str:
    """tells a length that is too short"""
    text = rss(item("", "A", story(3), guid="a"), item("", "B", story(4, "Velm"), guid="b"))
    scene.look(feed_of(scene, http(body=text, content_length=str(len(text) - 90))))
    return "the item that was cut waits until it comes whole"


def not_packed(scene: Scene) -> str:
    """says gzip of what is not packed"""
    scene.look(one_report(scene, content_encoding="gzip"))
    return ""


def other_packing(scene: Scene) -> str:
    """packs in a way that was not asked for"""
    scene.look(one_report(scene, content_encoding="br"))
    return ""


def damaged_packing(scene: Scene) -> str:
    """sends damaged gzip"""
    packed = gzip.compress(rss(item("", "A", story(), guid="a")))
    scene.look(feed_of(scene, http(body=packed[:60] + b"\0\0\0\0" + packed[64:], content_encoding="gzip")))
    return ""


def future(scene: Scene) -> str:
    """dates its item ten years ahead"""
    body = rss(item("", "A", story(), "Mon, 14 Mar 2033 10:00:00 GMT", guid="a"))
    scene.look(feed_of(scene, http(body=body)))
    assert scene.reports()[0].published is None
    return "without a date"


def future_page(scene: Scene) -> str:
    """has a page that dates itself ten years ahead"""
    address = one_report(scene)
    head = '<meta property="article:published_time" content="2033-03-14T10:00:00Z">'
    scene.server.put("/a", http(body=page("Shelling", head=head)))
    scene.look(address)
    return "as the page says"


def page_date_first(scene: Scene) -> str:
    """gives another date in the feed than on the page"""
    scene.server.put("/feed", http(body=rss(item(scene.server.url("/a"), "A", "", "Fri, 10 Mar 2023 10:00:00 GMT"))))
    head = '<meta property="article:published_time" content="2023-03-08T10:00:00Z">'
    scene.server.put("/a", http(body=page("Shelling", head=head)))
    scene.look(scene.server.url("/feed"))
    published = scene.reports()[0].published
    assert published is not None
    assert published.value.startswith("2023-03-08")
    return "with the page's date"


def entities(scene: Scene) -> str:
    """sends a feed whose entities would fill the memory"""
    ten = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{ten}]><rss><channel><item><title>&e11;</title></item>'
    )
    scene.look(feed_of(scene, http(body=body.encode())))
    return ""


def external(scene: Scene) -> str:
    """sends a feed that would have a local file read"""
    body = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + rss(
        item("", "A", "&f;", guid="a")
    ).decode().removeprefix('<?xml version="1.0"?>')
    scene.look(feed_of(scene, http(body=body.encode("utf-16"))))
    return ""


def error_page(scene: Scene) -> str:
    """answers 200 with a page that says sorry"""
    scene.look(feed_of(scene, http(body=page("Sorry"))))
    return ""


def nothing(scene: Scene) -> str:
    """sends nothing at all, with 200"""
    scene.look(feed_of(scene, http()))
    return ""


def no_items(scene: Scene) -> str:
    """sends a feed without items"""
    scene.look(feed_of(scene, http(body=rss())))
    return ""


def pdf_page(scene: Scene) -> str:
    """links to a PDF and calls it a page"""
    scene.server.put("/a", http(body=b"%PDF-1.7\n" + bytes(2000), content_type="text/html"))
    scene.look(linking(scene, scene.server.url("/a"), story()))
    return "from the feed's own text"


def script_link(scene: Scene) -> str:
    """links to `javascript:` and to a file"""
    items = (item("javascript:alert(1)", "A", story(), guid="a"), item("file:///etc/passwd", "B", story(4), guid="b"))
    scene.look(feed_of(scene, http(body=rss(*items))))
    return "from the feed's own text"


CASES: tuple[Case, ...] = (
    wrong_type,
    wrong_charset,
    short_length,
    not_packed,
    other_packing,
    damaged_packing,
    future,
    future_page,
    page_date_first,
    entities,
    external,
    error_page,
    nothing,
    no_items,
    pdf_page,
    script_link,
)
