"""Pages of a record on a PostgreSQL server: as those of a file, and what they say while the server is away."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pages_of import pages, post, walk

import sample_record
from places import Cluster, server_home
from whence.cli import main
from whence.publish.kept import Kept
from whence.review.decisions import decide
from whence.store.changes import changes
from whence.store.copy import copy
from whence.store.place import Server, place
from whence.store.reader import Reader
from whence.store.writer import Writer
from whence.web.app import build
from whence.web.settings import Serving
from whence.web.spoken import AWAY

PASSWORD = "n0t-t0-be-seen"


@pytest.fixture
def record(postgres: Callable[..., Server], tmp_path: Path) -> Server:
    return put(postgres(), tmp_path)


def put(server: Server, folder: Path) -> Server:
    copy(sample_record.write(folder / "r.db"), server)
    return Server(server.address.replace("whence@", f"whence:{PASSWORD}@"))


def soon(what: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


def first(client: Any) -> str:
    return str(client.get("/review").url.path)


@pytest.mark.parametrize("public", [False, True])
def test_its_pages_are_those_of_a_file(record: Server, tmp_path: Path, public: bool) -> None:
    with pages(tmp_path / "r.db", public=public) as client:
        wanted = shown(client)
    with pages(record, public=public) as client:  # type: ignore[arg-type]
        found = shown(client)
    assert {"/events", "/disputes.json"} < {*wanted}
    assert found == wanted
    told = "".join(found.values())
    assert not any(word in told for word in (*sample_record.PRIVATE_WORDS, PASSWORD))


def shown(client: Any) -> dict[str, str]:
    """Each page for reading; forms bear a mark of their visitor, exports the time."""
    found = walk(client, "/disputes.json", "/places.json", "/events.csv", most=40)
    passed_over = ("/review", "/history", "/import", "/export", "/issues")
    return {path: one.text for path, one in found.items() if not path.startswith(passed_over)}


def test_decisions_are_written_into_it(record: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    with Writer(record) as writer:  # as every record has that was read
        writer.configure("salt", "0123456789abcdef", who="ada", when="2024-01-01T00:00:00+00:00")
    again, parts = Kept.again, []
    monkeypatch.setattr(Kept, "again", lambda *given: parts.append(again(*given)) or parts[-1])
    with pages(record, reviewer="ada") as client:  # type: ignore[arg-type]
        claim, desk = first(client), client.app.state.site.desk  # type: ignore[attr-defined]
        tag = client.get(claim).headers["etag"].strip('"')
        decide(record, "accept", [claim.rpartition("/")[2]], who="ben")  # somebody else, from elsewhere
        assert post(client, claim, claim, what="accept", version=tag).status_code == 412
        tag = client.get(claim).headers["etag"].strip('"')
        assert post(client, claim, claim, what="reject", version=tag).status_code == 303
        soon(lambda: desk.pending == 0)
        assert "ada" in client.get("/history").text
        assert f"whence_record_decisions {len(desk.log())}" in client.get("/metrics").text
        assert "whence_record_bytes 0" not in client.get("/metrics").text
    assert parts
    assert None not in parts
    with Reader(record) as reader:
        assert [one.who for one in reader.decisions()][-2:] == ["ben", "ada"]
        assert reader.event_of(claim.rpartition("/")[2]) is None  # closing merged what waited


def test_what_another_loader_holds_is_told_without_names(record: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.web.desk.PATIENCE", 0.0)
    with pages(record) as client, Writer(record):  # type: ignore[arg-type]
        claim = first(client)
        answer = post(client, claim, claim, what="accept", version=client.get(claim).headers["etag"].strip('"'))
        assert answer.status_code == 503
        assert "Another process is loading the record" in answer.text
        assert not any(word in answer.text for word in ("postgresql:", "127.0.0.1:", PASSWORD, "user whence"))


def test_an_import_is_read_into_it(record: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where files stay that were read into a record on a server
    with pages(record) as client:  # type: ignore[arg-type]
        text = "A shell hit the depot in Vesele on Friday, the governor Petro Lysenko said."
        job = post(client, "/import", "/import", text=text).headers["location"]
        post(client, job, job, do="try", published="2022-09-25", outlet="The Daily")
        soon(lambda: "Trying" not in client.get(job).text)
        post(client, job, job, do="read")
        soon(lambda: "Done: 1 report read" in client.get(job).text)
        assert "The Daily" in client.get("/reports").text
    assert list(tmp_path.glob("whence-*.inbox/*/pasted.txt"))
    with Reader(record) as reader:
        assert reader.counts()["reports"] == 4


@contextmanager
def server_of_its_own(folder: Path) -> Iterator[tuple[Cluster, Server]]:
    cluster = Cluster(server_home())
    try:
        yield cluster, put(cluster.database(), folder)
    finally:
        cluster.stop()


def test_while_the_server_is_away_and_when_it_is_back(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with server_of_its_own(tmp_path) as (cluster, record), pages(record) as client:  # type: ignore[arg-type]
        claim, event = first(client), client.get("/events.json").json()["events"][0]["event_id"]
        tag = client.get(claim).headers["etag"].strip('"')
        cluster.kill()
        soon(lambda: client.get("/health/ready").status_code == 503)
        answers = [client.get(path) for path in ("/events", f"/events/{event}", claim, "/metrics")]
        assert [one.status_code for one in answers] == [200] * 4
        assert "whence_pages_trouble 1" in answers[-1].text
        refused = post(client, claim, claim, what="accept", version=tag)
        assert refused.status_code == 503
        assert AWAY in refused.text
        cluster.start_again()
        soon(lambda: client.get("/health/ready").status_code == 200)
        decide(record, "accept", [claim.rpartition("/")[2]], who="ben")
        soon(lambda: "ben" in client.get("/history").text)
        soon(lambda: "whence_pages_trouble 0" in client.get("/metrics").text)
        told = "".join(one.text for one in (*answers, refused)) + caplog.text
    assert not any(word in told for word in (PASSWORD, f":{cluster.port}/", "postgresql://"))


def test_a_server_that_is_not_there_is_named_without_its_password(capsys: pytest.CaptureFixture[str]) -> None:
    address = f"postgresql://ada:{PASSWORD}@127.0.0.1:1/records?sslpassword={PASSWORD}&connect_timeout=2"
    assert main(["serve", address, "--port", "0"]) == 3
    told = capsys.readouterr().err
    assert "postgresql://ada@127.0.0.1:1/records?connect_timeout=2: cannot be reached" in told
    assert PASSWORD not in told
    assert place(address).name == "records"


def test_a_change_made_elsewhere_is_noticed(record: Server) -> None:
    now = changes(record)
    before = now.mark(), now.decided()
    assert (now.mark(), now.decided()) == before
    with Writer(record) as writer:
        writer.configure("protect.embargo_hours", "0", who="ada", when="2024-01-01T00:00:00+00:00")
    soon(lambda: now.mark() != before[0])
    assert now.decided() == before[1]
    now.close()


def test_of_several_workers_each_can_serve_it(record: Server) -> None:
    build(Serving(record=record, workers=2)).state.site.views.close()
