"""Act types on the made-up dispatches of NGEC (Halterman et al. 2023): the fifth that is held out of training.

The type is the finder's for title and text as a whole: the largest of its 19 `story` logits over the first 90
wordpieces. Twelve stories share a title, so most held-out ones have a title that others had in training; those whose
title nobody had are counted apart. The title was the prompt: it says more of the type than the text does, so the text
alone is measured too.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from whence.errors import InputError
from whence.evaluate.classes import by_class, macro
from whence.nlp.heads import Heads, at
from whence.schema.ontology import type_names

FIFTH = 5
OPENING = 700  # characters that are tokenised; the finder takes fewer
LONGEST = 1_000_000  # characters of a cell


class Row(Struct, frozen=True, kw_only=True):
    """One story with the type that it was written for."""

    title: str
    text: str
    kind: str


def held_out(text: str) -> bool:
    """Whether a text of NGEC is kept for measuring: one in five, by the SHA-256 of its UTF-8 bytes."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % FIFTH == 0


def story(title: str, text: str) -> str:
    """Title and text as one; places for names that were never filled in are left out."""
    return f"{re.sub(r'{[^}]*}', '', title).strip()}. {text}"


def ngec(path: Path, model: Path | None = None) -> dict[str, float]:
    """`macro f1` and `accuracy` of the type over the held-out texts of a CSV (or its zip, or a folder with either).

    Raises `InputError` where there is none and `ModelError` where the finder lacks the head.
    """
    held = [row for row in load(path) if held_out(row.text)]
    if not held:
        raise InputError(f"{path}: no held-out texts of NGEC; give its gpt_synthetic_events CSV, or the zip")
    heads = at(model)
    mine = types([story(row.title, row.text) for row in held], heads)
    bare = types([row.text for row in held], heads)
    truth = [row.kind for row in held]
    new = [(row.kind, kind) for row, kind in zip(held, mine, strict=True) if held_out(row.title)]
    beside = {"of new titles, macro f1": macro([a for a, _ in new], [b for _, b in new])}
    beside |= {"texts of new titles": float(len(new)), "of new titles, accuracy": share(new)}
    return {**figures(truth, mine), "without title, macro f1": macro(truth, bare), **beside}


def share(pairs: Sequence[tuple[str, str]]) -> float:
    """How many of some pairs are alike."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0


def figures(truth: Sequence[str], mine: Sequence[str]) -> dict[str, float]:
    """Macro F1, accuracy and every class's F1."""
    right = sum(a == b for a, b in zip(truth, mine, strict=True))
    result = {"texts": float(len(truth)), "macro f1": macro(truth, mine), "accuracy": right / len(truth)}
    return result | {f"{name} f1": score for name, score in by_class(truth, mine).items()}


def types(texts: Sequence[str], heads: Heads) -> list[str]:
    """The type of each text as a whole."""
    names = heads.finder.card.labels.types
    return [names[int(heads.whole(text[:OPENING], "story").argmax())] for text in texts]


def load(path: Path) -> list[Row]:
    """Every row whose label is a type that we know."""
    files = sorted([*path.rglob("*synthetic_events*.csv"), *path.rglob("*synthetic_events*.zip")])
    found: list[Row] = []
    for file in (files if path.is_dir() else [path])[:1]:
        try:
            found = _rows(_unpacked(file))
        except (OSError, KeyError, csv.Error, zipfile.BadZipFile) as error:
            raise InputError(f"{file}: not the CSV of NGEC ({error}); it has columns text and label") from error
    return found


def _unpacked(file: Path) -> str:
    if file.suffix != ".zip":
        return file.read_text(encoding="utf-8", errors="replace")
    with zipfile.ZipFile(file) as archive:
        name = next(name for name in [*archive.namelist(), ""] if name.endswith(".csv") or not name)
        return archive.read(name).decode("utf-8", errors="replace")


def _rows(whole: str) -> list[Row]:
    csv.field_size_limit(LONGEST)
    known = set(type_names())
    rows = [
        Row(title=row.get("title") or "", text=row["text"], kind=row["label"].strip().upper())
        for row in csv.DictReader(io.StringIO(whole))
    ]
    return [row for row in rows if row.text.strip() and row.kind in known]
