"""Who may come in, what a browser may do, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages_of import mark, pages, post, walk

import sample_record
from whence.errors import ConfigurationError, UsageError
from whence.web.security import limits
from whence.web.settings import Serving, check, loopback, read_tokens

READ, REVIEW, ADMIN = "r" * 20, "v" * 20, "a" * 20
TOKENS = {READ: "read", REVIEW: "review", ADMIN: "admin"}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_record.write(tmp_path_factory.mktemp("secure") / "record.db")


def test_every_answer_binds_the_browser(record: Path) -> None:
    with pages(record) as client:
        for address, answer in walk(client, "/nope", most=80).items():
            policy = answer.headers["content-security-policy"]
            assert "default-src 'none'" in policy, address
            assert "unsafe" not in policy
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.headers["x-frame-options"] == "DENY"
            assert answer.headers["referrer-policy"] == "same-origin"
            if "html" in answer.headers["content-type"]:
                assert "<style" not in answer.text
                assert " style=" not in answer.text
                assert "<script>" not in answer.text
                assert " onclick" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil:8400", "", "[::2]"])
def test_another_name_for_the_server_is_refused(record: Path, host: str) -> None:
    with pages(record) as client:
        answer = client.get("/events", headers={"host": host})
        assert answer.status_code == 421
        assert "polling" not in answer.text


def test_own_names_are_known(record: Path) -> None:
    with pages(record, hosts=("record.newsroom.example",)) as client:
        for host in ("localhost:1", "127.0.0.1", "[::1]:8400", "RECORD.newsroom.example"):
            assert client.get("/events", headers={"host": host}).status_code == 200, host


def test_forms_of_other_sites_are_refused(record: Path) -> None:
    with pages(record) as client:
        good = mark(client, "/import")
        for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
            assert client.post("/import", data={"csrf": good, "text": "x"}, headers=headers).status_code == 403
        assert client.post("/import", data={"text": "x"}).status_code == 403
        assert client.post("/import", data={"csrf": "0" * 64, "text": "x"}).status_code == 403
        client.cookies.clear()
        assert client.post("/import", data={"csrf": good, "text": "x"}).status_code == 403


def test_cookies_are_kept_from_scripts_and_other_sites(record: Path) -> None:
    with pages(record, secure=True) as client:
        cookie = client.get("/events").headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "secure" in cookie


def test_a_cookie_that_was_altered_opens_nothing(record: Path) -> None:
    with pages(record, tokens=TOKENS) as client:
        post(client, "/login", "/login", token=READ)
        assert client.get("/events").status_code == 200
        body, _, signature = client.cookies["whence"].strip('"').partition(".")
        for forged in (
            f"{body}.{'0' * 64}",
            f"{body[:-4]}AAAA.{signature}",
            "x",
            ".",
            f"ÿ.{signature}".encode("latin-1").decode("latin-1"),
        ):
            client.cookies.clear()
            answer = client.get(
                "/events", headers={"cookie": f"whence={forged}".encode("latin-1")}, follow_redirects=False
            )
            assert answer.status_code == 303
            assert answer.headers["location"] == "/login"


def test_roles(record: Path) -> None:
    with pages(record, tokens=TOKENS) as client:
        for token, may in ((READ, [200, 403, 403]), (REVIEW, [200, 200, 403]), (ADMIN, [200, 200, 200])):
            client.cookies.clear()
            assert post(client, "/login", "/login", token=token, who="Ada").status_code == 303
            assert [client.get(path).status_code for path in ("/events", "/history", "/import")] == may
            client.cookies.clear()
            headers = {"authorization": f"Bearer {token}"}
            assert [client.get(p, headers=headers).status_code for p in ("/events", "/history", "/import")] == may
        assert client.get("/events.json", headers={"authorization": "Bearer wrong"}).json()["error"]["status"] == 401
        assert post(client, "/login", "/login", token="wrong").status_code == 403


def test_without_a_token_nothing_of_the_record_is_told(record: Path) -> None:
    with pages(record, tokens=TOKENS) as client:
        for address in ("/events", "/events.json", "/events.csv", "/reports", "/nope", "/openapi.json", "/login"):
            answer = client.get(address)
            assert b"Vesele" not in answer.content
            assert b"2 claims" not in answer.content


def test_leaving_ends_the_session(record: Path) -> None:
    with pages(record, tokens=TOKENS) as client:
        post(client, "/login", "/login", token=ADMIN)
        assert post(client, "/events", "/logout").status_code == 303
        assert client.get("/events", follow_redirects=False).status_code == 303


def test_bodies_are_bounded(record: Path) -> None:
    with pages(record, upload=200_000) as client:
        good = mark(client, "/import")
        assert client.post("/review/keys", data={"csrf": good, "accept": "x" * 300_000}).status_code == 413
        assert (
            client.post("/import", data={"csrf": good}, files={"files": ("a.txt", b"x" * 300_000)}).status_code == 413
        )

        def endless() -> object:
            for _ in range(100):
                yield b"x" * 10_000

        headers = {"content-type": "multipart/form-data; boundary=b"}
        assert client.post("/import", content=endless(), headers=headers).status_code == 413
        assert client.post("/import", content=b"nonsense", headers=headers).status_code == 400


def test_what_comes_too_fast_waits(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "READ", limits.Rate(0.001, 5))
    with pages(record, client="203.0.113.9", public=True) as client:
        answers = [client.get("/openapi.json") for _ in range(8)]
        slow = [answer for answer in answers if answer.status_code == 429]
        assert slow
        assert int(slow[0].headers["retry-after"]) >= 1


def test_buckets_fill_again() -> None:
    now = [0.0]
    buckets = limits.Limits(clock=lambda: now[0])
    tried = [buckets.wait("a", "POST", "/login", local=True) for _ in range(8)]
    assert tried[:6] == [0] * 6
    assert tried[-1] == 5
    assert buckets.wait("b", "POST", "/login", local=True) == 0
    assert buckets.wait("a", "GET", "/events", local=True) == 0
    now[0] = 5.0
    assert buckets.wait("a", "POST", "/login", local=True) == 0


def test_beyond_this_machine_a_token_is_required(record: Path) -> None:
    for host in ("0.0.0.0", "192.0.2.1", "example.org", "::"):
        with pytest.raises(UsageError, match="token is required"):
            check(Serving(record=record, host=host))
        check(Serving(record=record, host=host, public=True))
        check(Serving(record=record, host=host, tokens=TOKENS))
    with pytest.raises(UsageError, match="--public with --private"):
        check(Serving(record=record, public=True, private=True))
    assert loopback("127.0.0.1")
    assert loopback("::1")
    assert not loopback("localhost.example")


def test_files_of_tokens(tmp_path: Path) -> None:
    path = tmp_path / "tokens"

    def read(text: str) -> dict[str, str]:
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        return dict(read_tokens(path))

    assert read(f"# ours\nread {READ}\n\nadmin {ADMIN} # mine\n") == {READ: "read", ADMIN: "admin"}
    for text, wrong in (
        ("", "no token"), ("owner aaaaaaaaaaaaaaaaaaaa", "line 1"), ("read short", "too short"), ("read", "line 1"),
    ):  # fmt: skip
        with pytest.raises(ConfigurationError, match=wrong):
            read(text)
    path.chmod(0o644)
    with pytest.raises(ConfigurationError, match="chmod 600"):
        read_tokens(path)
    with pytest.raises(ConfigurationError, match="cannot be read"):
        read_tokens(tmp_path / "absent")


def test_an_error_tells_nothing_of_the_machine(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from whence.web.view import look

    def broken(*_: object) -> None:
        raise ZeroDivisionError("secret " + str(record))

    with pages(record) as client:
        monkeypatch.setattr(look, "report", broken)
        answer = client.get("/reports/" + "1" * 16)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert str(record.parent) not in answer.text
        assert str(record.parent) not in client.get("/events/zzz").text
