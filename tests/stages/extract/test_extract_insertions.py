"""Words put in between must not take over roles or status."""

from __future__ import annotations

import pytest

from whence.nlp.lexicon import Lexicon
from whence.schema.records import Claim, Input, Report
from whence.stages.extract.claims import claims
from whence.stages.extract.figures import figures


def read(text: str) -> tuple[Claim, ...]:
    report = Report(report_id="r", input=Input(), text=text)
    return claims(report, Lexicon().read([report])[0])


def test_a_wider_place_put_in_is_not_the_subject() -> None:
    [threat] = read("Staff of the school in Melitopol, Zaporizhzhia Oblast, were threatened on Thursday by the rector.")
    assert [party.text for party in threat.targets] == ["Staff of the school"]
    [attack] = read("Soldiers in Bucha, Kyiv Oblast, shot four men.")
    assert [party.text for party in attack.actors] == ["Soldiers"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A doctor who refused to vote had been detained on Friday by men in masks.", "asserted"),
        ("The regiment refused to shell the town.", "denied"),
    ],
)
def test_only_what_is_refused_is_denied(text: str, status: str) -> None:
    told = {claim.type: claim.status for claim in read(text)}
    if status == "denied":
        assert "ASSAULT" not in told or told["ASSAULT"] == "denied"
        assert told["REJECT"] == "asserted"
    else:
        assert told["COERCE"] == "asserted"


def test_a_bound_may_end_the_text() -> None:
    text = "police fined donors who gave $200 or less"
    found = figures(text, 0, len(text))
    assert [(f.low, f.high, text[f.start : f.end]) for f in found] == [(None, 200, "$200 or less")]


def test_a_phrase_behind_a_verb_of_saying_opens_its_clause() -> None:
    [claim] = read("The governor seemed to imply rebel forces or saboteurs were behind the attacks.")
    assert [party.text for party in claim.actors] == ["rebel forces", "saboteurs"]


def test_a_strike_that_is_directed_has_its_director() -> None:
    [claim] = read("Special forces had directed rocket strikes on the depot.")
    assert [party.text for party in claim.actors] == ["Special forces"]
    assert [party.text for party in claim.targets] == ["the depot"]
