"""Embargo of troop movements, and places no finer than they may be."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from whence.errors import ConfigurationError
from whence.protect import MASKED, PRIVATE, Policy, Protected, configured, protect
from whence.protect.embargo import WITHHELD
from whence.schema.records import (
    Claim,
    Credibility,
    Dispute,
    Event,
    EventLink,
    EventPlace,
    Figure,
    Input,
    Origin,
    Party,
    Place,
    Published,
    Report,
    Span,
    Superseded,
    Supported,
    Time,
)

TEXT = "A column of tanks moved into Vesele on Monday. Police arrested Stepan Hora, a baker, in Vesele."
NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)


def at(words: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"text": words, "start": start, "end": start + len(words), "found_by": "test"}


def vesele(nth: int) -> Place:
    return Place(
        **at("Vesele", nth), name="Vesele", geonameid=1, admin1="Zaporizhzhia Oblast", country="UA",
        lat=47.0166, lon=34.9166, precision="settlement",
    )  # fmt: skip


def report(published: str | None = "2024-03-05", captured: str | None = None) -> Report:
    date = Published(value=published, basis="given") if published else None
    return Report(report_id="r1", input=Input(), text=TEXT, title="Tanks in Vesele", published=date, captured=captured)


def moved(latest: str | None = None) -> Claim:
    return Claim(
        claim_id="c1", report_id="r1", evidence=Span(**at("A column of tanks moved into Vesele")), type="MOBILIZE",
        mode="troops", place=vesele(0), time=Time(**at("on Monday"), latest=latest) if latest else None,
    )  # fmt: skip


def arrested() -> Claim:
    return Claim(
        claim_id="c2", report_id="r1", evidence=Span(**at("Police arrested Stepan Hora, a baker, in Vesele")),
        type="COERCE", mode="arrest", targets=(Party(**at("Stepan Hora"), name="Stepan Hora"),), place=vesele(1),
    )  # fmt: skip


def event(*claims: str, kind: str = "MOBILIZE", **more: Any) -> Event:
    place = EventPlace(
        name="Vesele", geonameid=1, admin1="Zaporizhzhia Oblast", country="UA", lat=47.0166, lon=34.9166,
        precision="settlement", claims=claims,
    )  # fmt: skip
    return Event(
        event_id=more.pop("event_id", "e1"), status="asserted", type=Supported(value=kind, claims=claims), place=place,
        claims=claims, reports=more.pop("reports", ("r1",)),
        credibility=Credibility(grade=3, why="One named origin."), **more,
    )  # fmt: skip


def shown(one: Report, claims: list[Claim], events: list[Event], policy: Policy = MASKED) -> Protected:
    return protect([one], claims, events, policy=policy, salt=b"s", now=NOW)


@pytest.mark.parametrize(
    ("one", "claim", "held"),
    [
        (report("2024-03-05"), moved(), True),
        (report("2024-03-01"), moved(), False),
        (report("2024-03-05"), moved("2024-03-01"), False),  # an old movement told late
        (report("2024-03-01"), moved("2024-03-10"), True),  # one announced for later
        (report("2024-03-03T11:59:00+00:00"), moved(), False),
        (report("2024-03-03T12:01:00+00:00"), moved(), True),
        (report(None, captured="2024-03-06T09:00:00Z"), moved(), True),
        (report(None), moved(), True),  # no date at all
        (report("last Tuesday"), moved(), True),
    ],
)
def test_troop_movements_wait_for_three_days(one: Report, claim: Claim, held: bool) -> None:
    out = shown(one, [claim], [event("c1")])
    assert out.withheld_claims == out.withheld_events == int(held)
    assert bool(out.claims) is not held
    assert ("tanks moved" in out.reports[0].text) is not held
    assert out.reports[0].title == (WITHHELD if held else "Tanks in Vesele")


def test_after_the_embargo_movements_are_placed_by_region() -> None:
    disputes = (Dispute(field="place", values=(Supported(value="Vesele", claims=("c1",)),) * 2),)
    history = (Superseded(field="place", value="Vesele", claims=("c1",), replaced_by="Tokmak"),)
    out = shown(report("2024-03-01"), [moved()], [event("c1", disputes=disputes, history=history)])
    place = out.claims[0].place
    assert place is not None
    assert (place.name, place.precision, place.lat, place.geonameid) == ("Zaporizhzhia Oblast", "region", None, None)
    assert out.reports[0].text[place.start : place.end] == place.text
    shared = out.events[0].place
    assert shared is not None
    assert (shared.name, shared.precision, shared.lat) == ("Zaporizhzhia Oblast", "region", None)
    assert {value.value for value in out.events[0].disputes[0].values} == {"Zaporizhzhia Oblast"}
    assert out.events[0].history[0].replaced_by == "withheld"


def test_claims_that_rest_on_withheld_words_are_withheld_with_them() -> None:
    other = Claim(claim_id="c3", report_id="r1", evidence=Span(**at("tanks")), type="ACCUSE")
    out = shown(report(), [moved(), other, arrested()], [event("c1"), event("c2", kind="COERCE", event_id="e2")])
    assert [claim.claim_id for claim in out.claims] == ["c2"]
    assert out.claims[0].evidence.text == out.reports[0].text[out.claims[0].evidence.start : out.claims[0].evidence.end]
    assert [one.event_id for one in out.events] == ["e2"]


def test_an_event_loses_what_rests_on_withheld_claims_only() -> None:
    early = Claim(
        claim_id="c0", report_id="r0", evidence=Span(text="Tanks came", start=0, end=10, found_by="t"),
        type="MOBILIZE", mode="troops",
    )  # fmt: skip
    old = Report(
        report_id="r0", input=Input(), text="Tanks came", published=Published(value="2024-02-01", basis="given")
    )
    both = event(
        "c0", "c1", reports=("r0", "r1"),
        links=(EventLink(relation="part", event_id="gone"),),
        origins=(Origin(name="A", kind="person", claims=("c0",)), Origin(name="B", kind="person", claims=("c1",))),
        disputes=(Dispute(field="time", values=tuple(Supported(value=c, claims=(c,)) for c in ("c0", "c1"))),),
    )  # fmt: skip
    out = protect([report(), old], [moved(), early], [both, event("c1", event_id="gone")], salt=b"s", now=NOW)
    one = out.events[0]
    assert (one.claims, one.reports, one.disputes, one.links) == (("c0",), ("r0",), (), ())
    assert [origin.name for origin in one.origins] == ["A"]
    assert one.credibility.why.endswith("Some of its claims are held back.")


def test_troops_among_the_figures_are_a_movement_whatever_the_type() -> None:
    figure = Figure(**at("A column"), low=1, what="troops")
    claim = Claim(
        claim_id="c1", report_id="r1", evidence=Span(**at("A column of tanks")), type="MOVE", figures=(figure,)
    )
    assert shown(report(), [claim], []).withheld_claims == 1


def test_places_of_private_persons_are_no_finer_than_the_district() -> None:
    out = shown(report("2024-03-01"), [arrested()], [event("c2", kind="COERCE")])
    place = out.claims[0].place
    assert place is not None
    assert (place.name, place.precision, place.geonameid) == ("Zaporizhzhia Oblast", "district", None)
    assert (place.lat, place.lon) == (47.0, 35.0)
    shared = out.events[0].place
    assert shared is not None
    assert (shared.name, shared.precision, shared.lat) == ("Zaporizhzhia Oblast", "district", 47.0)
    assert out.coarsened == 1


def test_a_private_export_holds_nothing_back_and_coarsens_nothing() -> None:
    out = shown(report(), [moved(), arrested()], [event("c1")], policy=PRIVATE)
    assert out.claims == (moved(), arrested())
    assert out.events == (event("c1"),)
    assert out.loosened


@pytest.mark.parametrize(("name", "value"), [("embargo", "1"), ("embargo_hours", "soon"), ("embargo_hours", "-1")])
def test_settings_that_do_not_fit_say_so(name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=name):
        configured([(name, value)])
