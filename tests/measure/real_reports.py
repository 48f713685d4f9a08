"""Real reports out of the public corpora: for measuring how reading grows on texts as people write them.

    python tests/measure/real_reports.py SHARED/data FILE.jsonl COUNT

News, dispatches and stories of MUC-4, PolNeAR, NGEC (told by a model), the India police set, ECB+, TimeBank, FAMuS,
giveme5w1h and the geoparsing sets, each text once, in an order that a seed decides. Outlets and days are invented.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree as ET

LEAST_WORDS = 30
_BREAKS = re.compile(r"\s*\n\s*\n\s*|\s{3,}")


def _rows(path: Path, key: str) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)[key]


def _stories(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as packed:
        for row in csv.DictReader(io.StringIO(packed.read(packed.namelist()[0]).decode())):
            yield row["text"]


def _two_texts(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["source_dict"]["doctext"]
        yield row["report_dict"]["doctext"]


def _tokens(path: Path) -> Iterator[str]:
    """ECB+: a `token` each, with the number of its sentence."""
    found = ET.parse(path).getroot().iter("token")
    yield " ".join(
        " ".join(token.text or "" for token in sentence)
        for _, sentence in groupby(found, key=lambda token: token.get("sentence"))
    )


def _timeml(path: Path) -> Iterator[str]:
    text = ET.parse(path).getroot().find("TEXT")
    yield "".join(text.itertext()) if text is not None else ""


def _articles(path: Path) -> Iterator[str]:
    for article in ET.parse(path).getroot().iter("article"):
        yield article.findtext("text") or ""


def _plain(path: Path) -> Iterator[str]:
    yield path.read_text(encoding="utf-8", errors="replace")


def _article(path: Path) -> Iterator[str]:
    yield json.loads(path.read_text(encoding="utf-8")).get("text") or ""


CORPORA: tuple[tuple[str, Callable[[Path], Iterator[str]]], ...] = (
    ("muc4/processed/*.json", lambda path: _rows(path, "doctext")),
    ("polnear/data/*/text/*.txt", _plain),
    ("ngec/setup/train_classifiers/*.csv.zip", _stories),
    ("india_police_events/docs.jsonl", lambda path: _rows(path, "doc_text")),
    ("ecbplus/ECB+/*/*.xml", _tokens),
    ("tempeval3/**/*.tml", _timeml),
    ("famus/data/source_validation/dev.jsonl", _two_texts),
    ("giveme5w1h/*/data/*.json", _article),
    ("geoparsing/GeoWebNews/*.txt", _plain),
    ("geoparsing/Corpora/*.xml", _articles),
)


def texts(data: Path) -> list[str]:
    """Every text of the corpora that is long enough, each once."""
    found: dict[str, None] = {}
    for pattern, read in CORPORA:
        for path in sorted(data.glob(pattern)):
            found |= dict.fromkeys(text.strip() for text in read(path) if len(text.split()) >= LEAST_WORDS)
    return list(found)


def write(path: Path, count: int, data: Path) -> Path:
    """Write so many reports as JSON lines; there may be fewer in all."""
    dice = random.Random(8)
    found = texts(data)
    dice.shuffle(found)
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(found[:count]):
            day = f"{dice.randint(2020, 2023)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
            report = {"id": str(number), "published": day, "outlet": f"Outlet {dice.randint(1, 40)}",
                      "text": _BREAKS.sub("\n\n", text)}  # fmt: skip
            file.write(json.dumps(report) + "\n")
    return path


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[1]))
