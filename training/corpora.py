"""The text of a report in a corpus: the one place that knows how the corpora are laid out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

Json = dict[str, Any]
Tokens = dict[int, list[str]]  # the tokens of each sentence, by its number
QUOTES = ("``", "''")
LINE_BREAK = "//n"


def text_at(data: Path, source: Json) -> str:
    """Code points `start` to `end` of the whole that a source names."""
    return whole_text(data, source)[source["start"] : source["end"]]


def whole_text(data: Path, source: Json) -> str:
    """A file; a field of the JSON line with that `instance_id`; or the tokens of a document (`tokens`) joined."""
    whole = (data / source["path"]).read_text(encoding="utf-8")
    if "line" in source:
        return field_of(whole, source["line"], source["field"])
    if source.get("tokens") == "xml":
        return joined(xml_tokens(whole))
    if source.get("tokens") == "conll":
        return joined(conll_tokens(whole, source["document"]))
    return whole


def field_of(lines: str, instance: str, field: str) -> str:
    """A field (`a.b`: one inside another) of the line with that `instance_id`; words in a list are joined by spaces."""
    for line in lines.splitlines():
        row = json.loads(line) if line.strip() else {}
        if row.get("instance_id") == instance:
            value: Any = row
            for part in field.split("."):
                value = value[part]
            return value if isinstance(value, str) else " ".join(value)
    raise ValueError(f"no line with instance_id {instance}")


def xml_tokens(document: str) -> Tokens:
    """The tokens of an ECB+ document: `token` elements that name their sentence."""
    found: Tokens = {}
    for token in ET.fromstring(document.encode()).iter("token"):
        found.setdefault(int(token.get("sentence", "0")), []).append(token.text or "")
    return found


def conll_tokens(lines: str, document: str) -> Tokens:
    """The tokens of the Gun Violence Corpus document whose id starts so; its sentence 0 is the date, not text."""
    found: Tokens = {}
    names = set()
    for line in lines.split("\n"):
        cells = line.split("\t")
        if line.startswith(document) and len(cells) > 3:
            names.add(cells[0])
            if cells[1] != "0":
                found.setdefault(int(cells[1]), []).append(cells[3])
    if len(names) != 1:
        raise ValueError(f"{len(names)} documents start with {document}")
    return found


def joined(tokens: Tokens) -> str:
    """Sentences as lines of tokens; one given twice in a row is kept once, for a claim's evidence must stand once."""
    lines = (line_of(tokens[number]) for number in sorted(tokens))
    return "\n".join(line for line, _ in groupby(line for line in lines if line))


def line_of(tokens: Iterable[str]) -> str:
    """Tokens joined by spaces, with plain quotation marks; a marked line break inside the sentence is a new line."""
    line = " ".join(tokens)
    for mark in QUOTES:
        line = line.replace(mark, '"')
    return "\n".join(" ".join(part.split()) for part in line.split(LINE_BREAK) if part.strip())
