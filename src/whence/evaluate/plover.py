"""Act types on the PLOVER gold standard records: hand-coded sentences of the CAMEO manual, older type names mapped.

Two readings are scored: `macro f1` is the finder's type for the sentence as a whole (its `story` head), `acts macro
f1` the type of the act that the default engine is surest of. A shipped finder may have learned from these very
sentences; the cross-validated figure is the training command's (docs/training.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.evaluate.classes import by_class, macro
from whence.evaluate.ngec import types
from whence.evaluate.reading import read_texts
from whence.nlp.heads import at
from whence.schema.ontology import type_names

FILE = "PLOVER_GSR_CAMEO.txt"
# Names of PLOVER 0.6 that the ontology of today spells otherwise; CRIME and DOCUMENT have no counterpart.
OLDER = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
NO_ACT = "none"
Row = TypeVar("Row")


class Coded(Struct, frozen=True):
    """A record of the file."""

    event: str
    text: str = ""


def plover(path: Path, model: Path | None = None) -> dict[str, float]:
    """`macro f1`, `acts macro f1`, accuracy and every type's F1 over the records of the file.

    Raises `InputError` where there is none and `ModelError` where the finder lacks the head.
    """
    rows = load(path)
    truth = [kind for _, kind in rows]
    mine = types([text for text, _ in rows], at(model))
    acts = by_acts([text for text, _ in rows])
    right = sum(a == b for a, b in zip(truth, mine, strict=True))
    result = {"sentences": float(len(rows)), "macro f1": macro(truth, mine), "accuracy": right / len(rows)}
    result["acts macro f1"] = macro(truth, acts)
    return result | {f"{name} f1": score for name, score in by_class(truth, mine).items()}


def by_acts(texts: Sequence[str]) -> list[str]:
    """The type of the surest claim of each text; NO_ACT where it has none."""
    read = read_texts({str(i): text for i, text in enumerate(texts)})
    found = []
    for i in range(len(texts)):
        claims = read[str(i)].claims
        best = max(claims, key=lambda c: (c.evidence.confidence, -c.evidence.start), default=None)
        found.append(best.type if best else NO_ACT)
    return found


def load(path: Path) -> list[tuple[str, str]]:
    """(text, type of today) of every record that has one."""
    known = set(type_names())
    found = [(row.text, OLDER.get(row.event, row.event)) for row in records(path, Coded) if row.text.strip()]
    return [(text, kind) for text, kind in found if kind in known]


def records(path: Path, kind: type[Row]) -> list[Row]:
    """The records of the file, as `kind`; raises `InputError` where there is none."""
    file = next(iter(sorted(path.rglob(FILE))), path / FILE) if path.is_dir() else path
    try:
        whole = file.read_text(encoding="utf-8")
        # The published file has commas before closing brackets.
        return msgspec.json.Decoder(list[kind]).decode(re.sub(r",(\s*[\]}])", r"\1", whole))  # type: ignore[valid-type]
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"{file}: not {FILE} ({error}); give that file or the folder that holds it") from error
