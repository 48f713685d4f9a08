"""How well page furniture is told from the body: the public article extraction benchmark, by its own measure."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from statistics import mean

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.schema.original import Given, Original
from whence.stages.ingest import discover, parse

SHINGLE = 4  # words
WORD = re.compile(r"\w+")


class Truth(Struct, frozen=True, rename="camel"):
    """The body of one page as people marked it."""

    article_body: str = ""


def furniture(path: Path) -> dict[str, float]:
    """Precision, recall and F1 (0 to 1) of the bodies of a folder's pages, with the number of `pages`.

    The folder holds `ground-truth.json` and `html/<key>.html.gz`. Bodies are compared as multisets of runs of four
    words; precision and recall are means over the pages that have any in the prediction and in the truth. Raises
    `InputError` if the folder is not laid out so.
    """
    truth = _truth(path / "ground-truth.json")
    pairs = [
        (_shingles(_body(path / "html" / f"{key}.html.gz")), _shingles(truth[key].article_body))
        for key in sorted(truth)
    ]
    precision = mean(_share(found, true) for found, true in pairs if found)
    recall = mean(_share(true, found) for found, true in pairs if true)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "pages": float(len(pairs))}


def _truth(path: Path) -> dict[str, Truth]:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=dict[str, Truth])
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(
            f"{path}: no ground truth of the benchmark ({error}); give the folder that holds it"
        ) from error
    if not found:
        raise InputError(f"{path}: no pages in it; give the folder of the benchmark")
    return found


def _body(page: Path) -> str:
    texts = [parse(one).report for one in discover([page], Given()) if isinstance(one, Original)]
    return "\n".join(report.text for report in texts if report)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[start : start + SHINGLE]) for start in range(max(1, len(words) - SHINGLE + 1)) if words)


def _share(these: Counter[tuple[str, ...]], those: Counter[tuple[str, ...]]) -> float:
    return (these & those).total() / these.total()
