"""Asking: kept answers, pauses, limits of time and money, many questions at once, keys, redirects, TLS."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
import ssl
import subprocess
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from fake_llm import FakeLlm, Move, claim, claims, envelope, says
from whence.errors import ConfigurationError
from whence.nlp.lexicon import Lexicon
from whence.nlp.llm import Endpoint, Llm
from whence.nlp.llm.ask import FAILURES, Asker, forms
from whence.nlp.llm.fault import NoAnswerError
from whence.nlp.llm.kept import Kept
from whence.nlp.llm.wire import post
from whence.schema.reading import Reading
from whence.schema.records import Input, Report

SHELLING = claims(claim(act="ASSAULT", evidence="Rebels shelled the village of Dovhe", trigger="shelled"))


def reports(count: int = 1) -> list[Report]:
    texts = [f"Rebels shelled the village of Dovhe on day {n} of the war." for n in range(1, count + 1)]
    return [Report(report_id=f"{n:016x}", input=Input(), text=text) for n, text in enumerate(texts)]


def settings(server: FakeLlm, room: Path, **more: Any) -> Endpoint:
    return Endpoint(url=server.url, model="test", cache=str(room / "cache"), **{"pause": 0.0, **more})


def codes(readings: Sequence[Reading]) -> list[str]:
    """For every reading the code of its issue, or the engine's kind."""
    return [one.issues[0].code if one.issues else one.engine.split("/")[0] for one in readings]


def reasons(readings: Sequence[Reading]) -> str:
    return " ".join(issue.message for one in readings for issue in one.issues)


def test_an_answer_is_asked_for_once(tmp_path: Path) -> None:
    with FakeLlm([SHELLING]) as server:
        first = Llm(settings(server, tmp_path), Lexicon()).read(reports(3))
        again = Llm(settings(server, tmp_path), Lexicon()).read(reports(3))
        assert (len(server.asked), again) == (3, first)
        Llm(settings(server, tmp_path, characters=5000), Lexicon()).read(reports(3))
        assert len(server.asked) == 3
        other = Llm(Endpoint(url=server.url, model="other", cache=str(tmp_path / "cache")), Lexicon())
        other.read(reports(3))
        assert len(server.asked) == 6


def test_a_kept_answer_that_somebody_changed_is_asked_for_again(tmp_path: Path) -> None:
    with FakeLlm([SHELLING]) as server:
        Llm(settings(server, tmp_path), Lexicon()).read(reports())
        with sqlite3.connect(tmp_path / "cache") as file:
            file.execute("update answers set said = 'The mayor did it.'")
        (read,) = Llm(settings(server, tmp_path), Lexicon()).read(reports())
        assert (len(server.asked), codes([read])) == (2, ["llm"])


def test_an_answer_that_is_of_no_use_is_not_kept(tmp_path: Path) -> None:
    with FakeLlm([says("no"), says("no"), SHELLING]) as server:
        engine = Llm(settings(server, tmp_path), Lexicon())
        assert codes(engine.read(reports())) == ["llm-fallback"]
        assert codes(engine.read(reports())) == ["llm"]


def test_the_order_of_the_answers_changes_nothing(tmp_path: Path) -> None:
    late = {f"day {n} of": Move(body=SHELLING.body, stall=0.04 * (8 - n)) for n in range(1, 9)}
    with FakeLlm([SHELLING], late) as server, FakeLlm([SHELLING]) as quick:
        slow = Llm(settings(server, tmp_path, parallel=8), Lexicon()).read(reports(8))
        one = Llm(settings(quick, tmp_path / "b", parallel=1), Lexicon()).read(reports(8))
        assert slow == one
        assert [act.evidence.found_by for read in slow for act in read.acts] == ["llm/1:test"] * 8


def test_no_more_questions_at_a_time_than_allowed(tmp_path: Path) -> None:
    with FakeLlm([Move(body=SHELLING.body, stall=0.2)]) as server:
        Llm(settings(server, tmp_path, parallel=3), Lexicon()).read(reports(12))
        assert len(server.asked) == 12
        assert 1 < server.most_at_once <= 3


def test_pauses_double_and_heed_the_server(tmp_path: Path) -> None:
    waited: list[float] = []
    moves = [Move(status=503), Move(status=503), Move(status=429, headers={"Retry-After": "7"}), SHELLING]
    with FakeLlm(moves) as server:
        Llm(settings(server, tmp_path, pause=1.5), Lexicon(), wait=waited.append).read(reports())
    assert waited == [1.5, 3.0, 7.0]


def test_an_endpoint_that_is_down_is_given_up(tmp_path: Path) -> None:
    with FakeLlm([Move(reset=True)]) as server:
        read = Llm(settings(server, tmp_path, tries=1, parallel=1), Lexicon()).read(reports(FAILURES + 4))
        assert len(server.asked) == FAILURES
        assert codes(read) == ["llm-fallback"] * (FAILURES + 4)
        assert "not asked any more" in read[-1].issues[0].message


def test_one_good_answer_makes_up_for_earlier_failures(tmp_path: Path) -> None:
    bad = [Move(reset=True)] * (FAILURES - 1)
    with FakeLlm([*bad, SHELLING, *bad, SHELLING]) as server:
        read = Llm(settings(server, tmp_path, tries=1, parallel=1), Lexicon()).read(reports(2 * FAILURES))
    assert codes(read).count("llm") == 2


def test_the_budget_holds_over_runs_and_threads(tmp_path: Path) -> None:
    with FakeLlm([SHELLING]) as server:
        most = settings(server, tmp_path, parallel=8, cost=0.9, price_in=0.01, price_out=0.1)
        for _ in range(3):
            read = Llm(most, Lexicon()).read(reports(60))
        tokens, cost = Kept(tmp_path / "cache").spent()
    asked = len(server.asked)
    assert 0 < asked < 60
    assert tokens == asked * 760  # as the server says, not as was reserved
    assert cost == pytest.approx(asked * 0.013)
    assert cost <= 0.9
    assert "budget of tokens or money" in reasons(read)


@pytest.mark.parametrize("usage", ["lots", {"prompt_tokens": -1, "completion_tokens": 0}, {"prompt_tokens": "9"}, []])
def test_without_a_plain_count_the_reservation_stands(usage: object, tmp_path: Path) -> None:
    with FakeLlm([says('{"claims": []}', usage=usage)]) as server:
        Llm(settings(server, tmp_path), Lexicon()).read(reports())
        body = len(json.dumps(server.asked[0]).encode())
    assert Kept(tmp_path / "cache").spent()[0] == body // 2 + 4096


def test_what_was_not_answered_costs_nothing_but_what_may_have_been_billed_does(tmp_path: Path) -> None:
    with FakeLlm([Move(status=500)]) as server:
        Llm(settings(server, tmp_path, tries=2), Lexicon()).read(reports())
    assert Kept(tmp_path / "cache").spent() == (0, 0.0)
    with FakeLlm([Move(reset=True)]) as server:
        Llm(settings(server, tmp_path, tries=1), Lexicon()).read(reports())
    assert Kept(tmp_path / "cache").spent()[0] > 4096


def test_the_time_for_asking_ends(tmp_path: Path) -> None:
    with FakeLlm([Move(body=SHELLING.body, stall=0.2)]) as server:
        read = Llm(settings(server, tmp_path, minutes=0.3 / 60, parallel=1), Lexicon()).read(reports(20))
        assert len(server.asked) <= 3
    assert codes(read)[-1] == "llm-fallback"
    assert "time for asking is over" in read[-1].issues[0].message


def test_no_pause_goes_past_the_time_for_asking(tmp_path: Path) -> None:
    waited: list[float] = []
    with FakeLlm([Move(status=503)]) as server:
        Llm(settings(server, tmp_path, pause=50, minutes=0.5), Lexicon(), wait=waited.append).read(reports())
    assert waited == []


def test_a_long_report_is_asked_about_in_parts_and_reads_as_one(tmp_path: Path) -> None:
    text = " ".join(f"Rebels shelled the village of Dovhe{n} on Monday." for n in range(40))
    report = Report(report_id="00", input=Input(), text=text)
    told = {
        f"Dovhe{n} ": claims(
            claim(act="ASSAULT", evidence=f"Rebels shelled the village of Dovhe{n}", trigger="shelled")
        )
        for n in (39, 20, 0)
    }
    with FakeLlm([claims()], told) as server:
        (read,) = Llm(settings(server, tmp_path, characters=600), Lexicon()).read([report])
        texts = server.texts()
    assert [sentence for some in texts for sentence in some] == [f"{one}." for one in text[:-1].split(". ")]
    assert all(sum(map(len, some)) <= 600 for some in texts)
    assert [act.evidence.text[30:] for act in read.acts] == ["Dovhe0", "Dovhe20", "Dovhe39"]


def test_servers_that_know_no_schema_are_asked_for_less(tmp_path: Path) -> None:
    with FakeLlm([Move(status=400), Move(status=422), SHELLING]) as server:
        Llm(settings(server, tmp_path, parallel=1), Lexicon()).read(reports(2))
        kinds = [one.get("response_format", {}).get("type") for one in server.asked]
    assert kinds == ["json_schema", "json_schema", "json_object", "json_object"]
    assert [sorted(form) for form in forms(100)][1] == ["max_completion_tokens", "response_format"]


def test_what_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_LLM_KEY", "sk-secret-1")
    with FakeLlm([SHELLING]) as server:
        Llm(settings(server, tmp_path, key_env="TEST_LLM_KEY"), Lexicon()).read(reports())
        (asked,), (headers,) = server.asked, server.headers
    assert server.paths == ["/v1/chat/completions"]
    assert headers["Authorization"] == "Bearer sk-secret-1"
    assert (asked["model"], asked["temperature"], asked["max_tokens"]) == ("test", 0, 4096)
    assert [one["role"] for one in asked["messages"]] == ["system", "user"]
    assert b"sk-secret" not in (tmp_path / "cache").read_bytes()


def test_the_cache_is_its_owners_alone(tmp_path: Path) -> None:
    Kept(tmp_path / "in" / "cache")
    assert (tmp_path / "in" / "cache").stat().st_mode & 0o077 == 0


def test_a_cache_that_is_no_cache_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"This is not a database, but it is long enough to be looked at." * 20)
    with FakeLlm([SHELLING]) as server, pytest.raises(ConfigurationError, match="cannot be used"):
        Llm(settings(server, tmp_path), Lexicon()).read(reports())


def test_a_cache_that_goes_away_costs_no_report(tmp_path: Path) -> None:
    with FakeLlm([SHELLING]) as server:
        engine = Llm(settings(server, tmp_path), Lexicon())
        engine.read(reports())
        with sqlite3.connect(tmp_path / "cache") as file:
            file.execute("drop table answers")
        read = engine.read(reports())
    assert codes(read) == ["llm-fallback"]
    assert "file of answers" in reasons(read)


def test_a_redirect_takes_neither_text_nor_key_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_LLM_KEY", "sk-secret-2")
    with FakeLlm([SHELLING]) as other:
        for status in (301, 302, 307, 308):
            with FakeLlm([Move(status=status, headers={"Location": f"{other.url}/chat/completions"})]) as server:
                engine = Llm(settings(server, tmp_path, key_env="TEST_LLM_KEY"), Lexicon())
                assert codes(engine.read(reports())) == ["llm-fallback"]
        assert other.asked == []


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("makes a certificate with openssl, which is not here")
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    heard: list[bytes] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        raw, _ = listener.accept()
        try:
            with context.wrap_socket(raw, server_side=True) as line:
                heard.append(line.recv(100))
        except OSError:
            return

    thread = Thread(target=serve, daemon=True)
    thread.start()
    endpoint = Endpoint(url=f"https://localhost:{listener.getsockname()[1]}/v1", model="test")
    with pytest.raises(NoAnswerError) as caught:
        post(endpoint, "sk-secret-3", b"{}", 10)
    thread.join(5)
    listener.close()
    assert (caught.value.code, caught.value.repeats, [one for one in heard if one]) == ("tls", 0, [])


def test_plain_http_behind_an_https_address_is_refused() -> None:
    with FakeLlm([SHELLING]) as server:
        endpoint = Endpoint(url=server.url.replace("http://", "https://"), model="test")
        with pytest.raises(NoAnswerError) as caught:
            post(endpoint, "sk-secret-4", b"{}", 10)
    assert caught.value.code in ("tls", "connection")


def test_a_host_that_is_not_there_is_a_broken_connection() -> None:
    for host in ("127.0.0.1:1", "a" * 70 + ".invalid"):
        with pytest.raises(NoAnswerError) as caught:
            post(Endpoint(url=f"http://{host}/v1", model="test"), None, b"{}", 10)
        assert (caught.value.code, caught.value.billed) == ("connection", False)


def test_an_asker_keeps_what_was_said_word_for_word(tmp_path: Path) -> None:
    words = '```json\n{"claims": []}\n```'
    with FakeLlm([Move(body=envelope(words))]) as server:
        Asker(settings(server, tmp_path), None, Kept(tmp_path / "cache")).ask("{}")
    with sqlite3.connect(tmp_path / "cache") as file:
        assert file.execute("select model, said from answers").fetchall() == [("test", words)]
