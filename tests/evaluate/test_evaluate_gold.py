"""Our figures on the gold are those of the gold's own scorer, and merging keeps its floor."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec import to_builtins
from msgspec.structs import replace

from whence.errors import InputError
from whence.evaluate.gold import as_table, gold, score_record
from whence.evaluate.gold_build import as_claim, as_report, locate
from whence.evaluate.gold_count import Tally, rows
from whence.evaluate.gold_load import Storyline, load
from whence.evaluate.gold_match import Folded, same, shared
from whence.schema.records import Claim, Input, Report, to_json
from whence.stages.merge import Merged, merge

FOLDERS = ["gold/referendum", "gold/senegal", "gold/seeds"]


def read_badly(story: Storyline, folder: Path) -> Merged:
    """The gold's claims as a poor reader would give them: some missing, some twice, fields wrong, spans shifted."""
    dice = random.Random(story.name)
    source = str(folder / "reports.jsonl")
    reports = [
        replace(as_report(one), input=Input(path=source, id=one.id), report_id=f"x{one.id}")
        for one in story.reports.values()
    ]
    claims: list[Claim] = []
    for gold_claim in story.gold.claims:
        claim = as_claim(gold_claim, story.reports[gold_claim.report].text)
        claim = replace(claim, report_id=f"x{claim.report_id}")
        if dice.random() < 0.15:
            continue
        if dice.random() < 0.2:
            claim = worsen(claim, dice)
        claims.append(claim)
        if dice.random() < 0.1:
            claims.append(replace(claim, claim_id=claim.claim_id + "-again", type=dice.choice(["ACCUSE", claim.type])))
    return merge(reports, claims)


def worsen(claim: Claim, dice: random.Random) -> Claim:
    span = claim.evidence
    cut = span.start + dice.randrange(0, max(1, (span.end - span.start) // 2))
    evidence = replace(span, start=cut, text=span.text[cut - span.start :])
    place = claim.place and replace(claim.place, precision="region", fallback=True)
    figures = tuple(replace(figure, low=figure.high) for figure in claim.figures)
    loose = tuple(replace(actor, start=actor.start + 1) for actor in claim.actors)
    return replace(
        claim, evidence=evidence, place=place, figures=figures, actors=loose, targets=claim.targets[:1],
        chain=claim.chain[-1:], status=dice.choice(["denied", "planned", claim.status]), time=None,
    )  # fmt: skip


def exported(merged: Merged, out: Path) -> Path:
    for name, items in (("reports", merged.reports), ("claims", merged.claims), ("events", merged.events)):
        (out / f"{name}.jsonl").write_bytes(b"".join(to_json(item) + b"\n" for item in items))
    return out


def scorer(shared_: Path, record: Path, folder: Path) -> dict[str, object]:
    command = [sys.executable, str(shared_ / "scoring" / "score.py"), str(record), str(folder), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def ours(story: Storyline, merged: Merged) -> dict[str, object]:
    tally = Tally()
    score_record(story, merged.reports, merged.claims, merged.events, tally)
    return dict(rows(tally))


@pytest.mark.parametrize("folder", [*FOLDERS, "gold-train/kupiansk"])
def test_our_figures_are_the_scorers(shared: Path, tmp_path: Path, folder: str) -> None:
    story = load(shared / folder)
    merged = read_badly(story, shared / folder)
    theirs, mine = scorer(shared, exported(merged, tmp_path), shared / folder), ours(story, merged)
    assert list(mine) == list(theirs)
    for name, value in theirs.items():
        assert mine[name] == (pytest.approx(value) if not isinstance(value, list) else value), name
    assert mine["spans not to the letter"] > 0 or folder == "gold/seeds"  # type: ignore[operator]


def test_merging_on_gold_claims_keeps_its_floor(shared: Path) -> None:
    found = to_builtins(gold([shared / folder for folder in FOLDERS], from_claims=True))
    assert found["events B3"]["F1"] >= 0.92
    assert found["events, pairs"]["F1"] >= 0.76
    assert found["origins counted right, events of 2+ claims"] >= 0.72
    assert found["origins counted right, events of 2+ claims"] > found["origins as distinct last links"]
    annotated = found["origins counted right, events as annotated"]
    assert annotated >= 0.95 > found["origins as distinct last links, cited only"]
    assert found["disputes"]["F1"] >= 0.7
    assert found["reprints right"] == 1.0


def test_merging_on_training_storylines_keeps_its_floor(shared: Path) -> None:
    folders = sorted(
        path.parent for path in (shared / "gold-train").glob("*/gold.json") if "real" not in path.parent.name
    )
    found = to_builtins(gold(folders, from_claims=True))
    assert found["events B3"]["F1"] >= 0.96
    assert found["events, pairs"]["F1"] >= 0.92
    assert found["reprints right"] == 1.0


def test_end_to_end_gives_every_figure(shared: Path) -> None:
    found = gold([shared / "gold" / "seeds"])
    assert found["reports not in the record"] == []
    assert found["spans not to the letter"] == 0
    assert "claims, type right" in as_table(found)


def test_a_missing_report_is_said(shared: Path) -> None:
    story = load(shared / "gold" / "seeds")
    missing = ours(story, merge((), ()))["reports not in the record"]
    assert missing == [f"seeds {one}" for one in story.reports]


def test_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give a folder with"):
        load(tmp_path)


def test_words_are_located_whole_and_near() -> None:
    text = "ten tents stood; ten men slept in ten tents"
    assert locate(text, "ten") == (0, 3)
    assert locate(text, "ten", (17, 30)) == (17, 20)
    assert locate(text, "ent") == (5, 8)
    assert locate(text, "nine") is None
    assert locate(text, None) is None


def test_names_match_as_the_gold_says() -> None:
    assert same("the Interior Ministry's office", "Interior Ministry")
    assert same("Haidai", "Haiday")
    assert not same("Ministry", "a very long name of a ministry of things")
    assert not same("", "Ministry")
    assert same("the", "The")
    assert shared([1, 1, 2], [1, 2, 3], lambda one, other: one == other) == 2
    assert Folded.of("a  b\n a b").find("a b", 1) == (4, 7)
    assert Folded.of("a b").find("c") is None


def test_reports_keep_what_the_line_says(shared: Path) -> None:
    story = load(shared / "gold" / "referendum")
    found = [as_report(one) for one in story.reports.values()]
    assert all(isinstance(one, Report) for one in found)
    assert {one.published for one in found if one.report_id == "r04"} == {None}
