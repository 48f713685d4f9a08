"""Reprints, origins, corroboration: counted right on small cases; not below the floors on our own labelled set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whence.errors import InputError
from whence.evaluate.corroboration import coded, corroboration
from whence.evaluate.merging_load import PairRow, changed, digest, rows
from whence.evaluate.origins import origins
from whence.evaluate.reprints import reprints
from whence.evaluate.source_strings import informants

LABELLED = Path(__file__).parent.parent / "data" / "merging"
REAL = Path(__file__).parent.parent / "data" / "merging-real"
STRINGS = [
    ("Eduard Basurin, a spokesman for the DPR operations command", ["Eduard Basurin"]),
    ("Ukraine (Mayor Igor Terekhov); Oleg Sinegubov, head of the OVA", ["Igor Terekhov", "Oleg Sinegubov"]),
    ("spokesman of the Defence Ministry, Major Igor Konin", ["Igor Konin"]),
    ("MemoryBook x3", ["MemoryBook"]),
    ("MemoryBook (x2); JFO", ["MemoryBook", "JFO"]),
    ("city authorities, eyewitnesses", ["city authorities", "eyewitnesses"]),
    ("Interior Minister Arsen Avakov\nArsen Avakov", ["Arsen Avakov"]),
    ("", []),
]


def _write(folder: Path, **files: list[dict[str, object]]) -> Path:
    for name, listed in files.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in listed), encoding="utf-8")
    return folder


def test_the_labelled_set_is_as_documented() -> None:
    pairs = rows(LABELLED / "pairs.jsonl", PairRow)
    assert sum(pair.reprint for pair in pairs) >= 100
    assert sum(not pair.reprint for pair in pairs) >= 100
    reports = {row["id"]: row for row in map(json.loads, (LABELLED / "reports.jsonl").read_text("utf-8").splitlines())}
    assert sum(row["copies"] is None for row in reports.values()) >= 40
    for row in map(json.loads, (LABELLED / "claims.jsonl").read_text("utf-8").splitlines()):
        text = reports[row["report"]]["text"]
        assert text[row["start"] : row["start"] + len(row["evidence"])] == row["evidence"]
    assert {pair.earlier for pair in pairs} | {pair.later for pair in pairs} <= reports.keys()


def test_reprints_on_the_labelled_set() -> None:
    scores = reprints([LABELLED])
    assert scores["test: precision"] >= 0.98
    assert scores["test: recall"] >= 0.9


def test_origins_on_the_labelled_set() -> None:
    scores = origins(LABELLED)
    assert scores["all: same informant, precision"] >= 0.85
    assert scores["all: same informant, recall"] >= 0.93
    assert scores["all: events counted right, Whence"] > scores["all: events counted right, distinct last links"]


def test_real_labels_hold_no_text_and_fit_the_corpus(shared: Path) -> None:
    pairs = rows(REAL / "pairs.jsonl", PairRow)
    assert len(pairs) >= 50
    scores = reprints([REAL, shared / "data/giveme5w1h/news_cluster"])
    assert scores["labelled texts not there or changed"] == 0
    assert scores["real: recall"] >= 0.7


def test_labels_of_changed_texts_are_left_out() -> None:
    pair = PairRow(earlier="a", later="b", reprint=True, digest=(digest("one"), digest("two")))
    assert changed([pair], {"a": "one", "b": "two"}) == []
    assert changed([pair], {"a": "one", "b": "other"}) == ["b"]
    assert changed([pair], {"b": "two"}) == ["a"]


def test_origins_count_one_informant_once(tmp_path: Path) -> None:
    reports = [
        {
            "id": one,
            "outlet": f"Outlet {one}",
            "published": "2031-01-01",
            "title": "t",
            "text": f"{one}: the mayor said.",
        }
        for one in ("a", "b")
    ]
    mayor = {"name": "Ilda Brun", "kind": "person", "role": "mayor of Velm"}
    claims = [
        {"event": "1", "report": one, "evidence": "the mayor said", "start": 3, "status": "asserted", "chain": [mayor],
         "informant": "mayor"}
        for one in ("a", "b")
    ]  # fmt: skip
    scores = origins(_write(tmp_path, reports=reports, claims=claims))
    assert scores["all: events counted right, Whence"] == 1
    assert scores["all: events counted right, distinct outlets"] == 0
    assert scores["all: same informant, recall"] == 1


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text('{"id": 3}\n', encoding="utf-8")
    (tmp_path / "pairs.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"reports.jsonl, line 1"):
        reprints([tmp_path])
    with pytest.raises(InputError, match="not there"):
        origins(tmp_path / "nowhere")


@pytest.mark.parametrize(("written", "names"), STRINGS)
def test_source_strings(written: str, names: list[str]) -> None:
    assert [one.name for one in informants(written)] == names


def test_corroboration_of_coded_events(tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(
        "source_office,source_original\nAFP;Reuters,Governor Pavlo Reznik\nAFP;Reuters,Pavlo Reznik; OSCE\n"
        "AFP;AFP,OSCE\nAFP;BBC,\n",
        encoding="utf-8",
    )
    scores = coded(file)
    assert scores["events.csv: plain count of outlets"] == "1 of 3 rest on one informant"
    assert scores["events.csv: informants not written down"] == 1
    assert corroboration([tmp_path]) == scores


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n"])
def test_a_table_without_sources_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="source_office"):
        corroboration([tmp_path])


def test_corroboration_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gold\.json"):
        corroboration([tmp_path])


def test_corroboration_of_storylines(shared: Path) -> None:
    scores = corroboration([shared / "gold/seeds"])
    assert set(scores) >= {"storylines: plain count of outlets", "storylines: Whence, two origins"}
