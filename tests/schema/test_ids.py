"""Identifiers follow from content alone."""

from __future__ import annotations

import hashlib

import msgspec

from whence.schema import ids
from whence.schema.records import Claim, Ground, Link, Place, Span, Time


def span(start: int, text: str = "words") -> Span:
    return Span(text=text, start=start, end=start + len(text), found_by="test")


def claim(**changes: object) -> Claim:
    base = Claim(report_id="r", evidence=span(10), type="ASSAULT", mode="drone")
    return msgspec.structs.replace(base, **changes)


def test_a_report_id_is_the_first_sixteen_digits_of_the_hash_of_its_bytes() -> None:
    data = "Żółć".encode()
    assert ids.report_id(data) == hashlib.sha256(data).hexdigest()[:16]


def test_canonical_json_sorts_keys_keeps_utf8_and_has_no_spaces() -> None:
    assert ids.canonical_json({"b": 1, "a": "é"}) == '{"a":"é","b":1}'.encode()


def test_a_claim_id_does_not_follow_dates_or_resolved_places() -> None:
    dated = claim(
        time=Time(text="Friday", start=0, end=6, found_by="t", earliest="2022-09-23", latest="2022-09-23"),
        place=Place(text="Tokmak", start=7, end=13, found_by="t", name="Tokmak", lat=47.2, lon=35.7),
    )
    assert ids.claim_id(claim()) == ids.claim_id(dated)


def test_a_claim_id_follows_evidence_type_status_trigger_and_chain() -> None:
    link = Link(text="Haidai", start=3, end=9, found_by="t", name="Serhiy Haidai", kind="person")
    variants = [
        claim(),
        claim(evidence=span(11)),
        claim(mode="aerial"),
        claim(status="denied"),
        claim(chain=(link,)),
        claim(grounds=(Ground(field="type", value="ASSAULT", span=span(12), why="trigger"),)),
    ]
    assert len({ids.claim_id(c) for c in variants}) == len(variants)


def test_an_event_id_follows_from_the_smallest_claim_id() -> None:
    assert ids.event_id(["b", "a"]) == ids.event_id(["a", "c"]) != ids.event_id(["b"])
