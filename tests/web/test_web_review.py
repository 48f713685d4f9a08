"""The review: a queue by what would change most, decisions kept at once, two people who do not overwrite each other."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from pages_of import mark, pages, post
from web_record import examples

from whence.review.decisions import decide, undo
from whence.review.versions import ChangedError, version
from whence.store.reader import Reader
from whence.web.keys import DEFAULT, chosen


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return examples(tmp_path)


def settled(client: Any) -> None:
    """Wait until the pages show what was decided."""
    desk = client.app.state.site.desk
    until = time.monotonic() + 60
    while desk.pending and time.monotonic() < until:
        time.sleep(0.05)
    assert not desk.pending


def tag(client: Any, page: str) -> str:
    return str(client.get(page).headers["etag"].strip('"'))


def log(record: Path) -> list[tuple[str, str, bool]]:
    with Reader(record) as reader:
        return [(one.who, one.what, one.undone_by is not None) for one in reader.decisions()]


def first(client: Any) -> str:
    return str(client.get("/review").url.path)


def test_the_queue_and_the_verbs(record: Path) -> None:
    with pages(record, reviewer="ada") as client:
        claim = first(client)
        answer = post(client, claim, claim, what="accept", version=tag(client, claim), note="read it twice")
        assert answer.status_code == 303
        following = client.get(answer.headers["location"])
        assert following.url.path != claim
        assert "Kept." in following.text
        other = following.url.path
        assert post(client, other, other, what="reject", version=tag(client, other)).status_code == 303
        settled(client)
        assert "Left out by a person" in client.get(_report(client, other)).text
        assert post(client, "/review/keys", "/review/undo").headers["location"] == other
        settled(client)
        history = client.get("/history").text
        assert history.count("<tr") == 4
        assert "read it twice" in history
        assert client.get("/events.json?reviewed=yes").json()["total"] == 1
    assert log(record) == [("ada", "accept", False), ("ada", "reject", True), ("ada", "undo", False)]


def _report(client: Any, claim: str) -> str:
    found = re.search(r"/reports/[0-9a-f]{16}", client.get(claim).text)
    assert found
    return found.group()


def test_machine_and_person_are_never_mixed(record: Path) -> None:
    with pages(record) as client:
        claim = first(client)
        held = client.get(claim.replace("/review", "/claims") + ".json").json()["claim"]
        status = "denied" if held["status"] != "denied" else "planned"
        fields = {"what": "edit", "version": tag(client, claim), "field.status": status, "field.type": held["type"]}
        assert post(client, claim, claim, **fields).status_code == 303
        settled(client)
        page = client.get(claim + "?edit=1").text
        row = re.search(r"status</th><td>(.*?)</td><td>(.*?)</td>", page, re.DOTALL)
        assert row
        assert row.group(1) == held["status"]
        assert f'value="{status}" selected' in row.group(2)
        assert "a person&#39;s" in row.group(2) or "a person's" in row.group(2)
        for wrong in ({"field.status": "maybe"}, {"field.status": status}, {}):
            answer = post(client, claim, claim, what="edit", version=tag(client, claim), **wrong)
            assert answer.status_code == 400
        assert post(client, claim, claim, what="destroy", version=tag(client, claim)).status_code == 400


def test_merge_and_split(record: Path) -> None:
    with pages(record) as client:
        found = client.get("/events.json?sort=claims").json()["events"]
        many, single = found[0]["event_id"], found[-1]["event_id"]
        one = client.get(f"/events/{single}.json").json()["event"]["claims"][0]
        page = f"/review/{one}"
        assert post(client, page, page, what="merge", version=tag(client, page)).status_code == 400
        assert post(client, page, page, what="merge", other=many, version=tag(client, page)).status_code == 303
        settled(client)
        together = client.get(f"/events/{single}.json").json()["event"]
        assert one in together["claims"]
        assert len(together["claims"]) == found[0]["claims"] + found[-1]["claims"]
        assert post(client, page, page, what="split", version=tag(client, page)).status_code == 303
        settled(client)
        assert (
            client.get(f"/claims/{one}.json").json()["event_id"]
            != client.get(f"/events/{many}.json").json()["event"]["event_id"]
        )


def test_the_second_of_two_sees_what_the_first_did(record: Path) -> None:
    with pages(record, reviewer="bo") as client:
        claim = first(client)
        seen = tag(client, claim)
        decide(record, "accept", [claim.rsplit("/", 1)[1]], who="ada")
        answer = post(client, claim, claim, what="reject", version=seen)
        assert answer.status_code == 412
        assert "somebody else decided" in answer.text
        assert "ada accepted" in re.sub(r"\s+", " ", answer.text)
        now = re.search(r'name="version" value="(\w+)"', answer.text)
        assert now
        assert post(client, claim, claim, what="reject", version=now.group(1)).status_code == 303
        assert post(client, claim, claim, what="reject").status_code == 428
        headers = {"accept": "application/json", "if-match": f'"{seen}"'}
        again = client.post(claim, data={"csrf": mark(client, claim), "what": "accept"}, headers=headers)
        assert again.status_code == 412
        headers["if-match"] = f'"{tag(client, claim)}"'
        done = client.post(claim, data={"csrf": mark(client, claim), "what": "accept"}, headers=headers)
        assert done.status_code == 201
        assert done.headers["etag"].strip('"') == done.json()["etag"] == tag(client, claim)


def test_history_undoes_any_one(record: Path) -> None:
    with pages(record, reviewer="ada") as client:
        one, two = first(client), None
        post(client, one, one, what="accept", version=tag(client, one))
        two = first(client)
        post(client, two, two, what="accept", version=tag(client, two))
        with Reader(record) as reader:
            earliest = reader.decisions()[0].decision_id
        assert post(client, "/history", "/history/undo", decision=earliest).status_code == 303
        assert post(client, "/history", "/history/undo", decision=earliest).status_code == 400
        assert client.get(f"/history/{one.rsplit('/', 1)[1]}").status_code == 200
        assert [undone for _, _, undone in log(record)] == [True, False, False]


def test_names_and_keys(record: Path) -> None:
    with pages(record) as client:
        assert post(client, "/review/keys", "/review/name", who="Zoë <b>").status_code == 303
        claim = first(client)
        assert "Zoë &lt;b&gt;" in client.get(claim).text
        post(client, claim, claim, what="accept", version=tag(client, claim))
        assert log(record)[0][0] == "Zoë <b>"
        assert post(client, "/review/keys", "/review/name", who=" ").status_code == 400
        post(client, "/review/keys", "/review/keys", accept="j", on="1")
        assert 'data-key-accept="j"' in client.get(first(client)).text
        post(client, "/review/keys", "/review/keys", accept="j")
        assert 'data-keys="off"' in client.get(first(client)).text
        post(client, "/review/keys", "/review/keys", reset="1")
        assert 'data-key-accept="a"' in client.get(first(client)).text


def test_keys_that_make_no_sense_fall_back() -> None:
    assert chosen([]).by == DEFAULT
    assert chosen([]).on
    assert chosen([("accept", "x"), ("reject", "x"), ("on", "1")]).by == DEFAULT
    assert chosen([("accept", "two"), ("skip", " "), ("on", "1")]).by == DEFAULT
    assert not chosen([("accept", "j")]).on


def test_what_was_seen_is_compared_under_the_lock(record: Path) -> None:
    with Reader(record) as reader:
        claim = next(iter(reader.claims())).claim_id
        before = version(reader.decisions(), [claim])
    one = decide(record, "accept", [claim], who="ada", seen=([claim], before))
    with pytest.raises(ChangedError, match="by ada"):
        decide(record, "reject", [claim], who="bo", seen=([claim], before))
    undo(record, one.decision_id, who="ada")
    with Reader(record) as reader:
        assert version(reader.decisions(), [claim]) != before
        decide(record, "reject", [claim], who="bo", seen=([claim], version(reader.decisions(), [claim])))
