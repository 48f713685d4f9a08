"""`/health` and `/metrics`: to whom, and in a form that Prometheus reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

import sample_record
from whence.web.app import build
from whence.web.operations.counts import OTHER, Counts
from whence.web.settings import Serving

TOKENS = {"r" * 20: "read", "v" * 20: "review"}


@contextmanager
def asked(record: Path, client: str = "127.0.0.1", **serving: object) -> Iterator[TestClient]:
    app = build(Serving(record=record, **serving))
    with TestClient(app, base_url="http://localhost", client=(client, 50000), raise_server_exceptions=False) as found:
        yield found


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return sample_record.write(tmp_path / "r.db")


def samples(text: str) -> dict[tuple[str, ...], float]:
    """Name and label values -> value, as Prometheus' own parser reads it."""
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_metrics_are_what_prometheus_reads(record: Path) -> None:
    with asked(record) as client:
        for path in ("/events", "/events", "/events/none", "/events?words=Halyna+Dovhan", "/Halyna Dovhan"):
            client.get(path)
        answer = client.get("/metrics")
        again = samples(client.get("/metrics").text)
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert answer.headers["cache-control"] == "no-store"
    families = {one.name: one for one in text_string_to_metric_families(answer.text)}
    assert {one.type for one in families.values()} == {"counter", "gauge", "histogram"}
    assert all(one.documentation for one in families.values())
    found = samples(answer.text)
    assert found["whence_requests_total", "/events", "2xx"] == 3
    assert found["whence_requests_total", "/events/{id:str}", "4xx"] == 1
    assert found["whence_requests_total", OTHER, "4xx"] == 1
    assert found["whence_request_seconds_count", "/events"] == 3
    assert found["whence_request_seconds_bucket", "+Inf", "/events"] == 3
    assert found["whence_request_seconds_sum", "/events"] > 0
    assert found["whence_workers",] == found["whence_worker_starts_total",] == 1
    assert found["whence_record_reports",] == 3
    assert found["whence_record_bytes",] == record.stat().st_size
    assert again["whence_requests_total", "/metrics", "2xx"] == 1
    buckets = [value for key, value in found.items() if key[0].endswith("_bucket") and key[2] == "/events"]
    assert buckets == sorted(buckets)


def test_no_name_and_no_word_in_metrics_and_health(record: Path) -> None:
    with asked(record, private=True) as client:
        client.get("/events?words=Vesele")
        client.get("/Petro Lysenko")
        told = "".join(client.get(path).text for path in ("/metrics", "/health", "/health/live", "/health/ready"))
    for word in (*sample_record.PRIVATE_WORDS, "Vesele", "Lysenko", "polling", "r.db"):
        assert word not in told


@pytest.mark.parametrize(
    ("serving", "client", "token", "status"),
    [
        ({}, "127.0.0.1", "", 200),
        ({"host": "0.0.0.0", "tokens": TOKENS}, "10.1.1.1", "", 401),
        ({"host": "0.0.0.0", "tokens": TOKENS}, "10.1.1.1", "wrong" * 5, 401),
        ({"host": "0.0.0.0", "tokens": TOKENS}, "10.1.1.1", "r" * 20, 200),
        ({"host": "0.0.0.0", "public": True}, "10.1.1.1", "", 403),
        ({"host": "0.0.0.0", "public": True}, "127.0.0.1", "", 200),
    ],
)
def test_who_may_ask_for_metrics(
    record: Path, serving: dict[str, object], client: str, token: str, status: int
) -> None:
    headers = {"accept": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
    with asked(record, client, **serving) as asking:
        assert asking.get("/metrics", headers=headers).status_code == status
        assert asking.get("/health/ready").json() == {"ready": True}  # tells nothing that a token would guard
        if serving.get("public") and status == 200:  # a proxy here asks for somebody elsewhere
            assert asking.get("/metrics", headers={"x-forwarded-for": "10.1.1.1"}).status_code == 403


def test_ready_follows_the_record_and_live_does_not(record: Path) -> None:
    with asked(record) as client:
        assert client.get("/health").status_code == 200
        record.rename(record.with_name("away.db"))
        answer = client.get("/health/ready")
        assert (answer.status_code, answer.json()) == (503, {"ready": False})
        assert client.get("/health/live").json() == {"live": True}


def test_counts_of_workers_add_up_and_outlive_them(tmp_path: Path) -> None:
    one, other = Counts(tmp_path, ["/a", "/b"]), Counts(tmp_path, ["/a", "/b"])
    one.add("/a", 200, 0.004)
    other.add("/a", 200, 7.0)
    other.add("/never", 101, 0.2)
    del other
    table = one.all()
    assert table[0, :5].tolist() == [0, 2, 0, 0, 0]
    assert table[2, 0] == 1
    assert table[0].sum() == pytest.approx(2 + 2 + 7.004)
    assert one.workers() == (1, 2)
    (tmp_path / f"{2**22 + 1}-0.counts").touch()  # of one that is gone, killed before it wrote
    assert one.workers() == (1, 3)
    assert one.all().tolist() == table.tolist()


def test_an_import_needs_a_server_of_one_worker(record: Path, tmp_path: Path) -> None:
    with asked(record, workers=2, counts=tmp_path, key=b"k" * 32) as client:
        answer = client.get("/import", headers={"accept": "application/json"})
    assert answer.status_code == 409
    assert "whence read" in answer.json()["error"]["message"]


def test_a_cookie_of_one_worker_is_known_to_the_others(record: Path, tmp_path: Path) -> None:
    serving = {"tokens": TOKENS, "workers": 2, "counts": tmp_path, "key": b"k" * 32}
    with asked(record, **serving) as one, asked(record, **serving) as other, asked(record, tokens=TOKENS) as stranger:
        csrf = re.search(r'name="csrf" value="(\w+)"', one.get("/login").text)
        assert csrf
        form = {"csrf": csrf.group(1), "token": "v" * 20}
        entered = one.post("/login", data=form, headers={"origin": "http://localhost"})
        assert entered.status_code == 200
        cookie = {"cookie": f"whence={one.cookies['whence']}"}
        assert other.get("/history", headers=cookie, follow_redirects=False).status_code == 200
        assert stranger.get("/history", headers=cookie, follow_redirects=False).status_code == 303
