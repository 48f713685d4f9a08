"""How well place names are found where the reader's own places come on top: GeoVirus, TR-News, GeoWebNews.

The reader marks the places of the acts that it sees; those that touch no name found by the grammar are added to them.
Figures are those of `geoparsing`: F1 over overlapping spans, adjectives left out on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from whence.errors import InputError
from whence.evaluate.geoparsing import Document, corpora, recognition
from whence.schema.reading import Reading
from whence.schema.records import Input, Report
from whence.schema.stage import Work
from whence.stages.resolve.places import Gazetteer
from whence.stages.resolve.places.readings import read
from whence.stages.tag import Tag

# The names inside the reader's words: "a village near [Kupiansk]".
NAME = re.compile(r"[^\W\d_a-zß-ÿ][\w’'-]*(?:\s(?:[^\W\d_a-zß-ÿ][\w’'-]*))*")
Span = tuple[int, int]


def geoparsing_reader(path: Path) -> dict[str, float]:
    """Recognition in every corpus under `path` with the reader's mentions: `geovirus.f1`, `tr-news.recall`, ...

    `added` counts the names that only the reader marked. Raises `InputError` where no corpus is there, `ModelError`
    where the reader cannot be had.
    """
    gazetteer, step = Gazetteer.open(), Tag().open()
    out: dict[str, float] = {}
    for name, documents in corpora(path).items():
        works = step([_work(number, document) for number, document in enumerate(documents)])
        marked = [sorted(set(places(work.reading))) for work in works]
        out.update({f"{name}.{measure}": value for measure, value in found(documents, marked, gazetteer).items()})
    if not out:
        raise InputError(f"{path}: holds none of GeoVirus, TR-News, GeoWebNews. Give the corpora's folder")
    return out


def _work(number: int, document: Document) -> Work:
    return Work(report=Report(report_id=f"{number:016x}", input=Input(id=str(number)), text=document.text))


def places(reading: Reading | None) -> Iterator[Span]:
    """The names in the words that the reader took for the place of an act."""
    for act in reading.acts if reading else ():
        for role in act.roles:
            if role.role == "place":
                start = role.span.start
                yield from ((start + m.start(), start + m.end()) for m in NAME.finditer(role.span.text))


def found(documents: Sequence[Document], marked: Sequence[Sequence[Span]], gazetteer: Gazetteer) -> dict[str, float]:
    """Precision, recall and F1 over the documents, each with the names that the reader marked in it."""
    hits = said = true = added = 0
    for document, names in zip(documents, marked, strict=True):
        readings = read(document.text, gazetteer)
        one = recognition(document, readings, gazetteer, names)
        hits, said, true = hits + one[0], said + one[1], true + one[2]
        added += one[1] - recognition(document, readings, gazetteer)[1]
    return {
        "precision": hits / (said or 1),
        "recall": hits / (true or 1),
        "f1": 2 * hits / (said + true or 1),
        "added": float(added),
    }
