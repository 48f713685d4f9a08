"""Importers: what each takes from a file that is as it should be, and what it says of one that is not."""

from __future__ import annotations

import importlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from whence.errors import UsageError
from whence.schema.original import Given, Original
from whence.stages.ingest import parse
from whence.stages.ingest.imports import IMPORTS, Found, files, imported
from whence.stages.ingest.imports_row import Bad, Source
from whence.stages.ingest.imports_table import Columns
from whence.stages.ingest.limits import Limits

ARCHIVER = "LINK,Archive Status,archive_location,upload TIMESTAMP,Upload Title,TEXT content,Hash\r\n"
POST = "Two tanks crossed the bridge at Vesele at dawn, residents wrote."


def tool(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")


def run(path: Path, kind: str, **more: object) -> tuple[list[Original], list[Bad]]:
    found: Iterator[Found] = imported(Source(path=str(path), **more), kind)
    everything = list(found)
    return [one for one in everything if isinstance(one, Original)], [one for one in everything if isinstance(one, Bad)]


def report(original: Original) -> object:
    found = parse(original).report
    assert found is not None
    return found


def test_auto_archiver_sheets_whatever_the_case_of_their_header(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    rows = (
        f'https://t.example/1,archived,s3://x,2022-09-24T04:10:00+00:00,Bridge,"{POST}",h1\r\n'
        "https://t.example/2,nothing archived,,,,,\r\n"
        f'https://t.example/3,archived,s3://y,next week,,"{POST} Again.",h3\r\n'
    )
    path.write_text(ARCHIVER + rows, encoding="utf-8")
    good, bad = run(path, "auto-archiver")
    first, third = (report(one) for one in good)
    assert (first.url, first.title, first.text) == ("https://t.example/1", "Bridge", POST)
    assert (first.published.value, first.published.basis) == ("2022-09-24T04:10:00+00:00", "given")
    assert third.published is None, "a date that cannot be read is unknown, never guessed"
    assert [(one.line, one.column, one.value, one.lost) for one in bad] == [
        (3, "TEXT content", None, True), (4, "upload TIMESTAMP", "next week", False),
    ]  # fmt: skip
    assert all(one.remedy.endswith(".") for one in bad)
    issue = bad[1].issue("sheet.csv")
    assert (issue.level, issue.code) == ("warning", "bad-cell")
    assert issue.message.startswith("sheet.csv: line 4, column 'upload TIMESTAMP': 'next week' is no date")
    assert bad[0].issue("sheet.csv").level == "error"


def test_the_same_sheet_as_excel_gives_the_same_reports(tmp_path: Path) -> None:
    import datetime as dt

    openpyxl = tool("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Link", "Upload Timestamp", "Upload title", "Text Content"])
    sheet.append(["https://t.example/1", dt.datetime(2022, 9, 24, 4, 10), "Bridge", POST])  # noqa: DTZ001
    sheet.append(["https://t.example/2", None, None, None])
    book.save(tmp_path / "sheet.xlsx")
    good, bad = run(tmp_path / "sheet.xlsx", "auto-archiver")
    assert report(good[0]).published.value == "2022-09-24T04:10:00"
    assert [(one.line, one.column) for one in bad] == [(3, "Text Content")]


def test_media_cloud_needs_a_column_of_texts_and_takes_the_one_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "stories.csv"
    path.write_text(
        "id,indexed_date,language,media_name,media_url,publish_date,title,url,snippet\n"
        f'9,2022-09-30,en,Radio Dnipro,dnipro.example,2022-09-24,Bridge,https://d.example/9,"{POST}"\n',
        encoding="utf-8",
    )
    good, bad = run(path, "mediacloud")
    assert good == []
    assert "no column holds texts" in bad[0].what
    assert "--map text=COLUMN" in bad[0].remedy
    good, bad = run(path, "mediacloud", mapping={"text": "SNIPPET"})
    found = report(good[0])
    assert (found.outlet, found.language, found.published.value) == ("Radio Dnipro", "en", "2022-09-24")
    assert good[0].input.id == "9"
    assert bad == []
    columns = next(iter(imported(Source(path=str(path), mapping={"text": "snippet"}), "mediacloud")))
    assert isinstance(columns, Columns)
    assert columns.names["outlet"] == "media_name"
    assert columns.unused == ("indexed_date", "media_url")


def test_a_mapping_that_does_not_fit_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UsageError, match=r"no such column\. The table has 'a', 'b'"):
        run(tmp_path / "t.csv", "table", mapping={"text": "body"})
    with pytest.raises(UsageError, match="Fields are text, title"):
        run(tmp_path / "t.csv", "table", mapping={"body": "a"})
    with pytest.raises(UsageError, match="has no columns to map"):
        run(tmp_path / "t.csv", "pdf", mapping={"text": "a"})
    with pytest.raises(UsageError, match="Known kinds: auto-archiver, eml"):
        run(tmp_path / "t.csv", "docx")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_of_any_separator_and_encoding(separator: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    text = separator.join(("title", "text")) + "\n" + separator.join(("Міст", "Танки перейшли міст удосвіта.")) + "\n"
    path.write_bytes(text.encode("utf-16"))
    good, _ = run(path, "table", given=Given(language="en"))
    assert report(good[0]).text == "Танки перейшли міст удосвіта."


def test_a_quotation_mark_that_is_never_closed_swallows_no_other_row(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [f"t{number},Report number {number}." for number in range(200)]
    rows[50] = 't50,"Report without an end'
    rows[60] = 't60,"Report with ""one""."'
    path.write_text("title,text\n" + "\n".join(rows) + "\n")
    good, bad = run(path, "table")
    assert len(good) == 199
    assert [(one.line, one.what) for one in bad] == [(52, "a quotation mark is never closed")]


def test_tables_that_are_none(tmp_path: Path) -> None:
    for name, content, what in (
        ("empty.csv", b"", "empty"), ("image.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "PNG image"),
        ("torn.xlsx", b"PK\x03\x04torn", "workbook cannot be read"), ("wide.csv", b"text\na,b\n", "2 cells"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        good, bad = run(tmp_path / name, "table")
        assert good == []
        assert what in bad[0].what, name
    assert run(tmp_path / "absent.csv", "table")[1][0].what.startswith("cannot be read")


def test_telegram_messages_in_either_shape(tmp_path: Path) -> None:
    messages = [
        {"id": 1, "type": "service", "action": "create_channel"},
        {"id": 2, "type": "message", "date": "2022-09-24T07:10:00", "date_unixtime": "1663992600", "text": POST},
        {"id": 3, "type": "message", "date": "2022-09-24T07:12:00",
         "text": ["Shelling at ", {"type": "bold", "text": "Vesele"}, " again."]},
        {"id": 4, "type": "message", "date": "2022-09-24T07:13:00", "text": "", "photo": "x.jpg"},
        {"id": 5, "type": "message", "text": {"a": 1}},
        7,
    ]  # fmt: skip
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"name": "Vesele now", "type": "public_channel", "id": 12, "messages": messages}))
    good, bad = run(path, "telegram")
    first, second = (report(one) for one in good)
    assert (first.outlet, first.published.value) == ("Vesele now", "2022-09-24T04:10:00+00:00")
    assert second.text == "Shelling at Vesele again."
    assert good[0].input.id == "12/2"
    assert [one.line for one in bad] == [4, 5, 6]
    path.write_text(json.dumps({"chats": {"list": [{"name": "A", "id": 1, "messages": messages[1:2]}]}}))
    assert report(run(path, "telegram")[0][0]).outlet == "A"
    path.write_text("{")
    assert "no export of Telegram" in run(path, "telegram")[1][0].what


def test_mail_with_text_or_with_mark_up(tmp_path: Path) -> None:
    head = (
        "From: Radio Dnipro <news@d.example>\nSubject: =?utf-8?q?Mi=C5=A1t?=\nDate: Sat, 24 Sep 2022 07:10:00 +0300\n"
    )
    (tmp_path / "a.eml").write_text(head + "\n" + POST + "\n")
    html = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body><p>Shelling at <b>Vesele</b>.</p>"
    (tmp_path / "b.eml").write_text(head + html)
    (tmp_path / "c.eml").write_text("no mail at all")
    (tmp_path / "d.eml").write_text(head + "\n")
    first = report(run(tmp_path / "a.eml", "eml")[0][0])
    assert (first.title, first.outlet, first.text) == ("Mišt", "Radio Dnipro", POST)
    assert first.published.value == "2022-09-24T07:10:00+03:00"
    assert report(run(tmp_path / "b.eml", "eml")[0][0]).text == "Shelling at Vesele."
    assert "is no mail" in run(tmp_path / "c.eml", "eml")[1][0].what
    assert run(tmp_path / "d.eml", "eml")[1][0].column == "body"


def pdf(text: str) -> bytes:
    """A page with some words on it, as small as a PDF can be."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode() if text else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> "
         b"/MediaBox [0 0 612 792] >>"),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    at = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % at)
    return out.getvalue()


def test_pdf_text_and_scans(tmp_path: Path) -> None:
    tool("pypdf")
    (tmp_path / "a.pdf").write_bytes(pdf(POST))
    (tmp_path / "b.pdf").write_bytes(pdf(""))
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4 torn")
    good, bad = run(tmp_path / "a.pdf", "pdf")
    assert report(good[0]).text == POST
    assert report(good[0]).published is None
    assert good[0].input.id.startswith("sha256:")
    assert bad == []
    assert "it is a scan" in run(tmp_path / "b.pdf", "pdf")[1][0].what
    assert "cannot be read" in run(tmp_path / "c.pdf", "pdf")[1][0].what


def warc(pages: list[tuple[str, bytes, str]], *, gzip: bool = True) -> bytes:
    """Answers of a web server: address, body, content type."""
    writer_module, headers_module = tool("warcio.warcwriter"), tool("warcio.statusandheaders")
    out = io.BytesIO()
    writer = writer_module.WARCWriter(out, gzip=gzip)
    for url, body, kind in pages:
        headers = headers_module.StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
        record = writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=headers,
            warc_headers_dict={"WARC-Date": "2022-09-25T10:00:00Z"},
        )  # fmt: skip
        writer.write_record(record)
    return out.getvalue()


def test_warc_and_wacz(tmp_path: Path) -> None:
    page = f"<html><head><title>Bridge</title></head><body><p>{POST}</p></body></html>"
    data = warc([
        ("https://d.example/1", page.encode("cp1251"), "text/html; charset=windows-1251"),
        ("https://d.example/x.png", b"\x89PNG", "image/png"), ("https://d.example/2", b"", "text/html"),
    ])  # fmt: skip
    (tmp_path / "a.warc.gz").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/data.warc.gz", data)
        archive.writestr("datapackage.json", "{}")
    for name in ("a.warc.gz", "a.wacz"):
        good, bad = run(tmp_path / name, "warc")
        (one,) = good
        assert (one.format, one.charset, one.captured) == ("html", "windows-1251", "2022-09-25T10:00:00Z")
        assert report(one).url == "https://d.example/1"
        assert POST in report(one).text
        assert [bad_one.value for bad_one in bad] == ["https://d.example/2"]
    (tmp_path / "b.warc").write_bytes(b"WARC/1.0\r\ntorn")
    (tmp_path / "c.wacz").write_bytes(b"PK\x03\x04torn")
    assert run(tmp_path / "b.warc", "warc")[1] != []
    assert "damaged" in run(tmp_path / "c.wacz", "warc")[1][0].what


def test_pages_beyond_the_limit_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(warc([("https://d.example/1", b"x" * 500, "text/plain")]))
    good, bad = run(tmp_path / "a.warc.gz", "warc", limits=Limits(max_bytes=100))
    assert good == []
    assert "larger than 100 bytes" in bad[0].what
    (tmp_path / "t.csv").write_text("text\n" + "x" * 500 + "\n")
    assert "larger than 100 bytes" in run(tmp_path / "t.csv", "table", limits=Limits(max_bytes=100))[1][0].what


def test_folders_are_looked_through_for_files_of_the_kind(tmp_path: Path) -> None:
    for name in ("b/2.eml", "a/1.EML", "a/1.pdf", ".hidden.eml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    assert [path.relative_to(tmp_path).as_posix() for path in files(tmp_path, "eml")] == ["a/1.EML", "b/2.eml"]


def test_what_needs_a_package_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.bin").write_bytes(b"PK\x03\x04")
    for kind, module in (("pdf", "imports_pdf"), ("warc", "imports_warc"), ("table", "imports_sheet")):
        monkeypatch.setattr(f"whence.stages.ingest.{module}.find_spec", lambda name: None)
        assert run(tmp_path / "a.bin", kind)[1][0].remedy == "pip install 'whence[formats]'"


def test_every_kind_says_what_it_is_for() -> None:
    assert all(one.about and one.suffixes for one in IMPORTS.values())
