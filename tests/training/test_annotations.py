"""Annotations packed as offsets into a corpus, and gold folders made from them again."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # `training` is a folder of the repository, not installed

from training.corpora import text_at, whole_text  # noqa: E402

from training import annotations  # noqa: E402

Json = dict[str, Any]
CITED = 'Police in Arvel said: "Two men were held."\nThe mayor\'s aide left.'
TOKENS = [["Police", "in", "Arvel", "said", ":", "``", "Two", "men", "were", "held", ".", "''"]]
TOKENS += [["The", "mayor", "'s", "aide", "left", "."]] * 2 + [["More", "soon", "."]]
JOINED = 'Police in Arvel said : " Two men were held . "\nThe mayor \'s aide left .\nMore soon .'


def claim(**given: Any) -> Json:
    """A claim with only what a test looks at."""
    empty: Json = {"hedge": None, "actors": [], "targets": [], "instrument": None, "place": None, "time": None}
    return {"id": "c1", "report": "r1"} | empty | {"figures": [], "chain": []} | given


ARREST = claim(
    evidence='"Two men were held."',
    targets=["Two men"],
    place={"text": "Arvel", "country": None},
    figures=[{"text": "Two", "low": 2}],
    chain=[{"name": "police", "kind": "organisation", "text": "Police in Arvel"}],
)


def write_gold(folder: Path, text: str, corpus: Json, claims: list[Json]) -> None:
    """A gold folder of one report."""
    folder.mkdir()
    report = {"id": "r1", "outlet": "o", "published": "2020-01-02", "language": "en", "title": "T", "text": text}
    (folder / "reports.jsonl").write_text(json.dumps(report | corpus) + "\n", encoding="utf-8")
    gold = {
        "about": "invented",
        "claims": claims,
        "events": [{"id": "e1", "claims": [c["id"] for c in claims], "disputes": []}],
    }
    (folder / "gold.json").write_text(json.dumps(gold), encoding="utf-8")


def read_gold(folder: Path) -> tuple[list[Json], Json]:
    """The reports and the gold of a folder."""
    lines = (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines], json.loads((folder / "gold.json").read_text(encoding="utf-8"))


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in place of training/data."""
    monkeypatch.setattr(annotations, "DATA", tmp_path / "packed")
    return tmp_path / "packed"


def spans(one: Json) -> list[str]:
    """Every span of a claim, in words."""
    found: list[str] = []
    annotations.respan(one, lambda words: found.append(words) if words else None)
    return found


def test_running_text_comes_back_as_it_was(tmp_path: Path, packed: Path) -> None:
    (tmp_path / "corpus.txt").write_text(f"HEAD\n{CITED}\nTAIL", encoding="utf-8")
    corpus = {"corpus_path": "corpus.txt", "corpus_start": 5, "corpus_end": 5 + len(CITED)}
    write_gold(tmp_path / "one", CITED, corpus, [ARREST])
    kept = annotations.pack(tmp_path / "one", tmp_path)
    assert "Two men" not in kept.read_text(encoding="utf-8")
    annotations.unpack(tmp_path, tmp_path / "out")
    (report,), gold = read_gold(tmp_path / "out" / "one")
    assert (report["text"], report["title"], report["published"]) == (CITED, None, "2020-01-02")
    assert gold["claims"] == [ARREST]
    assert gold["events"] == [{"id": "e1", "claims": ["c1"], "disputes": []}]


def test_a_changed_corpus_is_refused(tmp_path: Path, packed: Path) -> None:
    (tmp_path / "corpus.txt").write_text(CITED, encoding="utf-8")
    corpus = {"corpus_path": "corpus.txt", "corpus_start": 0, "corpus_end": len(CITED)}
    write_gold(tmp_path / "one", CITED, corpus, [ARREST])
    annotations.pack(tmp_path / "one", tmp_path)
    (tmp_path / "corpus.txt").write_text(CITED.replace("Two", "Six"), encoding="utf-8")
    with pytest.raises(ValueError, match="not the text that was annotated"):
        annotations.unpack(tmp_path, tmp_path / "out")


def test_spans_move_to_the_text_that_the_tokens_make(tmp_path: Path, packed: Path) -> None:
    rows = "".join(f'<token sentence="{n}">{word}</token>' for n, words in enumerate(TOKENS) for word in words)
    (tmp_path / "doc.xml").write_text(f"<Document>{rows}</Document>", encoding="utf-8")
    left = claim(id="c2", evidence="The mayor's aide left.", actors=["The mayor's aide"])
    write_gold(tmp_path / "one", CITED, {"corpus_path": "doc.xml", "corpus_key": "doc"}, [ARREST, left])
    annotations.pack(tmp_path / "one", tmp_path)
    annotations.unpack(tmp_path, tmp_path / "out")
    (report,), gold = read_gold(tmp_path / "out" / "one")
    assert whole_text(tmp_path, {"path": "doc.xml", "tokens": "xml"}) == JOINED
    assert report["text"] == JOINED.removesuffix("\nMore soon .")
    assert spans(gold["claims"][0])[0] == '" Two men were held . "'
    assert spans(gold["claims"][1]) == ["The mayor 's aide left .", "The mayor 's aide"]


def test_a_conll_document_is_found_by_the_start_of_its_id(tmp_path: Path) -> None:
    rows = [("0/7/ab", 0, "2020-01-02"), ("0/7/ab", 1, "Shots"), ("0/7/ab", 1, "//n"), ("0/7/ab", 1, "Two")]
    rows += [("0/7/ab", 2, "``"), ("0/7/ab", 2, "Hurt"), ("0/8/cd", 1, "Other")]
    (tmp_path / "x.conll").write_text("".join(f"{d}\t{s}\t0\t{w}\t-\n" for d, s, w in rows), encoding="utf-8")
    source = {"path": "x.conll", "tokens": "conll", "document": "0/7/a", "start": 6, "end": 14}
    assert whole_text(tmp_path, source) == 'Shots\nTwo\n" Hurt'
    assert text_at(tmp_path, source) == 'Two\n" Hu'
    with pytest.raises(ValueError, match="2 documents"):
        text_at(tmp_path, source | {"document": "0/"})


def test_alignment_leaves_white_space_out() -> None:
    pairs = annotations.aligned("five-year (old)", "a five - year\n( old ) b")
    assert annotations.moved((0, 9), pairs) == (2, 13)
    assert annotations.moved((9, 15), pairs) == (14, 21)
    assert annotations.aligned("six-year", "a five - year") == {}
    with pytest.raises(ValueError, match="nothing to align"):
        annotations.moved((9, 10), pairs)


def test_words_that_do_not_stand_in_the_report_name_the_claim() -> None:
    found = annotations.Placed({"id": "r1", "text": CITED}, {}, CITED, lambda span: span)
    with pytest.raises(ValueError, match="c1: 'three' does not stand in r1"):
        annotations.packed_claim(ARREST | {"instrument": "three"}, found)


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("shot one. shot two.", (0, 4), "shot one."),
        ("one shot. two shot.", (14, 19), "two shot."),
        ("shot.", (0, 4), "shot"),
    ],
)
def test_evidence_is_lengthened_until_it_stands_once(text: str, span: tuple[int, int], expected: str) -> None:
    start, end = annotations.lengthened(text, span)
    assert text[start:end] == expected


def test_all_annotations_fit_the_corpora(shared: Path, tmp_path: Path) -> None:
    annotations.unpack(shared / "data", tmp_path)  # raises where a text's hash differs
    names = {path.stem for path in annotations.DATA.glob("*.json")}
    assert {folder.name for folder in tmp_path.iterdir()} == names != set()
    for name in sorted(names):
        reports, gold = read_gold(tmp_path / name)
        texts = {report["id"]: report["text"] for report in reports}
        placed = [one for event in gold["events"] for one in event["claims"]]
        assert sorted(placed) == sorted(c["id"] for c in gold["claims"])
        for one in gold["claims"]:
            text = texts[one["report"]]
            assert text.count(one["evidence"]) == 1, (name, one["id"])
            assert all(words in text for words in spans(one)), (name, one["id"])
