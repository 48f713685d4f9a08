"""FAMuS: does this source text describe the event that the passage reports?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.linkage.likeness import Rarity, terms
from whence.linkage.same_event import WORDS, Passage, Text, passage_of, same_event, text_of

FIRST, LAST = 3, 4  # places of the token numbers in a span of the corpus


class ReportPart(Struct):
    """The passage, and the span that names its event."""

    doctext: str
    tokens: list[str] = msgspec.field(name="doctext-tok", default_factory=list)
    trigger: list[str | int] = msgspec.field(name="frame-trigger-span", default_factory=list)


class SourcePart(Struct):
    """The text that may be about it."""

    doctext: str


class Row(Struct):
    """One instance."""

    instance_id: str
    report_dict: ReportPart
    source_dict: SourcePart
    valid_source: bool


class Instance(Struct, frozen=True, eq=False):
    """A passage, a text, and whether they are about one event."""

    passage: Passage
    text: Text
    same: bool


def famus(path: Path) -> dict[str, object]:
    """Accuracy, and precision, recall and F1 of "the same event", over `source_validation/*.jsonl` of a folder."""
    instances = load(path)
    said = [same_event(one.passage, one.text) > 0 for one in instances]
    right = sum(guess == one.same for guess, one in zip(said, instances, strict=True))
    both = sum(guess and one.same for guess, one in zip(said, instances, strict=True))
    given, wanted = sum(said), sum(one.same for one in instances)
    return {
        "accuracy": right / len(instances),
        "precision": both / (given or 1),
        "recall": both / (wanted or 1),
        "f1": 2 * both / (given + wanted) if given + wanted else 0.0,
        "pairs": len(instances),
        "of one event": wanted,
        "always the commoner answer": max(wanted, len(instances) - wanted) / len(instances),
    }


def load(path: Path) -> list[Instance]:
    """The instances whose passage marks its event; how rare words are is counted over all of them.

    `addendum.jsonl` repeats training instances with other frames and is left out. Raises InputError where none is.
    """
    rows = [row for file in _files(path) for row in _rows(file)]
    passages = [row.report_dict.tokens or WORDS.findall(row.report_dict.doctext) for row in rows]
    texts = [WORDS.findall(row.source_dict.doctext) for row in rows]
    rarity = Rarity([*map(terms, passages), *map(terms, texts)])
    return [
        Instance(passage_of(passage, *_trigger(row), rarity), text_of(text), row.valid_source)
        for row, passage, text in zip(rows, passages, texts, strict=True)
    ]


def _files(path: Path) -> Sequence[Path]:
    found = [path] if path.is_file() else sorted(path.rglob("source_validation/*.jsonl"))
    kept = [file for file in found if file.name != "addendum.jsonl"]
    if not kept:
        raise InputError(f"{path}: no source_validation/*.jsonl in it. Give the folder of FAMuS, or one such file.")
    return kept


def _rows(file: Path) -> list[Row]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        rows = [msgspec.json.decode(line, type=Row) for line in lines if line.strip()]
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise InputError(f"{file}: not FAMuS source validation ({error}). Give its .jsonl file.") from error
    return [row for row in rows if len(row.report_dict.trigger) > LAST]


def _trigger(row: Row) -> tuple[int, int]:
    first, last = row.report_dict.trigger[FIRST], row.report_dict.trigger[LAST]
    return (first, last) if isinstance(first, int) and isinstance(last, int) else (0, 0)
