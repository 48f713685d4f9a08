"""The evaluators of the finder's side heads, over small corpora of our own and a finder that answers by words."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from fake_finder import heads
from whence.errors import InputError, ModelError
from whence.evaluate import factuality, muc4, ngec, plover, polnear, uds
from whence.nlp.heads import Heads

Patch = pytest.MonkeyPatch
DEPOT = {"incident_type": "attack", "PerpInd": [[["guerrillas", 0]]], "Target": [[["depot", 20], ["the depot", 16]]]}
MESSAGES = [
    {"docid": "1", "doctext": "guerrillas attacked the depot near the river.", "templates": [DEPOT, DEPOT]},
    {"docid": "2", "doctext": "the weather was fine and the depot stood.", "templates": []},
    {"docid": "3", "doctext": "somebody kidnapped the mayor.", "templates": [{"incident_type": "kidnapping"}]},
]
INCIDENTS = heads(
    {"incident": ["guerrillas", "", "depot", "", ""], "incident_begin": [""] * 5},
    {"incident_kind": ["attacked", "", "", "stood", "", "", "zzz"]},
)


def put(patch: Patch, module: object, finder: Heads) -> None:
    patch.setattr(module, "at", lambda *_, **__: finder)


def lines(path: Path, rows: list[dict[str, object]]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


def test_muc4(tmp_path: Path, monkeypatch: Patch) -> None:
    put(monkeypatch, muc4, INCIDENTS)
    lines(tmp_path / "dev.json", MESSAGES)
    result = muc4.muc4(tmp_path)
    assert result["messages"] == 3
    assert result["false alarms"] == 1.0  # "stood" is taken for arson
    assert result["missed"] == 0.5
    assert result["PerpInd f1"] == 1.0
    assert result["Target f1"] == pytest.approx(2 / 3)  # one of two predicted depots, the only gold one
    assert result["filler f1"] == pytest.approx(4 / 5)
    assert result["template precision"] == pytest.approx(3 / 5)
    assert result["template recall"] == pytest.approx(3 / 4)


def test_muc4_of_another_make(tmp_path: Path) -> None:
    (tmp_path / "dev.json").write_text('{"title": "x"}', encoding="utf-8")
    with pytest.raises(InputError, match="no MUC-4 messages"):
        muc4.load(tmp_path)
    (tmp_path / "dev.json").write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no messages"):
        muc4.load(tmp_path)


TREE = """# sent_id = one
1\tThe\tthe\tDET
2\tdepot\tdepot\tNOUN
3\tburned\tburn\tVERB

# sent_id = two
1\tNobody\tnobody\tPRON
2\tfled\tflee\tVERB
3-4\tdidn't\t_\t_
3\tdid\tdo\tAUX

"""


def marks(values: dict[str, object]) -> dict[str, object]:
    return {"data": {key: {f"{key}-semantics-pred-{n}": {"factuality": {"factual": v}} for n, v in held.items()}  # type: ignore[attr-defined]
                     for key, held in values.items()}}  # fmt: skip


def uds_folder(path: Path) -> Path:
    normal = marks({"ewt-dev-1": {3: {"value": 1.1, "confidence": 1}},
                    "ewt-dev-2": {2: {"value": -0.9, "confidence": 1}},
                    "ewt-train-9": {1: {"value": 1.0, "confidence": 1}}})  # fmt: skip
    raw = marks({"ewt-dev-1": {3: {"value": {"a": 1, "b": 1}, "confidence": {"a": 4, "b": 2}}},
                 "ewt-dev-2": {2: {"value": {"a": 0}, "confidence": {"a": 4}}}})  # fmt: skip
    for kind, content in (("normalized", normal), ("raw", raw)):
        file = path / "2.0" / kind / uds.ANNOTATIONS
        file.parent.mkdir(parents=True)
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("factuality.json", json.dumps(content))
    names = {"ewt-dev-1": {"sentence_id": "one"}, "ewt-dev-2": {"sentence_id": "two"}}
    (path / "ud_ids.json").write_text(json.dumps(names), encoding="utf-8")
    (path / "ud_english_ewt").mkdir()
    (path / "ud_english_ewt/x.conllu").write_text(TREE, encoding="utf-8")
    return path


def test_uds(tmp_path: Path, monkeypatch: Patch) -> None:
    put(monkeypatch, uds, heads({"factuality": ["burned"]}))
    result = uds.uds(uds_folder(tmp_path))
    assert result["predicates"] == 2
    assert result["pearson"] == pytest.approx(1.0)
    assert result["raw pearson"] == pytest.approx(1.0)
    assert (result["sign f1"], result["happened f1"], result["did not f1"]) == (1.0, 1.0, 1.0)


def test_uds_raw_figures_are_weighted_by_confidence(tmp_path: Path) -> None:
    one, two = uds.load(uds_folder(tmp_path), "dev")
    assert one.raw == {3: pytest.approx(2.25)}
    assert two.raw == {2: pytest.approx(-3.0)}
    assert two.words == ("Nobody", "fled", "did")


def test_uds_of_another_make(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a UDS"):
        list(uds.load(tmp_path, "dev"))


CONLL = "0\tIt\t_\tx\n1\tburned\t3.0\tx\n\n0\tNobody\t_\n1\tfled\t-1.5\n2\tsoon\tDEFAULT\n"


def test_factuality(tmp_path: Path, monkeypatch: Patch) -> None:
    put(monkeypatch, factuality, heads({"factuality": ["burned"]}))
    (tmp_path / "uw").mkdir()
    (tmp_path / "uw/test.conll").write_text(CONLL, encoding="utf-8")
    result = factuality.factuality(tmp_path)
    assert (result["gold"], result["events"], result["uw events"]) == (1.0, 2.0, 2.0)
    assert result["pearson"] == pytest.approx(1.0)
    assert result["mae"] == pytest.approx(0.75)
    assert result["sign f1"] == 1.0


def test_answers_of_another_system_are_not_called_gold(tmp_path: Path, monkeypatch: Patch) -> None:
    put(monkeypatch, factuality, heads({"factuality": ["burned"]}))
    folder = tmp_path / "predictions_on_test/uw"
    folder.mkdir(parents=True)
    (folder / "tt_sup.conll").write_text(CONLL, encoding="utf-8")
    assert factuality.factuality(tmp_path)["gold"] == 0.0
    with pytest.raises(InputError, match=r"no \.conll"):
        factuality.factuality(folder.parent.parent / "none")


STORIES = heads({}, {"story": ["accused", "bombed", "marched"]})


def test_ngec(tmp_path: Path, monkeypatch: Patch) -> None:
    put(monkeypatch, ngec, STORIES)
    texts = [f"They {verb} the ministry on day {i}." for i in range(60) for verb in ("accused", "bombed", "marched")]
    kept = [text for text in texts if ngec.held_out(text)]
    assert 15 < len(kept) < 60
    rows = "\n".join(f'They {{fought}},"{t}",{"assault" if "bombed" in t else "ACCUSE"}' for t in texts)
    whole = f"title,text,label\n{rows}\nx,Lost.,NOTHING\n"
    (tmp_path / "gpt_synthetic_events.csv").write_text(whole, encoding="utf-8")
    result = ngec.ngec(tmp_path)
    assert result["texts"] == len(kept)
    assert result["ASSAULT f1"] == 1.0
    assert result["accuracy"] == pytest.approx(sum("marched" not in t for t in kept) / len(kept))
    assert result["without title, macro f1"] == result["macro f1"]
    assert result["texts of new titles"] in (0.0, len(kept))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(tmp_path / "gpt_synthetic_events.csv", "all.csv")
    assert ngec.ngec(tmp_path / "all.zip") == result


def test_places_for_names_in_titles_are_left_out() -> None:
    assert ngec.story("{country_1} Accuses {country_2}", "It did.") == "Accuses. It did."


def test_ngec_without_texts(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no held-out texts"):
        ngec.ngec(tmp_path)
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="columns text and label"):
        ngec.ngec(tmp_path / "x.csv")


def test_what_is_held_out_never_changes() -> None:
    assert [held for held in "abcdefghij" if ngec.held_out(held)] == ["a", "f", "j"]


def test_plover(tmp_path: Path, monkeypatch: Patch) -> None:
    put(monkeypatch, plover, STORIES)
    rows = """[{"event": "DOCUMENT", "text": "x"}, {"event": "FIGHT", "text": "Rebels bombed the airport on Monday."},
      {"event": "DISAPPROVE", "text": "The minister condemned the raid, and accused nobody.",},]"""
    (tmp_path / plover.FILE).write_text(rows, encoding="utf-8")
    result = plover.plover(tmp_path)
    assert (result["sentences"], result["macro f1"]) == (2.0, 1.0)
    assert result["acts macro f1"] >= 0.5


def test_plover_of_another_make(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not PLOVER"):
        plover.load(tmp_path)


def test_polnear_tagged(tmp_path: Path, monkeypatch: Patch) -> None:
    columns = ["anna kovalenko", "said", "that the depot burned"]
    put(monkeypatch, polnear, heads({"attribution": columns, "attribution_begin": ["", "", ""]}))
    notes = ("T1\tSource 0 14\tx", "T2\tCue 15 19\tx", "T3\tContent 20 41\tx")
    event = "E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1"
    for folder in ("text", "attributions"):
        (tmp_path / folder).mkdir()
    (tmp_path / "text/one.txt").write_text("Anna Kovalenko said that the depot burned.\n", encoding="utf-8")
    (tmp_path / "attributions/one.ann").write_text("\n".join([*notes, event, ""]), encoding="utf-8")
    result = polnear.polnear_tagged(tmp_path)
    assert result.pop("texts") == 1
    assert set(result.values()) == {1.0}


def test_a_finder_without_heads_says_so(tmp_path: Path, monkeypatch: Patch) -> None:
    put(monkeypatch, muc4, heads({"inside": [""]}))
    with pytest.raises(ModelError, match="no output incident"):
        muc4.muc4(lines(tmp_path / "x.json", MESSAGES))
