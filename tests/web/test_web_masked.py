"""A name that is masked stands in no byte that is served, whatever page, form or address is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages_of import pages, post, walk

import sample_record
from sample_record import PRIVATE_WORDS, SEALED_WORDS
from whence.web.view.build import build


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_record.write(tmp_path_factory.mktemp("masked") / "record.db")


def holds(answer: object, words: tuple[str, ...]) -> list[str]:
    body = answer.content.lower() + str(answer.headers).lower().encode()  # type: ignore[attr-defined]
    return [word for word in words if word.lower().encode() in body]


ASKED = (
    "/events?words=dovhan", "/events?actor=Halyna", "/events?source=Halyna+Dovh", "/events.json?words=smoke",
    "/events.csv", "/events.geojson", "/openapi.json", "/reports.json", "/sources.json", "/places.json", "/actors.json",
    "/disputes.json", "/issues.json",
)  # fmt: skip


@pytest.mark.parametrize("public", [False, True])
def test_no_masked_name_in_any_byte(record: Path, public: bool) -> None:
    with pages(record, public=public) as client:
        found = walk(client, *[one for one in ASKED if "dovhan" not in one.lower() and "halyna" not in one.lower()])
        assert len(found) > 40
        assert {
            address: holds(answer, PRIVATE_WORDS) for address, answer in found.items() if holds(answer, PRIVATE_WORDS)
        } == {}
        assert {answer.status_code for answer in found.values()} <= {200, 403}


def test_what_is_typed_comes_back_but_nothing_of_the_record_with_it(record: Path) -> None:
    with pages(record) as client:
        for asked in ("/events?words=dovhan", "/events?actor=dovhan", "/actors?begins=dovh", "/sources?begins=hal"):
            answer = client.get(asked)
            assert answer.status_code == 200
            assert holds(answer, ("Halyna", "Artem")) == []


def test_the_copy_itself_holds_no_masked_name(record: Path, tmp_path: Path) -> None:
    build(record, tmp_path / "view.db")
    body = (tmp_path / "view.db").read_bytes()
    assert [word for word in PRIVATE_WORDS if word.encode() in body or word.lower().encode() in body] == []
    assert (tmp_path / "view.db").stat().st_mode & 0o077 == 0


def test_private_shows_names_but_for_the_sealed(record: Path) -> None:
    with pages(record, private=True) as client:
        found = walk(client)
        assert any(holds(answer, ("Halyna",)) for answer in found.values())
        assert [address for address, answer in found.items() if holds(answer, SEALED_WORDS)] == []
        assert "do not publish" in found["/events"].text


def test_public_is_for_reading_only(record: Path) -> None:
    with pages(record, public=True) as client:
        for path in ("/review", "/history", "/import", "/issues", "/issues.json"):
            assert client.get(path).status_code == 403, path
        assert client.post("/review/undo").status_code == 403
        text = client.get("/events").text
        assert "/review" not in text
        assert "Protected view" in text
        report = client.get("/reports.json").json()["reports"][0]["report_id"]
        assert client.get(f"/reports/{report}.json").json()["report"]["input"]["path"] is None
        assert "in/1.txt" not in client.get(f"/reports/{report}").text


def test_a_decision_that_names_somebody_is_shown_masked(record: Path, tmp_path: Path) -> None:
    mine = sample_record.write(tmp_path / "mine.db")
    with pages(mine) as client:
        claim = client.get("/review", follow_redirects=True).url.path
        post(client, claim, claim, what="accept", version=_version(client, claim), note="Halyna Dovhan told me")
        assert holds(client.get("/history"), PRIVATE_WORDS) == []
        assert holds(client.get(claim), PRIVATE_WORDS) == []


def _version(client: object, page: str) -> str:
    return client.get(page).headers["etag"].strip('"')  # type: ignore[attr-defined]
