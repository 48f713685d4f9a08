"""How sure each value is: what changes, what does not, and what the figures mean."""

from __future__ import annotations

import pytest

from whence.errors import ModelError
from whence.schema.records import Claim, Figure, Ground, Input, Link, Party, Place, Report, Span, Time
from whence.schema.stage import Stage, Work
from whence.stages.weigh import Weigh, stage
from whence.stages.weigh.facts import FIELDS
from whence.stages.weigh.stage import HIGHEST, probability, weighed, weights

TEXT = "Rebels shelled the town of Tokmak on Monday, killing 4 people, the mayor said."


def at(words: str, confidence: float = 0.7, by: str = "lexicon/1") -> dict[str, object]:
    start = TEXT.index(words)
    return {"text": words, "start": start, "end": start + len(words), "found_by": by, "confidence": confidence}


def claim(*, mode: str | None = "heavy-weapons") -> Claim:
    trigger = Span(**at("shelled"))  # type: ignore[arg-type]
    return Claim(
        claim_id="c",
        report_id="r",
        evidence=Span(**at("Rebels shelled the town of Tokmak on Monday")),  # type: ignore[arg-type]
        type="ASSAULT",
        mode=mode,
        actors=(Party(name="Rebels", **at("Rebels")),),  # type: ignore[arg-type]
        targets=(Party(name="town of Tokmak", **at("the town of Tokmak")),),  # type: ignore[arg-type]
        place=Place(name="Tokmak", precision="settlement", geonameid=1, **at("Tokmak")),  # type: ignore[arg-type]
        time=Time(basis="publication", precision="day", **at("on Monday")),  # type: ignore[arg-type]
        figures=(Figure(low=4, high=4, what="killed", **at("4 people")),),  # type: ignore[arg-type]
        chain=(Link(name="mayor", kind="unnamed", **at("the mayor", by="attribution.postposed")),),  # type: ignore[arg-type]
        grounds=(
            Ground(field="type", value="ASSAULT", span=trigger, why="names an act"),
            Ground(field="mode", value=mode, span=trigger, why="speaks for this mode"),
            Ground(field="status", value="asserted", span=None, why="nothing weakens it"),
            Ground(field="contexts.military", value="military", span=trigger, why="shelled"),
        ),
    )


def bare(one: Claim) -> str:
    """A claim without its confidences."""
    return repr(weighed(one, {field: {} for field in FIELDS}))


def test_it_is_a_stage_that_only_changes_confidences() -> None:
    assert isinstance(Weigh(), Stage)
    assert Weigh().fingerprint() == Weigh().fingerprint()
    report = Report(report_id="r", input=Input(), text=TEXT)
    (done,) = Weigh().open()([Work(report=report, claims=(claim(),))])
    assert done.report == report
    assert bare(done.claims[0]) == bare(claim())
    assert done.claims[0] != claim()


def test_every_value_has_a_probability_below_certainty() -> None:
    one = weighed(claim(), weights())
    held = [one.evidence, *one.actors, *one.targets, one.place, one.time, *one.figures, *one.chain]
    assert all(span is not None and 0 < span.confidence <= HIGHEST for span in held)


def test_type_mode_and_status_have_theirs_on_their_grounds() -> None:
    one = weighed(claim(), weights())
    grounds = {ground.field: ground.span for ground in one.grounds}
    assert grounds["type"] is not None
    assert grounds["type"].confidence == one.evidence.confidence
    assert grounds["mode"] is not None
    assert grounds["status"] is not None
    assert grounds["status"].text == one.evidence.text, "where no word speaks for the status it rests on the clause"
    assert grounds["contexts.military"] is not None
    assert grounds["contexts.military"].confidence == 0.7


def test_what_a_person_gave_stays_certain() -> None:
    given = Span(**at("Rebels shelled the town of Tokmak", confidence=1.0, by="person"))  # type: ignore[arg-type]
    one = weighed(Claim(report_id="r", evidence=given, type="ASSAULT"), weights())
    assert one.evidence.confidence == 1.0


def test_a_pronoun_for_a_source_is_less_sure_than_a_name() -> None:
    chosen = weights()["chain"]
    known = {"one": 1.0, "belief": 1.4, "rule attribution.preposed": 1.0, "kind person": 1.0, "last": 1.0}
    assert probability(known | {"pronoun": 1.0, "resolved": 1.0}, chosen) < probability(known, chosen)


def test_facts_that_were_never_seen_count_for_nothing() -> None:
    assert probability({"type UNHEARD": 1.0}, {"one": 1.0}) == 0.5
    assert probability({"one": 1.0}, {"one": 99.0}) == HIGHEST


def test_every_field_has_weights() -> None:
    assert set(weights()) == set(FIELDS)


def test_broken_weights_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "_file", lambda: b"{")
    weights.cache_clear()
    with pytest.raises(ModelError, match=r"weights\.json"):
        weights()
    weights.cache_clear()
