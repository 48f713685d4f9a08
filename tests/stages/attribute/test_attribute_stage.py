"""The stage as the pipeline sees it, and its floor on the storylines."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from msgspec.structs import replace

from whence.evaluate.gold_build import as_claim, as_report
from whence.evaluate.gold_load import load
from whence.evaluate.gold_match import same_chain, same_origin
from whence.nlp.sentences import sentences
from whence.schema.ids import claim_id
from whence.schema.reading import Attribution, Reading
from whence.schema.records import Claim, Ground, Input, Report, Span
from whence.schema.stage import PARTS, Stage, Work
from whence.stages.attribute import Attribute

TEXT = "Anna Kovalenko, a farmer, said on Telegram that soldiers burned the school."


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(text=words, start=start, end=start + len(words), found_by="test")


def claim(text: str, words: str, **changes: object) -> Claim:
    return replace(Claim(report_id="r", evidence=span(text, words), type="ASSAULT"), **changes)


def run(text: str, *claims: Claim, outlet: str | None = None, reading: Reading | None = None) -> Work:
    report = Report(report_id="r", input=Input(), outlet=outlet, text=text)
    return Attribute().open()([Work(report=report, claims=claims, reading=reading)])[0]


def test_is_a_stage() -> None:
    stage = Attribute()
    assert isinstance(stage, Stage)
    assert stage.reads | stage.writes <= PARTS
    assert stage.fingerprint() == Attribute().fingerprint()


def test_chain_id_role_and_channel() -> None:
    work = run(TEXT, claim(TEXT, "soldiers burned the school"))
    done = work.claims[0]
    assert done.claim_id == claim_id(done) != ""
    link = done.chain[0]
    assert (link.name, link.kind, link.role, link.via, link.private) == (
        "Anna Kovalenko",
        "person",
        "farmer",
        "Telegram",
        True,
    )
    assert link.found_by.startswith("attribution.")
    assert work.reading is not None
    assert work.reading.attributions
    assert [cluster.name for cluster in work.reading.clusters] == ["Anna Kovalenko"]


def test_public_role_is_not_private() -> None:
    text = "Governor Anna Kovalenko said that soldiers burned the school."
    assert not run(text, claim(text, "soldiers burned the school")).claims[0].chain[0].private


def test_equal_claims_are_dropped() -> None:
    one = claim(TEXT, "soldiers burned the school")
    assert len(run(TEXT, one, one).claims) == 1


def test_the_words_that_name_the_act_decide() -> None:
    text = "Anna Kovalenko urged people to leave."
    whole = claim(text, "Anna Kovalenko urged people to leave", type="REQUEST")
    ground = Ground(field="type", value="REQUEST", span=span(text, "urged"), why="test")
    assert run(text, replace(whole, grounds=(ground,))).claims[0].chain == ()
    inner = Ground(field="type", value="MOVE", span=span(text, "leave"), why="test")
    assert [link.name for link in run(text, replace(whole, grounds=(inner,))).claims[0].chain] == ["Anna Kovalenko"]


def test_attributions_of_the_engine_are_used() -> None:
    text = "Whoever it was, the school burned."
    given = Attribution(
        cue=span(text, "was"), kind="verb", source=span(text, "it"), content=(span(text, "the school burned"),)
    )
    reading = Reading(engine="other", sentences=sentences(text), attributions=(given,))
    assert [link.text for link in run(text, claim(text, "the school burned"), reading=reading).claims[0].chain] == [
        "it"
    ]


def test_own_agency_of_a_dateline() -> None:
    text = "SAN JOSE, 9 JUN 89 (ACAN-EFE) -- [TEXT] JUAN PEREZ TOLD ACAN-EFE THAT THE REBELS BURNED THE HALL."
    chain = run(text, claim(text, "THE REBELS BURNED THE HALL")).claims[0].chain
    assert [link.name for link in chain] == ["Juan Perez"]


def test_empty_report() -> None:
    assert run("").claims == ()


def test_a_report_without_claims_is_left_as_it_is() -> None:
    work = Work(report=Report(report_id="r", input=Input(), text=TEXT))
    assert Attribute().open()([work])[0] is work


def test_floor_on_gold(shared: Path) -> None:
    right = defaultdict(int)
    for name in ("seeds", "referendum", "senegal"):
        story = load(shared / "gold" / name)
        for report_id, source in story.reports.items():
            report = as_report(source)
            gold = [one for one in story.gold.claims if one.report == report_id]
            bare = [replace(as_claim(one, report.text), chain=(), claim_id="") for one in gold]
            done = Attribute().open()([Work(report=report, claims=tuple(bare))])[0].claims
            for true, mine in zip(gold, bare, strict=True):
                chains = [one.chain for one in done if (one.evidence, one.type) == (mine.evidence, mine.type)]
                right["all"] += 1
                right["origin"] += any(same_origin(chain, true.chain) for chain in chains)
                right["attributed"] += bool(true.chain)
                right["chain"] += bool(true.chain) and any(same_chain(chain, true.chain) for chain in chains)
                for one in done:
                    assert all(report.text[link.start : link.end] == link.text for link in one.chain)
    assert right["origin"] / right["all"] >= 0.80
    assert right["chain"] / right["attributed"] >= 0.70
