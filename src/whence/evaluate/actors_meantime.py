"""MEANTIME (Minard et al. 2016): named persons and bodies of news reports, with one entity over all reports."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from whence.errors import InputError
from whence.linkage.entity import Naming
from whence.schema.records import Claim, Input, Party, Report, Span
from whence.schema.stage import Work
from whence.stages.attribute.stage import attribute
from whence.stages.resolve.parties import resolve_parties

FOLDER = "intra_cross-doc_annotation"
NAMED, WHO = ("NAM", "PRE.NAM"), ("PER", "ORG")
_TIGHT_BEFORE, _TIGHT_AFTER = frozenset([*".,):;?!%", "'s", "’s", "''"]), ("(", "$", "``")

Given = list[tuple[Naming, str]]


def there(path: Path) -> bool:
    """Whether a folder is the corpus's, or holds its folder of both annotations."""
    return bool(_files(path))


def _files(path: Path) -> list[Path]:
    return sorted((path / FOLDER).glob("corpus_*/*.xml")) or sorted(path.glob("corpus_*/*.xml"))


def topics(path: Path) -> Iterator[tuple[str, Given]]:
    """The named mentions of each topic (`corpus_airbus`, ...), as we name them, with the annotators' entity."""
    found: dict[str, Given] = {}
    for file in _files(path):
        found.setdefault(file.parent.name, []).extend(_report(file))
    yield from sorted(found.items())


def _report(file: Path) -> Iterator[tuple[Naming, str]]:
    try:
        root = ET.parse(file).getroot()  # noqa: S314 - a corpus that the user points at
    except ET.ParseError as error:
        raise InputError(f"{file}: is not the corpus's XML ({error})") from error
    text, places = _text(root)
    named = list(_mentions(root, places))
    parties = tuple(
        Party(text=text[start:end], start=start, end=end, found_by="gold", name=text[start:end])
        for start, end, _ in named
    )
    for at, (party, (_, _, entity)) in enumerate(zip(resolved(file.stem, text, parties), named, strict=True)):
        yield Naming(id=f"{file.stem}.targets.{at}", report=file.stem, text=party.text, name=party.name,
                     sector=party.sector, private=party.private), entity  # fmt: skip


def resolved(report_id: str, text: str, parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """What the record would hold of parties in these places."""
    work = attribute(Work(report=Report(report_id=report_id, input=Input(id=report_id), text=text)))
    whole = Span(text=text, start=0, end=len(text), found_by="gold")
    claim = Claim(claim_id=report_id, report_id=report_id, evidence=whole, type="CONSULT", targets=parties)
    return resolve_parties(replace(work, claims=(claim,))).claims[0].targets


def _text(root: ET.Element) -> tuple[str, dict[str, tuple[int, int]]]:
    """The tokens as running text (the headline in a paragraph of its own), and where each stands."""
    text, sentence = "", None
    places: dict[str, tuple[int, int]] = {}
    for token in root.iter("token"):
        word = token.text or ""
        if text:
            fresh = token.get("sentence") != sentence
            text += "\n\n" if fresh and sentence == "0" else "" if not fresh and _tight(text, word) else " "
        places[token.get("t_id", "")] = len(text), len(text) + len(word)
        text, sentence = text + word, token.get("sentence")
    return text, places


def _tight(text: str, word: str) -> bool:
    return word in _TIGHT_BEFORE or text.endswith(_TIGHT_AFTER)


def _mentions(root: ET.Element, places: dict[str, tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """Named mentions of persons and bodies that have an entity over all reports."""
    spans = {}
    for mention in root.iter("ENTITY_MENTION"):
        anchors = [places[one.get("t_id", "")] for one in mention.findall("token_anchor")]
        if anchors and mention.get("syntactic_type") in NAMED:
            spans[mention.get("m_id")] = anchors[0][0], anchors[-1][1]
    entities = {one.get("m_id"): one for one in root.iter("ENTITY")}
    for relation in root.iter("REFERS_TO"):
        target = relation.find("target")
        entity = entities.get(target.get("m_id")) if target is not None else None
        if entity is None or entity.get("ent_type") not in WHO or not entity.get("instance_id"):
            continue
        for source in relation.findall("source"):
            if source.get("m_id") in spans:
                yield *spans[source.get("m_id")], entity.get("instance_id", "")
