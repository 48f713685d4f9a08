# ruff: noqa: E501 (the corpus reads better in lines as long as it needs)
"""Hostile reports, names and addresses: nothing of them runs, nothing breaks, and nothing answers 5xx."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from pages_of import mark, pages, walk
from starlette.testclient import TestClient

from sample_record import at
from whence.schema import ids
from whence.schema import records as r
from whence.schema.original import Original
from whence.store.originals import Loaded
from whence.store.writer import Writer
from whence.web.pages import events
from whence.web.pages.openapi import described

ATTACKS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<svg/onload=alert(1)>", "javascript:alert(1)",
    "{{91919*91919}}{% raw %}", "' OR 1=1 --", '" onmouseover="alert(1)', "</title><script>alert(1)</script>", "&lt;b&gt;&#x3c;",
    "=HYPERLINK(\"http://x\")", "\u202e\u0000\x1b[31m\ufeff", "%3Cscript%3E", "a" * 3000, "]]><!--", "${jndi:ldap://x}",
    "\r\nSet-Cookie: a=b", "../../etc/passwd", "{\\bf x} \\input{/etc/passwd}", "\ud7ff\U0010ffff",
)  # fmt: skip


def _report(n: int, attack: str) -> Loaded:
    words = f"Police fired {attack} at the crowd in Vesele"
    text = f"{words}, Governor {attack} said. <iframe src=//x></iframe>"
    report = r.Report(
        report_id=f"{n:016x}", input=r.Input(path=f"in/{attack}", id=attack), text=text, outlet=attack, title=attack,
        byline=attack, language="en", url=attack, published=r.Published(value="2022-09-2" + str(n % 9), basis="given"),
        cut=(r.Cut(text=attack, start=0, end=1, reason=attack),),
    )  # fmt: skip
    claim = r.Claim(
        report_id=report.report_id, type="ASSAULT", mode="firearms", evidence=r.Span(**at(text, words)),
        actors=(r.Party(**at(text, "Police"), name=f"Police {attack}", sector=attack[:20], private=False),),
        place=r.Place(**at(text, "Vesele"), name=attack, admin1=attack, country="UA", precision="settlement", lat=47.0, lon=34.0),
        chain=(r.Link(**at(text, "Governor"), name=attack, kind="person", role=attack, via=attack, private=False),),
        instrument=r.Span(**at(text, "fired")), grounds=(r.Ground(field="type", value="ASSAULT", span=None, why=attack),),
    )  # fmt: skip
    claim = msgspec.structs.replace(claim, claim_id=ids.claim_id(claim))
    issue = r.Issue(
        report_id=report.report_id,
        input=report.input,
        stage="tag",
        level="error",
        code="x",
        message=attack,
        advice=attack,
    )
    original = Original(
        report_id=report.report_id, format="text", input=report.input, data=text.encode("utf-8", "replace")
    )
    return Loaded(original=original, fingerprint="f", report=report, claims=(claim,), issues=(issue,))


def _event(loaded: Loaded) -> r.Event:
    claim = loaded.claims[0]
    one = (claim.claim_id,)
    attack = claim.chain[0].name
    assert claim.place
    return r.Event(
        event_id=ids.event_id(one), status="asserted", type=r.Supported(value="ASSAULT", claims=one), claims=one,
        actors=(r.EventParty(name=claim.actors[0].name, sector=attack[:20], private=False, claims=one),),
        place=r.EventPlace(name=attack, admin1=attack, country="UA", precision="settlement", lat=47.0, lon=34.0, claims=one),
        reports=(claim.report_id,), origins=(r.Origin(name=attack, kind="person", claims=one),),
        credibility=r.Credibility(grade=3, why=attack), history=(r.Superseded(field="place", value=attack, claims=one, replaced_by=attack),),
        disputes=(r.Dispute(field=f"figures.{attack}", values=(r.Supported(value=attack, claims=one), r.Supported(value="2", claims=one))),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "record.db"
    loaded = [_report(n, attack) for n, attack in enumerate(ATTACKS, 1)]
    claims = [one.claims[0] for one in loaded]
    decision = r.Decision(
        decision_id="d" * 16,
        who=ATTACKS[0],
        when="2026-01-02T03:04:05Z",
        what="accept",
        ids=(claims[0].claim_id,),
        note=ATTACKS[1],
    )
    with Writer(path) as writer:
        writer.load(loaded)
        writer.append_decision(decision)
        writer.replace_merged(
            claims, [one.report for one in loaded if one.report], claims, [*map(_event, loaded)], [], "sample"
        )
    return path


@pytest.fixture(scope="module")
def client(record: Path) -> Any:
    with pages(record, private=True) as found:
        yield found


OWN = {"script", "style", "iframe", "object", "embed", "base", "meta", "link", "img"}


def dangers(answer: Any) -> list[str]:
    """Elements and attributes that are not ours."""
    tree = html.fromstring(answer.content)
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("script", "link") and not (element.get("src") or element.get("href") or "").startswith(
            "/static/"
        ):
            found.append(element.tag)
        if element.tag in ("iframe", "object", "embed", "base", "img", "style"):
            found.append(element.tag)
        for name, value in element.attrib.items():
            if name.lower().startswith("on") or name == "style":
                found.append(f"{element.tag} {name}")
            if name in ("href", "src", "action") and not re.match(r"[/#?]", value):
                found.append(f"{name}={value[:40]}")
    return found


def test_nothing_out_of_a_record_runs(client: TestClient) -> None:
    seen = walk(client, "/events?view=map", "/methodology", most=260)
    assert len(seen) > 100
    for address, answer in seen.items():
        assert answer.status_code < 500, address
        if "html" in answer.headers["content-type"]:
            assert dangers(answer) == [], address


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_out_of_an_address_runs(client: TestClient, attack: str) -> None:
    asked = [
        *(("/events", name) for name in ("words", "actor", "source", "outlet", "type", "status", "country", "since", "until", "box", "place", "after", "sort", "view", "size", "mode", "origins")),
        ("/reports", "outlet"), ("/reports", "from"), ("/places", "begins"), ("/actors", "begins"), ("/sources", "begins"),
        ("/disputes", "field"), ("/issues", "level"), ("/review", "after"), ("/review", "done"), ("/events.json", "words"),
        ("/events.csv", "words"), ("/events.geojson", "actor"),
    ]  # fmt: skip
    for path, name in asked:
        answer = client.get(path, params={name: attack})
        assert answer.status_code == 200, (path, name)
        if "html" in answer.headers["content-type"]:
            assert dangers(answer) == [], (path, name)
        assert str(91919 * 91919) not in answer.text
    for path in ("/events/", "/reports/", "/claims/", "/review/", "/import/", "/history/", "/static/"):
        answer = client.get(path + quote(attack, safe="/%{}"))
        assert answer.status_code < 500, path
        if "html" in answer.headers.get("content-type", ""):
            assert dangers(answer) == []


def test_names_of_files_and_pasted_texts(client: TestClient) -> None:
    for attack in ATTACKS:
        good = mark(client, "/import")
        name = attack[:200].replace("\r", "").replace("\n", "").replace("\0", "")
        answer = client.post(
            "/import", data={"csrf": good}, files={"files": (name or "x", b"a,b\n1,2\n")}, follow_redirects=True
        )
        assert answer.status_code < 500
        assert dangers(answer) == []


def test_no_cell_of_a_table_is_a_formula(client: TestClient) -> None:
    body = client.get("/events.csv").text
    assert "HYPERLINK" in body
    assert not re.search(r'(^|,)"?[=+@]', body, re.MULTILINE)
    assert events.cell("-1") == "'-1"
    assert events.cell(3) == 3


def test_citations_hold_nothing_that_breaks_them(client: TestClient) -> None:
    for event in client.get("/events.json?size=200").json()["events"]:
        json.loads(client.get(f"/events/{event['event_id']}.csl").text)
        ris = client.get(f"/events/{event['event_id']}.ris").text
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris.strip("\r\n").split("\r\n"))
        bib = client.get(f"/events/{event['event_id']}.bib").text
        assert "\\input{/etc" not in bib


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["/events", "/events.json", "/events.csv", "/reports", "/places", "/disputes", "/actors", "/sources"]),
    query=st.lists(
        st.tuples(
            st.sampled_from(["type", "since", "until", "words", "box", "place", "after", "size", "sort", "from", "begins", "origins", "view", "field"]),
            st.one_of(st.text(max_size=30), st.integers().map(str), st.sampled_from(["map", "timeline", "origins", "9999", "0001-01", "2022-13", "1,2,3,4", "nan,0,0,0", "-0", "\ud800"])),
        ),
        max_size=6,
    ),
)  # fmt: skip
def test_any_query_is_answered(client: TestClient, path: str, query: list[tuple[str, str]]) -> None:
    asked = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in query)
    answer = client.get(f"{path}?{asked}")
    assert answer.status_code == 200


def test_the_description_holds(client: TestClient) -> None:
    """Schemathesis asks everything that the description allows, and much that it does not."""
    schemathesis = pytest.importorskip("schemathesis")
    schema = schemathesis.openapi.from_dict(described())
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            asked = case.as_transport_kwargs(base_url="http://127.0.0.1:8400")
            answer = client.request(asked["method"], asked["url"], params=asked.get("params"))
            assert answer.status_code in (200, 404), case.path
            if answer.status_code == 200:
                [(form, content)] = case.operation.definition.raw["responses"]["200"]["content"].items()
                assert answer.headers["content-type"] == form
                declared = content["schema"]
                assert set(declared["required"]) <= set(answer.json())
            else:
                assert answer.json()["error"]["status"] == 404

        ask()
