"""Paths to originals: files, folders, streams, JSONL, feeds, sidecars, gzip."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

from whence.schema import ids
from whence.schema.original import Given, Original
from whence.schema.records import Issue, Published
from whence.stages.ingest import Limits, discover, parse

LEAD = "Armed men burned the ballots of two villages before dawn on Monday, the local election officer said."
RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Lake Post</title>
<language>en</language><item><title>One</title><link>https://lake.example/1</link><guid>g1</guid>
<pubDate>Sat, 24 Sep 2022 06:00:00 +0300</pubDate>
<description>&lt;p&gt;{LEAD}&lt;/p&gt;</description></item>
<item><title>Two</title><link>https://lake.example/2</link>
<description>{LEAD} Two.</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Lake Post</title><entry><id>tag:1</id><title>One</title>
<updated>2022-09-25T00:00:00Z</updated><published>2022-09-24T00:00:00Z</published>
<content type="html">&lt;p&gt;{LEAD}&lt;/p&gt;</content></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lake Post</title></channel>
<item rdf:about="https://lake.example/1"><title>One</title><link>https://lake.example/1</link>
<dc:date>2022-09-24</dc:date><description>{LEAD}</description></item></rdf:RDF>"""


def found(*paths: str | Path, stdin: bytes | None = None, **given: str) -> list[Original | Issue]:
    stream = io.BytesIO(stdin) if stdin is not None else None
    return list(discover(list(paths), Given(**given), stdin=stream, captured="now"))


def originals(*paths: str | Path, stdin: bytes | None = None, **given: str) -> list[Original]:
    everything = found(*paths, stdin=stdin, **given)
    assert all(isinstance(one, Original) for one in everything), everything
    return [one for one in everything if isinstance(one, Original)]


def test_a_text_file_is_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LEAD)
    (one,) = originals(path, outlet="A")
    assert (one.format, one.data, one.report_id) == ("text", LEAD.encode(), ids.report_id(LEAD.encode()))
    assert (one.input.path, one.given.outlet, one.captured) == (str(path), "A", "now")


def test_packed_and_plain_files_are_the_same_report(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html", "a.jsonl", "a.rss"):
        data = {"a.html": f"<p>{LEAD}</p>", "a.jsonl": json.dumps({"text": LEAD}), "a.rss": RSS}.get(
            name, LEAD
        ).encode()
        (tmp_path / name).write_bytes(data)
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(data[:20]) + gzip.compress(data[20:]))
        plain, packed = originals(tmp_path / name), originals(tmp_path / f"{name}.gz")
        assert [one.report_id for one in plain] == [one.report_id for one in packed]
        assert [one.format for one in plain] == [one.format for one in packed]


def test_folders_are_read_in_order_without_hidden_files_and_sidecars(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.htm", "a/b.txt", "a.txt", ".hidden.txt", ".git/x.txt", "note", "a.txt.meta.json"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}" if name.endswith("json") else f"{LEAD} {name}")
    (tmp_path / "table.csv").write_text("a,b")
    everything = found(tmp_path)
    assert [Path(one.input.path or "").relative_to(tmp_path).as_posix() for one in everything] == [
        "a/b.txt", "a/z.htm", "a.txt", "b.txt", "note", "table.csv",
    ]  # fmt: skip
    (issue,) = [one for one in everything if isinstance(one, Issue)]
    assert (issue.code, issue.level) == ("skipped", "info")


def test_a_file_named_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    kinds = {
        "a.weird": (LEAD, ["text"]),
        "b.weird": (f"<!doctype html><html><p>{LEAD}</p></html>", ["html"]),
        "c.weird": (json.dumps({"text": LEAD}) + "\n" + json.dumps({"text": LEAD + "."}), ["json", "json"]),
        "d.weird": (RSS, ["feed-item", "feed-item"]),
        "e.weird": (json.dumps({"text": LEAD}, indent=2), ["json"]),
        "f.weird": (json.dumps([{"text": LEAD}, {"text": LEAD + "."}], indent=2), ["json", "json"]),
        "g.weird": ("{unfinished business}\n" + LEAD, ["text"]),
        "h.weird": ("{\n" + LEAD, ["text"]),
        "i.txt": (f"<!DOCTYPE html><html><body><p>{LEAD}</p></body></html>", ["html"]),
        "j.xml": (f"<?xml version='1.0'?><html><body><p>{LEAD}</p></body></html>", ["html"]),
    }
    for name, (content, formats) in kinds.items():
        (tmp_path / name).write_text(content)
        seen = [one.format for one in found(tmp_path / name) if isinstance(one, Original)]
        assert seen == formats or name == "g.weird", name


def test_standard_input_is_sniffed(tmp_path: Path) -> None:
    for data, formats in (
        (LEAD.encode(), ["text"]),
        (f"<html><p>{LEAD}</p></html>".encode(), ["html"]),
        (json.dumps({"text": LEAD}).encode(), ["json"]),
        (ATOM.encode(), ["feed-item"]),
        (gzip.compress(ATOM.encode()), ["feed-item"]),
        (LEAD.encode("utf-16"), ["text"]),
        (b"", ["text"]),
    ):
        everything = originals("-", stdin=data)
        assert [one.format for one in everything] == formats
        assert {one.input.path for one in everything} == {"-"}


def test_a_json_lines_id_follows_from_its_canonical_json(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'\ufeff{{"text": "Ö {LEAD}", "id": 5}}\n\n{{"id": 5,   "text": "Ö {LEAD}"}}\r\n', "utf-8")
    first, second = originals(path)
    assert first == second
    assert first.data == f'{{"id":5,"text":"Ö {LEAD}"}}'.encode()
    assert (first.report_id, first.input.id) == (ids.digest(first.data), "5")


def test_a_broken_line_is_told_by_its_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [b'{"text": "one %s"}' % LEAD.encode(), b'{"text": ', b"[1]", b'{"id": "x"}', b"\xff\xfe{", b"[" * 50_000]
    path.write_bytes(b"\n".join([*lines, b'{"text": "' + LEAD.encode() + b'"}']))
    everything = found(path)
    issues = [one for one in everything if isinstance(one, Issue)]
    assert [issue.code for issue in issues] == ["broken-line", "broken-line", "no-text", "broken-line", "broken-line"]
    assert [f"line {number}" in issue.message for number, issue in enumerate(issues, 2)] == [True] * 5
    assert issues[2].input.id == "x"
    assert isinstance(everything[0], Original)
    assert isinstance(everything[-1], Original)


def test_a_line_in_another_encoding_is_read_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "Le préfet a annoncé la grève générale à Montréal, dit-il."}'.encode("cp1252"))
    issue, one = found(path)
    assert isinstance(issue, Issue)
    assert isinstance(one, Original)
    assert issue.report_id == one.report_id
    assert "préfet" in one.data.decode()


def test_numbers_too_large_for_json_are_a_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "{LEAD}", "id": {"9" * 50}}}\n{{"text": "{LEAD}", "n": NaN}}')
    one, issue = found(path)
    assert isinstance(one, Original)
    assert one.input.id == "9" * 50
    assert isinstance(issue, Issue)
    assert issue.code == "broken-line"


def test_feeds_give_one_original_an_item(tmp_path: Path) -> None:
    for name, feed, published in (
        ("a.rss", RSS, "2022-09-24T06:00:00+03:00"),
        ("a.atom", ATOM, "2022-09-24T00:00:00+00:00"),
        ("a.xml", RDF, "2022-09-24"),
    ):
        (tmp_path / name).write_text(feed)
        one = originals(tmp_path / name)[0]
        report = parse(one).report
        assert report is not None
        assert (report.title, report.outlet, report.text) == ("One", "Lake Post", LEAD)
        assert report.published == Published(value=published, basis="metadata")
    first, second = originals(tmp_path / "a.rss")
    assert (first.input.id, first.input.url, second.input.id) == (
        "g1",
        "https://lake.example/1",
        "https://lake.example/2",
    )


def test_a_feed_fetched_again_gives_the_same_ids(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS)
    (tmp_path / "b.rss").write_text(
        RSS.replace("Lake Post", "Lake Post today").replace("<channel>", "<channel><ttl>5</ttl>")
    )
    assert [one.report_id for one in originals(tmp_path / "a.rss")] == [
        one.report_id for one in originals(tmp_path / "b.rss")
    ]


def test_a_sidecar_speaks_of_one_file_and_comes_before_what_is_given(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(LEAD)
    (tmp_path / "a.txt.meta.json").write_text('{"published": "2022-09-24", "outlet": "Lake Post", "url": null}')
    first, second = originals(tmp_path, outlet="Run", published="2020-01-01")
    assert (first.given.outlet, first.given.published) == ("Lake Post", "2022-09-24")
    assert (second.given.outlet, second.given.published) == ("Run", "2020-01-01")


def test_a_bad_sidecar_is_an_issue_and_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LEAD)
    for content, codes in (
        ('{"published": "last week", "outlet": 3, "author": "x"}', ["sidecar", "sidecar", "bad-date"]),
        ("[]", ["sidecar"]),
        ("{", ["sidecar"]),
        ("\xff", ["sidecar"]),
    ):
        (tmp_path / "a.txt.meta.json").write_text(content, "latin-1")
        *issues, one = found(path)
        assert [issue.code for issue in issues if isinstance(issue, Issue)] == codes
        assert isinstance(one, Original)
        assert one.given == Given()


def test_order_and_company_change_no_id(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{LEAD} {number}")
    paths = [tmp_path / f"{number}.txt" for number in range(3)]
    assert {one.report_id for one in originals(*paths)} == {one.report_id for one in originals(*reversed(paths))}


def test_a_jsonl_file_larger_than_the_limit_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f'{{"text": "{LEAD} {number}"}}\n' for number in range(500)))
    everything = list(discover([path], Given(), limits=Limits(max_bytes=1000)))
    assert len(everything) == 500
    assert all(isinstance(one, Original) for one in everything)
