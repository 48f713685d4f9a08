"""The settings of an endpoint: what is refused, where the key is, when texts leave the machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import whence
from whence.errors import ConfigurationError
from whence.nlp.lexicon import Lexicon
from whence.nlp.llm import Endpoint, Llm, leaving, load
from whence.stages.tag import Tag


def settings(room: Path, **fields: Any) -> Path:
    file = room / "llm.toml"
    lines = {"url": "http://127.0.0.1:8080/v1", "model": "small", **fields}
    file.write_text("".join(f"{name} = {value!r}\n" for name, value in lines.items()), encoding="utf-8")
    return file


def test_a_file_is_read_and_its_cache_lies_beside_it(tmp_path: Path) -> None:
    endpoint = load(settings(tmp_path, seconds=30, parallel=2))
    assert (endpoint.model, endpoint.seconds, endpoint.parallel) == ("small", 30.0, 2)
    assert endpoint.cache == str(tmp_path / "llm-cache.sqlite")
    assert load(settings(tmp_path, cache="/var/x.sqlite")).cache == "/var/x.sqlite"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"url": "ftp://127.0.0.1/v1"}, "http://"),
        ({"url": "file:///etc/passwd"}, "http://"),
        ({"url": "127.0.0.1:8080"}, "http://"),
        ({"url": "https:///v1"}, "name a host"),
        ({"url": "https://me:secret@host/v1"}, "user or password"),
        ({"url": "https://host/v1?key=secret"}, "Leave out the rest"),
        ({"url": "https://host/v 1"}, "Leave out the rest"),
        ({"url": "https://host:99999/v1"}, "no address"),
        ({"url": "https://[::1/v1"}, "no address"),
        ({"url": "https://hôst/v1"}, "ASCII"),
        ({"url": "http://example.org/v1", "key_env": "KEY"}, "unencrypted"),
        ({"cost": 5.0}, "no price"),
        ({"model": ""}, "model"),
        ({"parallel": 0}, "parallel"),
        ({"parallel": 1000}, "parallel"),
        ({"tries": 0}, "tries"),
        ({"key": "sk-secret"}, "unknown field"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(fields: dict[str, Any], told: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"llm\.toml") as caught:
        load(settings(tmp_path, **fields))
    assert told in str(caught.value)
    assert "secret" not in str(caught.value).replace("user or password", "")


def test_a_file_that_is_not_there_or_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe = [")
    with pytest.raises(ConfigurationError, match=r"bad\.toml"):
        load(tmp_path / "bad.toml")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://127.0.0.1:8080", "/v1/chat/completions"),
        ("http://127.0.0.1:8080/v1/", "/v1/chat/completions"),
        ("https://host/openai/v1", "/openai/v1/chat/completions"),
    ],
)
def test_where_questions_go(url: str, path: str) -> None:
    assert Endpoint(url=url, model="m").path == path


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "[::1]", "localhost"])
def test_this_machine_needs_no_warning(host: str) -> None:
    assert leaving(Endpoint(url=f"http://{host}:1/v1", model="m")) is None


@pytest.mark.parametrize("host", ["192.168.1.2", "example.org", "localhost.example.org", "127.0.0.1.nip.io", "0.0.0.0"])
def test_any_other_machine_does(host: str) -> None:
    warning = leaving(Endpoint(url=f"https://{host}/v1", model="m"))
    assert warning is not None
    assert host in warning


def test_the_key_is_asked_for_at_once_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = Endpoint(url="https://example.org/v1", model="m", key_env="TEST_LLM_KEY")
    monkeypatch.delenv("TEST_LLM_KEY", raising=False)
    with pytest.raises(ConfigurationError, match="TEST_LLM_KEY is not set"):
        Tag(engine="lexicon", llm=endpoint).fingerprint()
    monkeypatch.setenv("TEST_LLM_KEY", "sk-hidden\r\nX-Other: 1")
    with pytest.raises(ConfigurationError) as caught:
        Llm(endpoint, Lexicon())
    assert "sk-hidden" not in str(caught.value)
    monkeypatch.setenv("TEST_LLM_KEY", "sk-hidden")
    assert "sk-hidden" not in repr(endpoint) + Tag(engine="lexicon", llm=endpoint).fingerprint()


def test_of_all_that_reads_one_module_alone_can_reach_a_network() -> None:
    source = Path(whence.__file__).parent
    network = re.compile(
        r"^(?:import|from) (?:http\.client|socket|ssl|urllib\.request|httpcore2?|httpx2?|requests)\b", re.MULTILINE
    )
    rooms = (source / room for room in ("nlp", "stages", "linkage", "protect", "schema", "publish"))
    found = {
        path.relative_to(source) for room in rooms for path in room.rglob("*.py") if network.search(path.read_text())
    }
    assert found == {Path("nlp/llm/wire.py")}


def test_a_reading_is_named_by_model_question_and_fallback() -> None:
    def name(**fields: Any) -> str:
        return Tag(
            engine="lexicon", llm=Endpoint(**{"url": "http://127.0.0.1/v1", "model": "m", **fields})
        ).fingerprint()

    assert name() == name(url="http://127.0.0.1:9/v1", parallel=9, tokens=7)
    assert len({name(), name(model="n"), name(characters=900), name(answer=900)}) == 4
    assert "+lexicon/2-" in name()
