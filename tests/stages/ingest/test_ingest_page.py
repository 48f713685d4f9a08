"""HTML pages and feed items: metadata, bodies, and markup made to hurt."""

from __future__ import annotations

import pytest

from whence.schema import ids
from whence.schema.original import Format, Given, Original, Parsed
from whence.schema.records import Input, Published
from whence.stages.ingest import original_text, parse
from whence.stages.ingest.page import fragment_text, read_page

LEAD = "Armed men burned the ballots of two villages before dawn on Monday, the local election officer said."
MORE = "The officer, who watched from a roof, did not know any of the men and counted eleven boxes in the yard."
LAST = "Police in the next town arrested fourteen people who carried money in envelopes, their colonel told reporters."
PARAGRAPHS = "".join(f"<p>{words}</p>" for words in (LEAD, MORE, LAST))


def page(head: str = "", body: str = PARAGRAPHS, lang: str = "en") -> str:
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><script>var x = '<p>never text</p>';</script>"
        f"<style>p {{ color: red }}</style>{head}</head><body><nav><ul><li><a href='/'>Home</a></li></ul></nav>"
        f"<article>{body}</article><footer><p>Some footer</p></footer></body></html>"
    )


def read(data: str | bytes, form: Format = "html", given: Given | None = None) -> Parsed:
    raw = data.encode() if isinstance(data, str) else data
    return parse(
        Original(report_id=ids.report_id(raw), format=form, input=Input(path="x"), given=given or Given(), data=raw)
    )


def test_json_ld_gives_the_date_of_publication_not_of_the_change() -> None:
    head = """<script type="application/ld+json">{"@context": "x", "@graph": [{"@type": "Organization"},
        {"@type": "NewsArticle", "headline": "Ballots burned", "datePublished": "2022-09-24T06:00:00+03:00",
         "dateModified": "2022-09-26T06:00:00+03:00", "author": [{"name": "Jane Doe"}, {"name": "R. Roe"}],
         "publisher": {"name": "The Lake Post"}}]}</script>
        <link rel="canonical" href="https://lake.example/1"><meta property="og:title" content="Other">"""
    report = read(page(head)).report
    assert report is not None
    assert report.published == Published(value="2022-09-24T06:00:00+03:00", basis="metadata")
    assert (report.title, report.byline, report.outlet) == ("Ballots burned", "Jane Doe, R. Roe", "The Lake Post")
    assert (report.url, report.language) == ("https://lake.example/1", "en")
    assert report.text == f"{LEAD}\n\n{MORE}\n\n{LAST}"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2022-09-24">', ""),
        ('<meta name="DC.date.issued" content="2022-09-24">', ""),
        ("", '<span itemprop="datePublished" content="2022-09-24">yesterday</span>'),
        ("", '<time class="published" datetime="2022-09-24">Saturday</time>'),
        ("", '<div class="post-date">24 September 2022</div>'),
        ("<link rel='canonical' href='https://lake.example/2022/09/24/ballots'>", ""),
        ("", '<header><time datetime="2022-09-24">Saturday</time></header>'),
    ],
)
def test_other_metadata_gives_the_date(head: str, body: str) -> None:
    report = read(page(head, body + PARAGRAPHS)).report
    assert report is not None
    assert report.published == Published(value="2022-09-24", basis="metadata")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", ""),
        ("", "<time>2 hours ago</time>"),
        ("", '<time datetime="today">Today</time>'),
        ("", "<p>Posted yesterday</p>"),
        ("", "<p>They had met on 2019-05-04 in the capital.</p>"),
        ("", "<div>They had met on 2019-05-04 in the capital.</div>"),
        ("", '<time class="updated" datetime="2022-09-24">Updated</time>'),
        ("", '<div class="updated-date">Updated 24 September 2022</div>'),
        ("", "<div>Updated: 24.09.2022</div>"),
        ("<meta property='article:modified_time' content='2022-09-30'>", ""),
    ],
)
def test_a_relative_date_a_change_or_a_date_in_a_sentence_is_none_of_publication(head: str, body: str) -> None:
    for place in (body + PARAGRAPHS, PARAGRAPHS + body):
        report = read(page(head, place)).report
        assert report is not None
        assert report.published is None


def test_what_was_given_beats_what_the_page_says() -> None:
    head = '<meta property="article:published_time" content="2022-09-24"><meta property="og:site_name" content="A">'
    report = read(page(head), given=Given(published="2022-09-25", outlet="B", language="en-GB")).report
    assert report is not None
    assert (report.published, report.outlet, report.language) == (
        Published(value="2022-09-25", basis="given"),
        "B",
        "en-GB",
    )


def test_the_outlets_name_is_taken_off_the_title() -> None:
    head = "<title>Ballots burned | Lake Post</title><meta property='og:site_name' content='Lake Post'>"
    report = read(page(head)).report
    assert report is not None
    assert report.title == "Ballots burned"


def test_paragraphs_that_are_one_link_go() -> None:
    body = f"<p>{LEAD}</p><p><b><a href='/x'>ACTOR TELLS ALL OF HIS DOG</a></b></p><p>{MORE}</p><p>{LAST}</p>"
    report = read(page("", body)).report
    assert report is not None
    assert "ACTOR" not in report.text


def test_broken_json_ld_harms_nothing() -> None:
    deep = "[" * 5000
    for script in ("{", deep, '{"@type": ["NewsArticle"], "headline": 3, "author": {"name": {"a": 1}}}', "null", '"x"'):
        report = read(page(f'<script type="application/ld+json">{script}</script>')).report
        assert report is not None
        assert report.text.startswith(LEAD)


def test_a_page_nested_100_000_deep_gives_its_text_and_a_warning() -> None:
    parsed = read("<html><body>" + "<div>" * 100_000 + LEAD + "<script>evil()</script>" + "</div>" * 100_000)
    assert parsed.report is not None
    assert parsed.report.text == LEAD
    assert [issue.code for issue in parsed.issues] == ["deep-nesting"]
    assert "100,003" in parsed.issues[0].message


def test_depth_hidden_by_end_tags_that_fit_nothing_is_found_as_well() -> None:
    parsed = read("<html><body>" + "<div></b>" * 3000 + f"<p>{LEAD}</p>")
    assert parsed.report is not None
    assert parsed.report.text == LEAD
    assert [issue.code for issue in parsed.issues] == ["deep-nesting"]
    hidden = "<div></b>" * 3000 + LEAD
    assert fragment_text(hidden) == LEAD


@pytest.mark.parametrize(
    "data",
    [
        "<",
        "<!--",
        "<script>",
        "<p",
        "&#x110000; &#0; &bogus;",
        "<html><body></body></html>",
        "<?xml version='1.0'?>",
        "<a " * 5000,
    ],
)
def test_scraps_of_markup_never_raise(data: str) -> None:
    assert isinstance(read_page(data).text, str)
    assert isinstance(fragment_text(data), str)
    read(data)


def test_flat_text_keeps_words_and_drops_scripts() -> None:
    deep = "<div>" * 300
    found = read_page(f"{deep}<p>One &amp; two</p><!-- no --><style>x</style>a < b<br>three<script>no").text
    assert found == "One & two\n\na < b\n\nthree"


def test_a_page_without_text_is_kept_with_an_issue() -> None:
    parsed = read("<html><body><img src='x.png'></body></html>")
    assert parsed.report is None
    assert [issue.code for issue in parsed.issues] == ["no-text"]


def test_an_item_of_a_feed_becomes_a_report() -> None:
    item = {
        "id": "tag:1",
        "link": "https://lake.example/1",
        "title": "Ballots burned",
        "published": "Sat, 24 Sep 2022 06:00:00 +0300",
        "author": "Jane Doe",
        "content": f"<p>{LEAD}</p><p>{MORE}<br>{LAST}</p><p>The post Ballots burned appeared first on Lake Post.</p>",
    }
    parsed = read(ids.canonical_json(item), "feed-item", Given(outlet="A feed"))
    report = parsed.report
    assert report is not None
    assert report.text == f"{LEAD}\n\n{MORE}\n\n{LAST}"
    assert report.published == Published(value="2022-09-24T06:00:00+03:00", basis="metadata")
    assert (report.url, report.byline, report.republished_from) == ("https://lake.example/1", "Jane Doe", "Lake Post")
    source = original_text(parsed.original)
    assert source is not None
    assert all(source[cut.start : cut.end] == cut.text for cut in report.cut)


def test_an_item_with_a_bad_date_says_so() -> None:
    parsed = read(ids.canonical_json({"published": "some day", "content": LEAD}), "feed-item")
    assert [issue.code for issue in parsed.issues] == ["bad-date"]
    assert parsed.report is not None
    assert parsed.report.published is None
