"""TempEval-3, task A: spans and values of TIMEX3 on TimeML files, counted as its scorer counts.

Relaxed matching: a given expression is found when one of ours overlaps it; `value_f1` counts those whose value is
right too, `strict_f1` those with the same extent (UzZaman et al. 2013, "SemEval-2013 Task 1: TempEval-3").
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from whence.evaluate.compared import dateparser_times, timed
from whence.evaluate.timex import Timex, timexes
from whence.evaluate.timex_spans import quarters, same_quarter, spans


class Document(NamedTuple):
    """One TimeML file: its text, its date, its TIMEX3."""

    text: str
    written: date
    times: tuple[Timex, ...]


def tempeval(path: Path) -> dict[str, float | None]:
    """`value_f1`, `strict_f1`, `recognition_f1` and their counts over every .tml file at or below a path.

    Beside them those of dateparser's search on the same texts (`dateparser.value_f1`, ...), `None` where it is not
    installed, and the processor seconds of both for a million characters. Raises nothing on broken files: they are
    left out and counted in `unread`.
    """
    files = sorted(path.rglob("*.tml")) if path.is_dir() else [path]
    documents = [document for file in files if (document := load(file)) is not None]
    own = _scored(documents, tag)
    assert own is not None  # noqa: S101 - our own tagger is always there
    out: dict[str, float | None] = {**own}
    out |= {"documents": float(len(documents)), "unread": float(len(files) - len(documents))}
    out["gold"] = float(sum(len(document.times) for document in documents))
    other = _scored(documents, dateparser_times)
    return out | {f"dateparser.{name}": other[name] if other else None for name in own}


def _scored(
    documents: Sequence[Document], tagger: Callable[[str, date], tuple[Timex, ...] | None]
) -> dict[str, float] | None:
    """Scores of a tagger; `None` where it is not installed."""
    given = found = hits = strict = value = 0
    spent = 0.0
    for document in documents:
        mine, seconds = timed(partial(tagger, document.text, document.written))
        if mine is None:
            return None
        pairs = _pairs(mine, document.times)
        given, found, hits = given + len(document.times), found + len(mine), hits + len(pairs)
        strict += sum((a.start, a.end) == (b.start, b.end) for a, b in pairs)
        value += sum(a.value == b.value for a, b in pairs)
        spent += seconds
    scores = {"value_f1": _f1(value, found, given), "strict_f1": _f1(strict, found, given)}
    scores |= {"recognition_f1": _f1(hits, found, given), "value_accuracy": value / (hits or 1)}
    return scores | {"million_chars_s": 1e6 * spent / (sum(len(d.text) for d in documents) or 1)}


def tag(text: str, written: date) -> tuple[Timex, ...]:
    """All TIMEX3 of a text, in order."""
    held = quarters(text, written)
    dated = [timex for timex in timexes(text, written) if not any(q.start <= timex.start < q.end for q in held)]
    return same_quarter(text, sorted((*dated, *spans(text, written, dated))))


def load(path: Path) -> Document | None:
    """One TimeML file; None where it cannot be read or has no date."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except (etree.XMLSyntaxError, OSError):
        return None
    body = root.find("TEXT") if root is not None else None
    created = root.find(".//DCT/TIMEX3") if root is not None else None
    if body is None or created is None:
        return None
    pieces: list[str] = []
    times: list[Timex] = []
    _walk(body, pieces, times)
    try:
        written = date.fromisoformat(created.get("value", "")[:10])
    except ValueError:
        return None
    return Document("".join(pieces), written, tuple(times))


def _walk(node: etree._Element, pieces: list[str], times: list[Timex]) -> None:
    start = sum(map(len, pieces))
    pieces.append(node.text or "")
    for child in node:
        _walk(child, pieces, times)
        pieces.append(child.tail or "")
    end = sum(map(len, pieces))
    if node.tag == "TIMEX3" and end > start:
        times.append(Timex(start, end, node.get("value", "")))


def _pairs(mine: Sequence[Timex], gold: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """Each gold expression with the first of ours that overlaps it, one to one."""
    left = list(mine)
    out = []
    for truth in gold:
        match = next((timex for timex in left if timex.start < truth.end and truth.start < timex.end), None)
        if match is not None:
            left.remove(match)
            out.append((match, truth))
    return out


def _f1(right: int, found: int, given: int) -> float:
    return 2 * right / (found + given) if found + given else 0.0
