"""Masking of a whole record: names, spans, sealed persons, pseudonyms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.protect import MASKED, PRIVATE, Policy, Protected, configured, decided, protect
from whence.protect.embargo import spans
from whence.protect.pseudonym import derived_salt
from whence.schema.records import (
    Claim,
    Credibility,
    Decision,
    Event,
    EventParty,
    Ground,
    Input,
    Issue,
    Link,
    Origin,
    Party,
    Published,
    Report,
    Span,
    Supported,
)

SALT = b"a salt of the record's own"
TEXT = (
    "Idrissou Kanouté, a 22-year-old student, was shot on Friday, his cousin Sambo Kanouté told Radio Lac. "
    "“Idrissou was my brother,” Mr Kanouté’s neighbour said. Governor Tidiane Oumarou denied it. "
    "S. Kanouté wept. IDRISSOU KANOUTÉ is dead. Oumarou left."
)


def at(text: str, words: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"text": words, "start": start, "end": start + len(words), "found_by": "test"}


def report(text: str = TEXT, id_: str = "r1", **more: Any) -> Report:
    return Report(report_id=id_, input=more.pop("input", Input(path="in.txt")), text=text, **more)


def shooting(text: str = TEXT) -> Claim:
    return Claim(
        claim_id="c1",
        report_id="r1",
        evidence=Span(**at(text, "Idrissou Kanouté, a 22-year-old student, was shot on Friday")),
        type="ASSAULT",
        mode="firearms",
        targets=(Party(**at(text, "Idrissou Kanouté"), name="Idrissou Kanouté"),),
        chain=(
            Link(**at(text, "Sambo Kanouté"), name="Sambo Kanouté", kind="person", role="cousin of Idrissou Kanouté"),
        ),
        grounds=(
            Ground(field="type", value="ASSAULT", span=Span(**at(text, "shot")), why="`shot` beside Idrissou Kanouté"),
        ),
    )


def everything(protected: Protected) -> str:
    lists = (protected.reports, protected.claims, protected.events, protected.decisions, protected.issues)
    return msgspec.json.encode(lists).decode()


def to_the_letter(protected: Protected) -> None:
    texts = {one.report_id: one.text for one in protected.reports}
    for claim in protected.claims:
        for span in spans(claim):
            assert texts[claim.report_id][span.start : span.end] == span.text
            assert span.text


def test_every_way_to_write_a_private_name_is_masked_and_offsets_fit() -> None:
    shown = protect([report()], [shooting()], [], salt=SALT)
    out = everything(shown)
    assert "anout" not in out.casefold()
    assert "Idrissou" not in out
    assert "IDRISSOU" not in out
    assert "Governor Tidiane Oumarou denied it" in out
    assert "Oumarou left." in out
    to_the_letter(shown)
    target = shown.claims[0].targets[0]
    assert target.text == target.name
    assert shown.reports[0].text.count(target.name) == 3  # in full, by given name in the quotation, in capitals
    assert shown.claims[0].chain[0].name in shown.reports[0].text
    assert shown.claims[0].chain[0].role == f"cousin of {target.name}"
    assert shown.names == 2


def test_names_are_masked_in_titles_addresses_issues_decisions_and_events() -> None:
    one = report(
        title="Kanouté’s family mourns",
        url="https://example.org/2024/idrissou-kanoute-mort?by=Sambo%20Kanout%C3%A9",
        input=Input(path="in/idrissou_kanoute.txt", id="sambo-kanoute-1"),
    )
    event = Event(
        event_id="e1",
        status="asserted",
        type=Supported(value="ASSAULT", claims=("c1",)),
        targets=(EventParty(name="Idrissou Kanouté", claims=("c1",)),),
        claims=("c1",),
        reports=("r1",),
        origins=(Origin(name="Sambo Kanouté", kind="person", claims=("c1",), private=True),),
        credibility=Credibility(grade=3, why="One named origin: Sambo Kanouté."),
    )
    decision = Decision(
        decision_id="d1", who="me", when="2026-01-01", what="edit", ids=("c1",), note="Kanouté is his surname"
    )
    issue = Issue(
        report_id="r1",
        input=one.input,
        stage="tag",
        level="warning",
        code="x",
        message="no verb: Sambo Kanouté",
        advice="",
    )
    shown = protect([one], [shooting()], [event], [decision], [issue], salt=SALT)
    out = everything(shown).casefold()
    assert "kanout" not in out
    assert "idrissou" not in out
    assert "sambo" not in out
    assert shown.reports[0].url is not None
    assert shown.reports[0].url.startswith("https://example.org/2024/person-")
    assert shown.events[0].origins[0].name == shown.claims[0].chain[0].name


def test_a_name_of_one_report_is_masked_in_another_that_has_no_claim() -> None:
    other = report("Neighbours of Idrissou Kanouté met on Sunday.", "r2", title="Idrissou Kanouté remembered")
    shown = protect([report(), other], [shooting()], [], salt=SALT)
    assert "Kanouté" not in everything(shown)
    assert shown.reports[1].text.startswith("Neighbours of Person ")


def test_who_is_public_in_one_report_is_public_in_all() -> None:
    other = report("People of Tidiane Oumarou waited.", "r2")
    text = other.text
    claim = Claim(
        claim_id="c2",
        report_id="r2",
        evidence=Span(**at(text, text)),
        type="CONSULT",
        actors=(Party(**at(text, "Tidiane Oumarou"), name="Tidiane Oumarou"),),
    )
    shown = protect([report(), other], [shooting(), claim], [], salt=SALT)
    assert shown.reports[1].text == text


def test_a_directory_makes_public_and_the_record_makes_private() -> None:
    text = "Vlado Petrović said so. Later Petrović left."
    known = protect([report(text)], [], [], salt=SALT, public=["Vlado Petrović"])
    assert known.reports[0].text == text
    forced = protect(
        [report(text)], [], [], policy=Policy(private=("Vlado Petrović",)), salt=SALT, public=["Vlado Petrović"]
    )
    assert "Petrović" not in forced.reports[0].text


def test_one_surname_with_two_bearers_goes_by_whoever_was_named_last() -> None:
    text = "Mayor Ana Silva spoke. Resident Tomas Silva listened. Silva wept. Mayor Ana Silva answered. Silva smiled."
    shown = protect([report(text)], [], [], salt=SALT).reports[0].text
    assert "Mayor Ana Silva spoke." in shown
    assert "Tomas" not in shown
    assert shown.endswith("Silva smiled.")
    assert "Silva wept" not in shown


def test_a_place_or_outlet_called_like_a_person_keeps_its_name() -> None:
    text = "Jordan Miller, 30, a teacher, fled to Jordan. Miller wrote to the Jordan Times."
    shown = protect([report(text, outlet="Jordan Times")], [_in_jordan(text)], [], salt=SALT).reports[0].text
    assert "fled to Jordan." in shown
    assert "Jordan Times" in shown
    assert "Miller" not in shown


def _in_jordan(text: str) -> Claim:
    from whence.schema.records import Place

    place = Place(**at(text, "Jordan", 1), name="Jordan", country="JO", precision="country")
    return Claim(claim_id="c", report_id="r1", evidence=Span(**at(text, "fled to Jordan")), type="MOVE", place=place)


def test_a_walk_of_life_is_no_public_role_whatever_a_stage_says() -> None:
    text = "Zuberi Nkulenu, a lawyer, spoke."
    link = Link(**at(text, "Zuberi Nkulenu"), name="Zuberi Nkulenu", kind="person", role="lawyer", private=False)
    claim = Claim(claim_id="c", report_id="r1", evidence=Span(**at(text, text)), type="CONSULT", chain=(link,))
    shown = protect([report(text)], [claim], [], salt=SALT)
    assert "Nkulenu" not in everything(shown)
    assert shown.claims[0].chain[0].private


def test_bylines_are_public_roles() -> None:
    text = "Petra Novak reports from the square."
    assert protect([report(text, byline="By Petra Novak and Ivo Kos")], [], [], salt=SALT).reports[0].text == text


@pytest.mark.parametrize(
    "text",
    [
        "Amina Diallo, 14, was hurt near the school. Diallo was treated.",
        "A 14-year-old girl, Amina Diallo, was hurt. Diallo was treated.",
        "The schoolgirl Amina Diallo was hurt. Diallo was treated.",
        "Amina Diallo, a schoolgirl, was hurt. Diallo was treated.",
    ],
)
def test_minors_are_never_named_not_even_in_private_exports(text: str) -> None:
    shown = protect([report(text)], [], [], policy=PRIVATE, salt=SALT)
    assert "Diallo" not in everything(shown)
    assert "Amina" not in everything(shown)


def test_victims_of_sexual_violence_are_never_named_not_even_in_private_exports() -> None:
    text = "Soldiers raped Olena Hnatiuk in March, prosecutors said. Minister Jan Novak knew. Hnatiuk fled."
    claim = Claim(
        claim_id="c1",
        report_id="r1",
        evidence=Span(**at(text, "Soldiers raped Olena Hnatiuk")),
        type="ASSAULT",
        mode="sexual",
        targets=(Party(**at(text, "Olena Hnatiuk"), name="Olena Hnatiuk", private=False),),
    )
    for claims in ([claim], []):
        shown = protect([report(text)], claims, [], policy=PRIVATE, salt=SALT)
        assert "Hnatiuk" not in everything(shown)
        assert "Minister Jan Novak knew" in shown.reports[0].text
        to_the_letter(shown)


def test_a_private_export_leaves_adults_as_they_are() -> None:
    shown = protect([report()], [shooting()], [], policy=PRIVATE, salt=SALT)
    assert shown.reports[0].text == TEXT
    assert shown.claims[0] == shooting()


def test_pseudonyms_are_stable_and_follow_the_salt() -> None:
    first = protect([report()], [shooting()], [], salt=SALT).claims[0].targets[0].name
    more = [report(), report("Nothing else.", "r0"), report("About Idrissou Kanouté.", "r2")]
    again = protect(more, [shooting()], [], salt=SALT).claims[0].targets[0].name
    other = protect([report()], [shooting()], [], salt=b"another").claims[0].targets[0].name
    assert first == again
    assert first != other
    assert first.startswith("Person ")


def test_a_record_without_a_salt_gets_one_from_its_texts_in_any_order() -> None:
    one, two = report(id_="r1"), report("Else.", "r2")
    assert derived_salt([one, two]) == derived_salt([two, one])
    assert derived_salt([one]) != derived_salt([one, two])
    assert protect([one], [], []).reports == protect([one], [], []).reports


def test_longer_and_shorter_forms_are_one_person() -> None:
    text = "Teacher Sara Lind Holm fell. Sara Holm is well."
    shown = protect([report(text)], [], [], salt=SALT).reports[0].text
    fallen = shown.split(" fell")[0].removeprefix("Teacher ")
    assert f"{fallen} is well." in shown


def test_the_records_settings_tighten_and_loosen_and_say_so() -> None:
    decisions = [
        Decision(decision_id="d1", who="me", when="1", what="protect", ids=(), field="embargo_hours", value="24"),
        Decision(decision_id="d2", who="me", when="2", what="protect", ids=(), field="mask_private", value="false",
                 undone_by="d3"),
        Decision(decision_id="d4", who="me", when="2", what="protect", ids=(), field="public",
                 value="Ana Silva; Ivo Kos"),
    ]  # fmt: skip
    policy = configured(decided(decisions))
    assert policy.embargo_hours == 24
    assert policy.mask_private
    assert policy.public == ("Ana Silva", "Ivo Kos")
    assert protect([], [], [], policy=policy).loosened == ("embargo_hours is 24", "2 persons declared public")
    assert protect([], [], [], policy=MASKED).loosened == ()


NAMES = [
    "Idrissou Kanouté",
    "Kanouté",
    "Sambo",
    "IDRISSOU KANOUTÉ",
    "Mr Kanouté",
    "Tidiane Oumarou",
    "Amina Diallo, 14,",
]
WORDS = st.one_of(
    st.sampled_from(NAMES), st.text(alphabet="aÄé .,\n'’-“”x", max_size=6), st.sampled_from(["said", "Friday"])
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=12), st.data())
def test_spans_fit_to_the_letter_after_masking(words: Sequence[str], data: st.DataObject) -> None:
    text = " ".join([*words, TEXT])
    bounds = st.integers(min_value=0, max_value=len(text))
    claims = []
    for number in range(3):
        low, high = sorted((data.draw(bounds), data.draw(bounds)))
        if low < high:
            span = Span(text=text[low:high], start=low, end=high, found_by="test")
            claims.append(Claim(claim_id=str(number), report_id="r1", evidence=span, type="ASSAULT"))
    shown = protect([report(text)], [*claims, _known(text)], [], salt=SALT)
    to_the_letter(shown)
    assert "Kanouté" not in everything(shown)


def _known(text: str) -> Claim:
    return msgspec.structs.replace(
        shooting(),
        evidence=Span(**at(text, TEXT)),
        targets=(Party(**at(text, "Idrissou Kanouté"), name="Idrissou Kanouté"),),
        chain=(),
        grounds=(),
    )


def test_published_values_keep_their_order_and_other_fields() -> None:
    one = report(published=Published(value="2024-02-10", basis="given"), language="en")
    shown = protect([one, report("Nothing.", "r0")], [], [], salt=SALT)
    assert [r.report_id for r in shown.reports] == ["r1", "r0"]
    assert shown.reports[0].published == one.published
