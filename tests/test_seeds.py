"""The two real reports that the project began with, read from the files as they were stored."""

from __future__ import annotations

from pathlib import Path

import pytest

import whence
from whence.schema.records import Claim

FIRE, BOYCOTT = "004_", "000_"


@pytest.fixture(scope="module")
def read(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> whence.Record:
    """The record of both seeds, dates unknown."""
    return whence.read(
        sorted((shared / "gold" / "seeds").glob("*.txt")),
        into=tmp_path_factory.mktemp("seeds") / "record.db",
        private=True,
    )


def about(record: whence.Record, *words: str) -> list[Claim]:
    """The claims whose evidence has all of these words."""
    return [c for c in record.claims if all(w in c.evidence.text for w in words)]


def one(record: whence.Record, *words: str) -> Claim:
    found = about(record, *words)
    assert found, f"no claim about {words}"
    return found[0]


def names(claim: Claim) -> list[str]:
    return [link.name for link in claim.chain]


def test_the_shchastia_polling_station_is_told_by_haidai_on_telegram(read: whence.Record) -> None:
    claim = one(read, "polling station had been set alight")
    assert claim.type == "ASSAULT"
    assert claim.place is not None
    assert claim.place.admin1 == "Luhansk Oblast"
    assert (claim.place.lat, claim.place.lon) == (pytest.approx(48.74, abs=0.1), pytest.approx(39.23, abs=0.1))
    assert "Haidai" in names(claim)[-1]
    assert claim.chain[-1].via == "Telegram"


def test_the_explosions_in_alchevsk_and_mankivka_are_told_by_haidai_on_twitter(read: whence.Record) -> None:
    alchevsk, mankivka = one(read, "storage point", "Alchevsk"), one(read, "barracks", "Mankivka")
    for claim in (alchevsk, mankivka):
        assert claim.type == "ASSAULT"
        assert "Haidai" in names(claim)[-1]
        assert claim.chain[-1].via == "Twitter"
    assert alchevsk.place is not None
    assert alchevsk.place.name == "Alchevsk"
    assert mankivka.place is not None
    assert (mankivka.place.name, mankivka.place.admin1, mankivka.place.country) == ("Mankivka", "Luhansk Oblast", "UA")
    assert mankivka.place.fallback
    assert alchevsk.claim_id != mankivka.claim_id


def test_himars_is_a_supposition_of_reports_and_an_assertion_of_a_correspondent(read: whence.Record) -> None:
    himars = about(read, "HIMARS")
    by_origin = {c.chain[-1].name.casefold(): c.status for c in himars if c.chain}
    assert by_origin.get("reports") == "possible"
    assert any("pfarrer" in name for name in by_origin)
    haidai = [c for c in about(read, "behind the attacks") if c.chain and "Haidai" in c.chain[-1].name]
    assert [c.status for c in haidai] == ["possible"]


def test_himars_is_one_event_with_three_origins(read: whence.Record) -> None:
    told = [*about(read, "HIMARS"), *about(read, "behind the attacks")]
    assert {claim.status for claim in told} == {"possible", "asserted"}
    [event] = [event for event in read.events if told[0].claim_id in event.claims]
    assert {claim.claim_id for claim in told} <= set(event.claims)
    assert {origin.name.casefold().split()[-1] for origin in event.origins} == {"reports", "haidai", "pfarrer"}


def test_the_zaporizhzhia_polling_station_was_blown_up_with_drones(read: whence.Record) -> None:
    claim = one(read, "blowing up a polling station", "Zaporizhzhia")
    assert claim.type == "ASSAULT"
    assert claim.instrument is not None
    assert claim.instrument.text == "drones"
    assert claim.place is not None
    assert claim.place.admin1 == "Zaporizhzhia Oblast"


def test_a_source_told_the_kyiv_post(read: whence.Record) -> None:
    first, last = one(read, "Elections here ended prematurely").chain
    assert "Kyiv Post" in first.name
    assert "Security Service" in last.name
    assert last.kind == "unnamed"


def test_reuters_reports_what_kremlin_polls_predict(read: whence.Record) -> None:
    claim = one(read, "70-80%")
    assert (claim.type, claim.mode, claim.status) == ("VOTE", "result", "predicted")
    assert [(f.low, f.high, f.unit, f.what) for f in claim.figures] == [(70, 80, "percent", "vote-share")]
    assert names(claim) == ["Reuters", "Kremlin polls"]


def test_authorities_implicate_three_thousand(read: whence.Record) -> None:
    claim = one(read, "3,000")
    assert [(f.low, f.high) for f in claim.figures] == [(3000, None)]
    assert "Kyiv Post" in names(claim)[0]
    assert names(claim)[-1] == "authorities"


@pytest.mark.parametrize(
    ("words", "low", "high", "what"),
    [
        ("92", 92, 92, "sanctioned"),
        ("55", 55, 55, "sanctioned"),
        ("300,000", 300000, None, "troops"),
        ("2,000", 2000, None, "arrested"),
        ("17,000", 17000, 17000, "displaced"),
    ],
)
def test_figures_have_their_meaning(read: whence.Record, words: str, low: int, high: int | None, what: str) -> None:
    found = [f for c in about(read, words) for f in c.figures if words in f.text]
    assert (low, high, what) in [(f.low, f.high, f.what) for f in found]


def test_kazakhstan_refuses(read: whence.Record) -> None:
    claim = one(read, "not recognise the outcome")
    assert claim.type == "REJECT"
    assert claim.chain


def test_nothing_comes_out_of_the_furniture(read: whence.Record) -> None:
    for words in ("Gunman", "Scholz", "Kate sought", "furious", "email address"):
        assert about(read, words) == []
        assert not any(words in report.text for report in read.reports)


def test_republication_names_the_outlet(read: whence.Record) -> None:
    outlets = {report.outlet for report in read.reports}
    assert "Business Insider" in outlets


def relative(record: whence.Record) -> dict[str, tuple[str | None, str | None]]:
    return {c.time.text: (c.time.earliest, c.time.latest) for c in record.claims if c.time}


def test_relative_dates_stay_unresolved_without_a_publication_date(read: whence.Record) -> None:
    found = relative(read)
    assert found["this weekend"] == (None, None)
    assert found["last Wednesday"] == (None, None)


@pytest.mark.parametrize(
    ("start", "published", "words", "days"),
    [
        (FIRE, "2022-09-26", "last Wednesday", ("2022-09-21", "2022-09-21")),
        (BOYCOTT, "2023-09-10", "this weekend", ("2023-09-09", "2023-09-10")),
    ],
)
def test_a_given_date_dates_the_claims_and_keeps_their_ids(
    read: whence.Record, shared: Path, tmp_path: Path, start: str, published: str, words: str, days: tuple[str, str]
) -> None:
    [path] = (shared / "gold" / "seeds").glob(f"{start}*.txt")
    dated = whence.read([path], into=tmp_path / "dated.db", published=published, private=True)
    assert relative(dated)[words] == days
    assert {c.claim_id for c in dated.claims} <= {c.claim_id for c in read.claims}
