"""Whatever the bytes: parsing never raises, cuts are to the letter, and text and cuts are the original's own lines."""

from __future__ import annotations

import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whence.schema import ids
from whence.schema.original import Format, Given, Original
from whence.schema.records import Input, Issue
from whence.stages.ingest import discover, original_text, parse

FORMATS: tuple[Format, ...] = ("text", "html", "json", "feed-item")
LINES = [
    "Ballots burned in two villages", "By Jane Doe", "Saturday 24 September 2022", "• Ballots burned",
    "READ MORE: Gulls", "Comments (3)", "MOST READ", "1. Swan closes road", "Home | World | Sport", "Leave a Reply",
    "[INSIGHT] Who owns it?",
    "Armed men burned the ballots of two villages before dawn on Monday, the election officer said.",
    "The officer watched from a roof and did not know any of the men who carried the boxes away.",
    "Read the original article on Lake Post", "(Reporting by J. Doe; editing by R. Roe)", "", "   ", "\u00a0",
    "\t", "- ",
    "Image copyright AFP Image caption The blast destroyed cars", "Lake Post", "\ufffd\u202e\u0301", "…",
    "KYIV, Sept 24 2022 -",
]  # fmt: skip
texts = st.lists(st.sampled_from(LINES) | st.text(max_size=80), max_size=25).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\r"]).map(lambda end: end.join(lines))
)
quick = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def original(data: bytes, form: Format, about: Given | None = None) -> Original:
    return Original(
        report_id=ids.report_id(data), format=form, input=Input(path="x"), given=about or Given(), data=data
    )


def check(one: Original) -> None:
    parsed = parse(one)
    assert parsed == parse(one)
    assert parsed.original is one
    if parsed.report is None:
        assert parsed.issues
        return
    report, source = parsed.report, original_text(one)
    assert source is not None
    at = 0
    for cut in report.cut:
        assert source[cut.start : cut.end] == cut.text
        assert cut.start >= at
        at = cut.end
    assert report.text == report.text.strip("\n") != ""
    kept = source
    for cut in reversed(report.cut):
        kept = kept[: cut.start] + kept[cut.end :]
    assert "".join(kept.split()) == "".join(report.text.split())  # nothing is lost, nothing added, order kept


@quick
@given(st.binary(max_size=300), st.sampled_from(FORMATS))
def test_any_bytes_in_any_format(data: bytes, form: Format) -> None:
    check(original(data, form))


@quick
@given(texts, st.sampled_from([None, "Lake Post"]), st.sampled_from([None, "Ballots burned in two villages"]))
def test_any_text(text: str, outlet: str | None, title: str | None) -> None:
    data = text.encode("utf-8", "surrogatepass")
    check(original(data, "text", Given(outlet=outlet, title=title, language="en")))


@quick
@given(texts, st.text(max_size=30))
def test_any_json_object(text: str, published: str) -> None:
    check(original(ids.canonical_json({"text": text, "published": published, "outlet": "Lake Post"}), "json"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div>", "<!--", "-->", "<script>", "&amp;", "<a href=x>", "<", "]]>", *LINES])
    )
)
def test_any_markup(parts: list[str]) -> None:
    data = "".join(parts).encode()
    check(original(data, "html"))
    check(original(ids.canonical_json({"content": data.decode()}), "feed-item"))


@quick
@given(st.binary(max_size=300) | texts.map(str.encode))
def test_any_stream_gives_originals_or_issues(data: bytes) -> None:
    for one in discover(["-"], Given(), stdin=io.BytesIO(data)):
        assert isinstance(one, Issue) or one.report_id == ids.report_id(one.data)
