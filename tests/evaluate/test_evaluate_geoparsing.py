"""Figures on place names: a small corpus of our own in each of the three forms, and floors on the public ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.errors import InputError
from whence.evaluate.geoparsing import Document, Toponym, corpora, geoparsing, straightened
from whence.evaluate.geoparsing_reader import found, geoparsing_reader, places
from whence.schema.reading import Act, Reading, Role
from whence.schema.records import Span
from whence.stages.resolve.places import Gazetteer

GEOVIRUS = """<articles><article><source>s</source><text>Fever spread in Dakar.</text><locations><location>
<name>Dakar</name><start>17</start><end>22</end><lat>14.69</lat><lon>-17.44</lon></location></locations></article></articles>"""
TR_NEWS = """<articles><article docid="1"><text>Turkish troops left Aleppo for Xqzvorpl.</text><toponyms>
<toponym><start>0</start><end>7</end><gaztag geonameid="298795"><lat>39</lat><lon>35</lon></gaztag></toponym>
<toponym><start>20</start><end>26</end><gaztag geonameid="170063"><lat>36.2</lat><lon>37.16</lon></gaztag></toponym>
<toponym><start>31</start><end>39</end></toponym></toponyms></article></articles>"""


def test_each_corpus_is_read_and_scored(tmp_path: Path) -> None:
    (tmp_path / "Corpora").mkdir()
    (tmp_path / "GeoWebNews").mkdir()
    (tmp_path / "Corpora" / "GeoVirus.xml").write_text(GEOVIRUS, encoding="utf-8")
    (tmp_path / "Corpora" / "TR-News.xml").write_text(TR_NEWS, encoding="utf-8")
    (tmp_path / "GeoWebNews" / "1.txt").write_text("A march in Kyiv reached Springfield.", encoding="utf-8")
    (tmp_path / "GeoWebNews" / "1.ann").write_text(
        "T1\tLiteral 11 15\tKyiv\n#1\tAnnotatorNotes T1\t703448\nT2\tLiteral 24 35\tSpringfield\n"
        "#2\tAnnotatorNotes T2\t-80.0, 10.0\nT3\tLiteral 0 1\tA\n#3\tAnnotatorNotes T3\tno idea\n",
        encoding="utf-8",
    )
    figures = geoparsing(tmp_path)
    assert figures["geovirus.f1"] == 1.0
    assert figures["geovirus.exact"] == 1.0
    assert figures["tr-news.exact"] == 1.0
    assert figures["tr-news.recall"] == 0.5
    assert figures["geowebnews.resolvable"] == 2.0
    assert figures["geowebnews.acc_161km"] == 0.5
    assert 0.4 < figures["geowebnews.auc"] < 0.6


def test_a_folder_without_corpora_and_broken_xml_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds none"):
        geoparsing(tmp_path)
    (tmp_path / "Corpora").mkdir()
    (tmp_path / "Corpora" / "GeoVirus.xml").write_text("<articles>", encoding="utf-8")
    with pytest.raises(InputError, match="not the corpus's XML"):
        corpora(tmp_path)


def test_names_that_only_the_reader_marked_are_added(tmp_path: Path) -> None:
    text = "A march in Kyiv reached the gates of Xqzvorpl."
    start = text.index("the gates of Xqzvorpl")
    place = Span(text="the gates of Xqzvorpl", start=start, end=len(text) - 1, found_by="reader")
    act = Act(evidence=place, trigger=place, type="PROTEST", roles=(Role(role="place", span=place),))
    marked = sorted(places(Reading(sentences=(), acts=(act,), engine="x")))
    assert [text[a:b] for a, b in marked] == ["Xqzvorpl"]
    document = Document(text, (Toponym(11, 15), Toponym(*marked[0])))
    figures = found([document], [marked], Gazetteer.open())
    assert figures == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "added": 1.0}
    assert found([document], [[]], Gazetteer.open())["recall"] == 0.5
    with pytest.raises(InputError, match="holds none"):
        geoparsing_reader(tmp_path)


@pytest.mark.slow
def test_floors_with_the_readers_mentions(shared: Path) -> None:
    figures = geoparsing_reader(shared / "data" / "geoparsing")
    for name, value in sorted(figures.items()):
        print(f"{name:32s}{value:8.3f}")
    assert min(figures[f"{name}.f1"] for name in ("geovirus", "tr-news", "geowebnews")) >= 0.8


@pytest.mark.slow
def test_floors_on_the_public_corpora(shared: Path) -> None:
    figures = geoparsing(shared / "data" / "geoparsing")
    for name, value in sorted(figures.items()):
        print(f"{name:32s}{'absent' if value is None else f'{value:8.3f}'}")
    floors = {
        "geovirus.f1": 0.9, "geovirus.acc_161km": 0.82, "tr-news.f1": 0.87, "tr-news.acc_161km": 0.92,
        "geowebnews.f1": 0.8, "geowebnews.acc_161km": 0.92,
    }  # fmt: skip
    assert {name: figures[name] for name, floor in floors.items() if (figures[name] or 0.0) < floor} == {}


def test_offsets_that_run_ahead_are_straightened() -> None:
    text = "Fire in Ottawa, then in Ottawa again."
    assert straightened(text, 8, "Ottawa") == (8, 14)
    assert straightened(text, 26, "Ottawa") == (24, 30)
    assert straightened(text, 3, "Paris") == (3, 8)
