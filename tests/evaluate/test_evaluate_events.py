"""Event linking on public corpora: files read right, scored right on small ones, broken ones named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whence.errors import InputError
from whence.evaluate.ecbplus import ecbplus
from whence.evaluate.ecbplus_load import load, topics_of
from whence.evaluate.famus import famus
from whence.evaluate.gvc import gvc
from whence.evaluate.gvc_load import load as load_gvc
from whence.evaluate.news_clusters import TRAINING_EVENTS, news_clusters

SENTENCES = ("http : //velm.example/1", "Gunmen attacked the hall in Velm", "The attack killed two guards of Brun")
MARKS = """<Markables>
<ACTION_OCCURRENCE m_id="1"><token_anchor t_id="{attacked}"/></ACTION_OCCURRENCE>
<ACTION_OCCURRENCE m_id="2"><token_anchor t_id="{attack}"/></ACTION_OCCURRENCE>
<NEG_ACTION_OCCURRENCE m_id="3"><token_anchor t_id="{killed}"/></NEG_ACTION_OCCURRENCE>
<HUMAN_PART_PER m_id="4"><token_anchor t_id="{guards}"/></HUMAN_PART_PER>
<ACTION_OCCURRENCE m_id="5" RELATED_TO="" instance_id="ACT1"/>
</Markables><Relations>
<CROSS_DOC_COREF r_id="9" note="ACT1"><source m_id="1"/><source m_id="2"/><target m_id="5"/></CROSS_DOC_COREF>
</Relations>"""
VELM = "A grenade hurt three workers at the polling hall in Velm on Tuesday . Mayor Brun named it a crime ."
SARN = "Dockers in Sarn began a strike on Monday . The owner of the cranes in Sarn went to court ."


def _ecb_file(folder: Path, name: str) -> None:
    tokens, ids = [], {}
    for number, sentence in enumerate(SENTENCES):
        for place, word in enumerate(sentence.split()):
            one = str(len(tokens) + 1)
            ids[word] = one
            tokens.append(f'<token t_id="{one}" sentence="{number}" number="{place}">{word}</token>')
    marks = MARKS.format(**{word: one for word, one in ids.items() if word.isalpha()})
    text = f'<Document doc_name="{name}.xml">{"".join(tokens)}{marks}</Document>'
    (folder / f"{name}.xml").write_text(text, encoding="utf-8")


@pytest.fixture
def ecb(tmp_path: Path) -> Path:
    folder = tmp_path / "ECB+" / "2"
    folder.mkdir(parents=True)
    _ecb_file(folder, "2_1ecb")
    _ecb_file(folder, "2_2ecb")
    (folder / "2_3ecb.xml").write_text("no xml", encoding="utf-8")
    rows = ["Topic,File,Sentence Number", *(f"2,{file},{at}" for file in ("1ecb", "2ecb") for at in (1, 2))]
    (tmp_path / "ECBplus_coreference_sentences.csv").write_text("\n".join(rows), encoding="utf-8")
    return tmp_path


def test_ecb_mentions_and_clusters(ecb: Path) -> None:
    corpus = load(ecb, topics_of(ecb))
    assert len(corpus.documents) == 2
    assert corpus.unread == 1
    assert len(corpus.mentions) == 6
    assert corpus.gold["2_1ecb/1"] == corpus.gold["2_2ecb/2"] == "ACT1"
    assert corpus.gold["2_1ecb/3"] == "2_1ecb/3"
    assert corpus.mentions[0].tokens == (1,)


def test_ecb_mentions_outside_checked_sentences_do_not_count(ecb: Path) -> None:
    file = ecb / "ECBplus_coreference_sentences.csv"
    file.write_text("Topic,File,Sentence Number\n2,1ecb,2\n", encoding="utf-8")
    assert {mention.sentence for mention in load(ecb, ["2"]).mentions} == {2}


def test_ecb_scores(ecb: Path) -> None:
    scores = ecbplus(ecb)
    assert scores["topics"] == "2"
    assert scores["documents, mentions, events"] == "2, 6, 3"
    assert 0 < scores["gold mentions, CoNLL"] <= 1
    assert 0 <= scores["predicted mentions, CoNLL"] <= 1


@pytest.mark.parametrize("number", ["x", "99999999999", ""])
def test_ecb_files_with_broken_sentence_numbers_are_counted(ecb: Path, number: str) -> None:
    file = ecb / "ECB+" / "2" / "2_3ecb.xml"
    file.write_text(f'<Document><token t_id="1" sentence="{number}">a</token></Document>', encoding="utf-8")
    assert load(ecb, ["2"]).unread == 1


def test_ecb_folders_that_lack_something(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no folder ECB\+"):
        ecbplus(tmp_path)
    (tmp_path / "ECB+" / "7").mkdir(parents=True)
    with pytest.raises(InputError, match="Scores are published on these sentences"):
        ecbplus(tmp_path)


def test_gun_violence_corpus(tmp_path: Path) -> None:
    lines = ["#begin document (0/1/d); part 0", "0/1/d\t0\t0\t2014-06-15\t-"]
    lines += [f"0/1/d\t1\t{at}\t{word}\t-" for at, word in enumerate(("A", "man", "was", "shot", "in", "Velm"))]
    (tmp_path / "dataset.conll").write_text("\n".join(lines), encoding="utf-8")
    row = {"coref_chain": "1", "doc_id": "d", "sent_id": 1, "subtopic_id": "1"}
    rows = [
        row | {"mention_id": "m", "tokens_number": [3]},
        row | {"mention_id": "outside", "tokens_number": [99]},
        row | {"mention_id": "elsewhere", "doc_id": "x", "tokens_number": [0]},
    ]
    (tmp_path / "event_mentions.json").write_text(json.dumps(rows), encoding="utf-8")
    corpus = load_gvc(tmp_path)
    assert [mention.mention_id for mention in corpus.mentions] == ["m"]
    assert corpus.unread == 2
    assert corpus.documents[0].published == "2014-06-15"
    assert gvc(tmp_path)["unread mentions"] == 2


def test_a_gun_violence_folder_without_texts_is_refused(tmp_path: Path) -> None:
    (tmp_path / "event_mentions.json").write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match=r"dataset\.conll"):
        gvc(tmp_path)
    (tmp_path / "dataset.conll").write_text("", encoding="utf-8")
    (tmp_path / "event_mentions.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="not a list of mentions"):
        gvc(tmp_path)


def _famus_row(name: str, source: str, same: bool) -> dict[str, object]:
    tokens = VELM.split()
    at = tokens.index("hurt")
    report = {"doctext": VELM, "doctext-tok": tokens, "frame-trigger-span": ["hurt", 0, 4, at, at, ""]}
    return {"instance_id": name, "report_dict": report, "source_dict": {"doctext": source}, "valid_source": same}


def test_famus(tmp_path: Path) -> None:
    folder = tmp_path / "source_validation"
    folder.mkdir()
    rows = [_famus_row("a", VELM, True), _famus_row("b", SARN, False)]
    (folder / "dev.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "addendum.jsonl").write_text(json.dumps(_famus_row("c", SARN, True)), encoding="utf-8")
    scores = famus(tmp_path)
    assert scores["accuracy"] == 1
    assert scores["pairs"] == 2
    assert famus(folder / "dev.jsonl") == scores


def test_famus_that_is_not_there_or_broken(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="source_validation"):
        famus(tmp_path)
    (tmp_path / "x.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="not FAMuS"):
        famus(tmp_path / "x.jsonl")


def _article(folder: Path, name: str, event: int, text: str) -> None:
    row = {"dId": name, "newsCluster": {"EventId": event, "Event": "e"}, "title": text[:20], "text": text}
    (folder / f"{name}.json").write_text(json.dumps(row), encoding="utf-8")


def test_news_clusters(tmp_path: Path) -> None:
    for name, event, text in (("a", 1, VELM), ("b", 1, f"{VELM} Police came."), ("c", 2, SARN), ("d", 2, SARN)):
        _article(tmp_path, name, event, text)
    _article(tmp_path, "e", min(TRAINING_EVENTS), "A bridge fell.")
    (tmp_path / "broken.json").write_text("{", encoding="utf-8")
    scores = news_clusters(tmp_path)
    assert scores["b3 f1"] == 1
    assert scores["articles"] == 4
    assert scores["b3 f1, each alone"] < 1


def test_news_clusters_need_articles(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="newsCluster"):
        news_clusters(tmp_path)
