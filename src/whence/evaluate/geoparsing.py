"""How well place names are found and resolved, on public corpora: GeoVirus, TR-News, GeoWebNews.

Measured, never tuned on. Recognition: F1 over overlapping spans, adjectives ("Turkish") left out on both sides.
Resolution: given the corpus's own spans; `exact` same GeoNames id (or, where the corpus or our entry has none, within
10 km or 50 km), `acc_161km` within 161 km (100 miles), `auc` the area under the curve of log errors, 0 best.
A name that is not resolved counts as the far side of the Earth (Gritta et al. 2018, "What's missing in geographical
parsing?").
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import log
from pathlib import Path

from msgspec import Struct

from whence.errors import InputError
from whence.evaluate.compared import PLACES, overlap, place_finder, timed
from whence.stages.resolve.places import Gazetteer
from whence.stages.resolve.places.entry import Entry, kilometres
from whence.stages.resolve.places.given import read_given
from whence.stages.resolve.places.readings import Readings, read
from whence.stages.resolve.places.toponyms import toponyms, with_marked

FARTHEST = 20_039.0  # km, half the circumference
WITHIN = 161.0
SAME_POINT, SAME_REGION = 10.0, 50.0


class Toponym(Struct, frozen=True):
    """A place name of a corpus: its span, and the id or the coordinates that it stands for."""

    start: int
    end: int
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None


class Document(Struct, frozen=True):
    """A text of a corpus with its toponyms."""

    text: str
    toponyms: tuple[Toponym, ...]


def geoparsing(path: Path, gazetteer: Gazetteer | None = None) -> dict[str, float | None]:
    """Figures of every corpus under `path`, named `geovirus.f1`, `tr-news.acc_161km`, `tr-news.geotext.f1`, ...

    Those of a library that is not installed are `None`; `million_chars_s` is processor seconds for a million
    characters, recognition alone. Raises `InputError` where none of the corpora is there.
    """
    own = gazetteer or Gazetteer.open()
    out: dict[str, float | None] = {}
    for name, documents in corpora(path).items():
        for measure, value in measured(documents, own).items():
            out[f"{name}.{measure}"] = value
        out.update({f"{name}.{measure}": value for measure, value in others(documents, own).items()})
    if not out:
        raise InputError(
            f"{path}: holds none of Corpora/GeoVirus.xml, Corpora/TR-News.xml, GeoWebNews/. Give the corpora's folder"
        )
    return out


def corpora(path: Path) -> dict[str, list[Document]]:
    """The documents of each corpus that is there."""
    found: dict[str, list[Document]] = {}
    for name, file, reader in (
        ("geovirus", path / "Corpora" / "GeoVirus.xml", geovirus),
        ("tr-news", path / "Corpora" / "TR-News.xml", tr_news),
    ):
        if file.is_file():
            found[name] = list(reader(file))
    if (path / "GeoWebNews").is_dir():
        found["geowebnews"] = list(geowebnews(path / "GeoWebNews"))
    return found


def _root(file: Path) -> ET.Element:
    try:
        return ET.parse(file).getroot()  # noqa: S314 - a corpus that the user points at
    except ET.ParseError as error:
        raise InputError(f"{file}: is not the corpus's XML ({error})") from error


def geovirus(file: Path) -> Iterator[Document]:
    """GeoVirus: coordinates only; offsets count from 1."""
    for part in _root(file):
        toponyms = [
            Toponym(
                int(x.findtext("start", "1")) - 1,
                int(x.findtext("end", "1")) - 1,
                None,
                float(x.findtext("lat", "0")),
                float(x.findtext("lon", "0")),
            )
            for x in part.iter("location")
        ]
        yield Document(part.findtext("text", ""), tuple(toponyms))


def tr_news(file: Path) -> Iterator[Document]:
    """TR-News: GeoNames ids with coordinates; names that it leaves unresolved count for recognition alone."""
    for part in _root(file):
        toponyms = []
        text = part.findtext("text", "")
        for x in part.iter("toponym"):
            tag = x.find("gaztag")
            start, end = int(x.findtext("start", "0")), int(x.findtext("end", "0"))
            start, end = straightened(text, start, x.findtext("phrase") or text[start:end])
            if tag is None or not tag.get("geonameid"):
                toponyms.append(Toponym(start, end))
                continue
            lat, lon = float(tag.findtext("lat", "0")), float(tag.findtext("lon", "0"))
            toponyms.append(Toponym(start, end, int(tag.get("geonameid", "0")), lat, lon))
        yield Document(text, tuple(toponyms))


def straightened(text: str, start: int, phrase: str) -> tuple[int, int]:
    """The span of a phrase at or nearest to an offset: in some texts the corpus's offsets run a few letters ahead."""
    found = [at for at in (text.rfind(phrase, 0, start + len(phrase)), text.find(phrase, start)) if at >= 0]
    at = min(found, key=lambda one: abs(one - start), default=start)
    return at, at + len(phrase)


def geowebnews(folder: Path) -> Iterator[Document]:
    """GeoWebNews: the names that its annotators could place, by id or by coordinates."""
    for file in sorted(folder.glob("*.ann")):
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        spans: dict[str, tuple[int, int]] = {}
        toponyms = []
        for line in file.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if line.startswith("T") and len(cells) == 3:
                first = re.match(r"\S+ (\d+) (\d+)", cells[1])
                if first:
                    spans[cells[0]] = int(first[1]), int(first[2])
            elif "AnnotatorNotes" in line and len(cells) == 3 and (span := spans.get(cells[1].split()[-1])):
                toponyms.append(_noted(*span, cells[2]))
        yield Document(text, tuple(toponyms))


def _noted(start: int, end: int, note: str) -> Toponym:
    numbers = re.findall(r"-?\d+(?:\.\d+)?", note)
    if len(numbers) == 1 and numbers[0].isdigit():
        return Toponym(start, end, int(numbers[0]))
    if len(numbers) == 2:
        return Toponym(start, end, None, float(numbers[0]), float(numbers[1]))
    return Toponym(start, end)


def measured(documents: Sequence[Document], gazetteer: Gazetteer) -> dict[str, float]:
    """Recognition and resolution over one corpus."""
    hits = said = true = 0
    spent = 0.0
    judged: list[Judged] = []
    known = gazetteer.by_geonameid({t.geonameid for d in documents for t in d.toponyms if t.geonameid})
    for document in documents:
        readings, seconds = timed(partial(read, document.text, gazetteer))
        spent += seconds
        one = recognition(document, readings, gazetteer)
        hits, said, true = hits + one[0], said + one[1], true + one[2]
        judged.extend(resolution(document, known, gazetteer))
    precision, recall = hits / (said or 1), hits / (true or 1)
    held = [j for j in judged if j.held]
    toponyms = sum(len(d.toponyms) for d in documents)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if hits else 0.0,
        "million_chars_s": _per_million(spent, documents),
        "exact": share([j.exact for j in judged]),
        "acc_161km": share([j.error <= WITHIN for j in judged]),
        "auc": sum(log(j.error + 1) / log(FARTHEST + 1) for j in judged) / (len(judged) or 1),
        "resolvable": float(len(judged)),
        "not_judged": float(toponyms - len(judged)),
        "held": share([j.held for j in judged]),
        "acc_161km_held": share([j.error <= WITHIN for j in held]),
    }


def others(documents: Sequence[Document], gazetteer: Gazetteer) -> dict[str, float | None]:
    """Recognition by other libraries on the same texts, with their speed."""
    out: dict[str, float | None] = {}
    for name in PLACES:
        finder = place_finder(name)
        if finder is None:
            out |= {f"{name}.f1": None, f"{name}.million_chars_s": None}
            continue
        hits = said = true = 0
        spent = 0.0
        for document in documents:
            found, seconds = timed(partial(finder, document.text))
            kept = [span for span in found if gazetteer.demonym(document.text[slice(*span)]) is None]
            left = [(t.start, t.end) for t in _names(document, gazetteer)]
            hits, said, true, spent = hits + overlap(kept, left), said + len(kept), true + len(left), spent + seconds
        out[f"{name}.f1"] = 2 * hits / (said + true or 1)
        out[f"{name}.million_chars_s"] = _per_million(spent, documents)
    return out


def _per_million(seconds: float, documents: Sequence[Document]) -> float:
    return 1e6 * seconds / (sum(len(d.text) for d in documents) or 1)


def _names(document: Document, gazetteer: Gazetteer) -> list[Toponym]:
    """The toponyms that are names, not adjectives."""
    return [t for t in document.toponyms if gazetteer.demonym(document.text[t.start : t.end]) is None]


class Judged(Struct, frozen=True):
    """One toponym with what became of it."""

    name: str
    error: float  # km
    exact: bool
    held: bool  # whether the gazetteer has the true place under that name at all


def share(these: Sequence[bool]) -> float:
    """Part of them that is true."""
    return sum(these) / (len(these) or 1)


def resolution(document: Document, known: Mapping[int, Entry], gazetteer: Gazetteer) -> list[Judged]:
    """Every toponym whose true place is known, resolved from the corpus's own spans."""
    spans = [(t.start, t.end) for t in document.toponyms]
    found = []
    for toponym, settled in zip(document.toponyms, read_given(document.text, spans, gazetteer).settled, strict=True):
        point = _point(toponym, known)
        if point is None:
            continue
        entry = settled.entry
        error = kilometres(*point, entry.lat, entry.lon) if entry else FARTHEST
        same = _exact(entry, toponym, error)
        held = any(
            e.geonameid == toponym.geonameid if toponym.geonameid and e.geonameid else
            kilometres(*point, e.lat, e.lon) <= WITHIN
            for e in settled.mention.entries
        )  # fmt: skip
        # One GeoNames id is one place, wherever two releases put its centre.
        error = 0.0 if same and toponym.geonameid is not None else error
        found.append(Judged(document.text[toponym.start : toponym.end], error, same, held))
    return found


def _point(toponym: Toponym, known: Mapping[int, Entry]) -> tuple[float, float] | None:
    if toponym.lat is not None and toponym.lon is not None:
        return toponym.lat, toponym.lon
    entry = known.get(toponym.geonameid) if toponym.geonameid else None
    return (entry.lat, entry.lon) if entry else None


def recognition(
    document: Document, readings: Readings, gazetteer: Gazetteer, marked: Sequence[tuple[int, int]] = ()
) -> tuple[int, int, int]:
    """Names found that overlap a true one (each used once), all found, all true; with what else was `marked`."""
    spans = with_marked(toponyms(document.text, readings), marked)
    true = [(t.start, t.end) for t in _names(document, gazetteer)]
    return overlap(spans, true), len(spans), len(true)


def _exact(entry: Entry | None, toponym: Toponym, error: float) -> bool:
    if entry is None:
        return False
    if toponym.geonameid is None:
        return error <= SAME_POINT
    if entry.geonameid is None:
        return error <= SAME_REGION
    return entry.geonameid == toponym.geonameid
