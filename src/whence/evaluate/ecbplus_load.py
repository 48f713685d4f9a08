"""ECB+ files: documents, mentions of events, and the clusters that annotators put them in."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from lxml import etree
from msgspec import Struct

from whence.errors import InputError
from whence.linkage.mentions import Document, Mention

DEV = ("2", "5", "12", "18", "21", "23", "34", "35")  # the usual split (Cybulska and Vossen 2015)
CHECKED = "ECBplus_coreference_sentences.csv"
EVENTS = ("ACTION_", "NEG_ACTION_")
MOST_SENTENCES = 10_000  # a file with a higher number is not one of the corpus


class Corpus(Struct, frozen=True):
    """Documents, the gold mentions in them, and each mention's gold cluster; `checked` are the annotated sentences."""

    documents: tuple[Document, ...]
    mentions: tuple[Mention, ...]
    gold: Mapping[str, str]
    checked: Mapping[str, frozenset[int]]
    unread: int = 0


def topics_of(path: Path) -> list[str]:
    """The topics at a path: dev topics where there are any, else all."""
    there = sorted((part.name for part in _folder(path).iterdir() if part.name.isdigit()), key=int)
    return [topic for topic in there if topic in DEV] or there


def load(path: Path, topics: Collection[str]) -> Corpus:
    """The event mentions of some topics, in checked sentences only, as scores are published.

    `path` holds `ECB+/TOPIC/*.xml` and the list of checked sentences. Raises InputError where either is absent.
    """
    checked = _checked(path)
    documents, mentions = [], []
    gold: dict[str, str] = {}
    unread = 0
    for topic in sorted(topics, key=int):
        for file in sorted((_folder(path) / topic).glob("*.xml")):
            root = _root(file)
            read = _document(file.stem, root) if root is not None else None
            if root is None or read is None:
                unread += 1
                continue
            document, numbers = read
            documents.append(document)
            for mention, cluster in _mentions(document.document_id, root, numbers):
                if mention.sentence in checked.get(document.document_id, ()):
                    mentions.append(mention)
                    gold[mention.mention_id] = cluster
    return Corpus(tuple(documents), tuple(mentions), gold, checked, unread)


def _folder(path: Path) -> Path:
    folder = path / "ECB+"
    if not folder.is_dir():
        raise InputError(f"{path}: no folder ECB+ in it. Give the folder that holds ECB+/1, ECB+/2, ... and {CHECKED}.")
    return folder


def _checked(path: Path) -> Mapping[str, frozenset[int]]:
    file = path / CHECKED
    if not file.is_file():
        raise InputError(f"{path}: no {CHECKED} in it. Scores are published on these sentences; add the file.")
    found: dict[str, set[int]] = defaultdict(set)
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            number = row.get("Sentence Number") or ""
            if number.isdecimal():
                found[f"{row.get('Topic')}_{row.get('File')}"].add(int(number))
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _root(file: Path) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        return etree.fromstring(file.read_bytes(), parser)
    except (etree.XMLSyntaxError, OSError):
        return None


def _document(name: str, root: etree._Element) -> tuple[Document, Mapping[str, tuple[int, int]]] | None:
    """The document, and where each token id stands in it: sentence and number; None where sentences have no number."""
    sentences: dict[int, list[str]] = defaultdict(list)
    numbers = {}
    for token in root.iter("token"):
        written = token.get("sentence", "0")
        at = int(written) if written.isdecimal() and len(written) < len(str(MOST_SENTENCES)) else MOST_SENTENCES
        if at >= MOST_SENTENCES:
            return None
        numbers[token.get("t_id", "")] = (at, len(sentences[at]))
        sentences[at].append(token.text or "")
    count = max(sentences, default=-1) + 1
    return Document(document_id=name, sentences=tuple(tuple(sentences[at]) for at in range(count))), numbers


def _mentions(
    document_id: str, root: etree._Element, numbers: Mapping[str, tuple[int, int]]
) -> list[tuple[Mention, str]]:
    clusters = _clusters(document_id, root)
    found = []
    for tag in root.iterfind("Markables/*"):
        anchors = [numbers[one.get("t_id", "")] for one in tag.iter("token_anchor") if one.get("t_id", "") in numbers]
        if not anchors or not str(tag.tag).startswith(EVENTS):
            continue
        sentence = anchors[0][0]
        tokens = tuple(sorted({number for at, number in anchors if at == sentence}))
        own = f"{document_id}/{tag.get('m_id')}"
        mention = Mention(mention_id=own, document_id=document_id, sentence=sentence, tokens=tokens)
        found.append((mention, clusters.get(tag.get("m_id", ""), own)))
    return found


def _clusters(document_id: str, root: etree._Element) -> Mapping[str, str]:
    found = {}
    for relation in root.iterfind("Relations/*"):
        cross = relation.tag == "CROSS_DOC_COREF"
        name = relation.get("note", "") if cross else f"{document_id}/{relation.get('r_id')}"
        for source in relation.iter("source"):
            found[source.get("m_id", "")] = name
    return found
