"""The Gun Violence Corpus as parsed for cross-document coreference: a token file and a list of event mentions."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.evaluate.ecbplus_load import Corpus
from whence.linkage.mentions import Document, Mention

CELLS = 4
LONGEST_NUMBER = 4  # digits of a sentence's number


class _Row(Struct):
    coref_chain: str
    mention_id: str
    doc_id: str
    sent_id: int
    tokens_number: list[int]
    subtopic_id: str


def load(path: Path) -> Corpus:
    """Documents and gold mentions of the folder that holds `event_mentions.json` and `dataset.conll`, at any depth.

    Raises InputError where there is none; mentions whose tokens are not in the text are left out and counted.
    """
    files = sorted(path.rglob("event_mentions.json"))
    if not files or not (files[0].parent / "dataset.conll").is_file():
        raise InputError(f"{path}: no event_mentions.json with a dataset.conll beside it. Give the parsed corpus.")
    documents = _documents((files[0].parent / "dataset.conll").read_text(encoding="utf-8"))
    by_id = {document.document_id: document for document in documents}
    mentions, gold, unread = [], {}, 0
    for row in _rows(files[0]):
        document = by_id.get(row.doc_id)
        if document is None or not _stands(document, row):
            unread += 1
            continue
        mention = Mention(
            mention_id=row.mention_id,
            document_id=row.doc_id,
            sentence=row.sent_id,
            tokens=tuple(sorted(set(row.tokens_number))),
        )
        mentions.append(mention)
        gold[row.mention_id] = row.coref_chain
    return Corpus(tuple(documents), tuple(mentions), gold, {}, unread)


def _rows(file: Path) -> list[_Row]:
    try:
        return msgspec.json.decode(file.read_bytes(), type=list[_Row])
    except msgspec.DecodeError as error:
        raise InputError(f"{file}: not a list of mentions ({error}). Give the parsed corpus.") from error


def _stands(document: Document, row: _Row) -> bool:
    if not row.tokens_number or not 0 <= row.sent_id < len(document.sentences):
        return False
    return min(row.tokens_number) >= 0 and max(row.tokens_number) < len(document.sentences[row.sent_id])


def _documents(lines: str) -> list[Document]:
    """Sentence 0 is the date of publication; it stays where it is, so that sentence numbers hold."""
    sentences: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in lines.split("\n"):
        cells = line.split("\t")
        if len(cells) > CELLS and cells[1].isdecimal() and len(cells[1]) <= LONGEST_NUMBER:
            sentences[cells[0].rsplit("/", 1)[-1]][int(cells[1])].append(cells[3])
    found = []
    for name in sorted(sentences):
        held = sentences[name]
        listed = tuple(tuple(held.get(at, ())) for at in range(max(held) + 1))
        found.append(Document(document_id=name, sentences=listed, published=" ".join(listed[0]) or None))
    return found
