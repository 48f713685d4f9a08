"""How fast reports are read from end to end, and where the time goes; run by `make measure`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

LEAST = {"hybrid": 3.0, "lexicon": 10.0}  # reports a second on one core, with room for a slow or busy machine
LEAST_MIXED = 9.0  # likewise, where four of five reports tell nothing
MOST_MEMORY = 1_000  # MB
MOST_SECONDS = 10.0  # for the two seeds, start of the process included

ONE_READ = """
import json, resource, sys, time
from collections import Counter
from whence import pipeline
from whence.nlp.session import Model
models = Counter()
def counted(run):
    def one(self, *names, **inputs):
        began = time.process_time()
        out = run(self, *names, **inputs)
        models["filler" if "segment" in inputs else "finder"] += time.process_time() - began
        return out
    return one
Model.__call__, Model.only = counted(Model.__call__), counted(Model.only)
began, start = time.perf_counter(), time.process_time()
summary = pipeline.read([sys.argv[1]], sys.argv[2], pipeline.Settings(workers=1, engine=sys.argv[3]))
passed, busy = time.perf_counter() - began, time.process_time()
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"passed": passed, "busy": busy, "peak": peak, "read": summary.read, "claims": summary.claims,
                  "events": summary.events, "seconds": summary.seconds,
                  "models": models, "start": start}))
"""
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def corpus(shared: Path, folder: Path) -> Path:
    """All reports of the gold in one file, so that nothing of them has been read before."""
    sources = sorted(path for part in ("gold", "gold-train") for path in (shared / part).glob("*/reports.jsonl"))
    target = folder / "reports.jsonl"
    with target.open("wb") as out:
        for source in sources:
            for number, line in enumerate(source.read_bytes().splitlines()):
                if line.strip():
                    row = json.loads(line) | {"id": f"{source.parent.name}-{number}"}
                    out.write(json.dumps(row).encode() + b"\n")
    return target


RAW = """
import json, sys, time
from whence.nlp import session
from whence.nlp.neural import SEEN
from whence.nlp.sentences import sentences
from whence.nlp.windows import pieces, windows
tokenizer, finder = session.tokenizer(), session.model("find")
texts = [json.loads(line)["text"] for line in open(sys.argv[1], "rb") if line.strip()]
cut = [pieces(text, sentences(text), tokenizer) for text in texts]
rows = [session.row(window.ids) for part in cut for window in windows(part, tokenizer)]
began = time.process_time()
for row in rows:
    finder.only(SEEN, ids=row, mask=row * 0 + 1)
print(json.dumps({"pieces": sum(map(len, cut)), "busy": time.process_time() - began, "inputs": len(rows)}))
"""
GENRES = ("reviews", "answers", "email")


def irrelevant(shared: Path, words: int = 400) -> list[str]:
    """Texts of that many words in which nothing is told; those that triage learns from are not among them."""
    found: dict[str, list[str]] = {genre: [] for genre in GENRES}
    for part in ("dev", "test"):
        genre = ""
        path = shared / f"data/uds/ud_english_ewt/en_ewt-ud-{part}.conllu"
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
            if line.startswith("# newdoc id"):
                genre = line.split("=")[1].strip().split("-")[0]
            elif line.startswith("# text =") and genre in found:
                found[genre].append(line.split("=", 1)[1].strip())
    texts: list[str] = []
    for lines in found.values():
        some: list[str] = []
        for line in lines:
            some.append(line)
            if sum(len(one.split()) for one in some) >= words:
                texts.append("\n".join(some))
                some = []
    return texts


def mixed(shared: Path, folder: Path) -> Path:
    """One report of the gold to four texts in which nothing is told."""
    rest = irrelevant(shared)
    gold = corpus(shared, folder).read_bytes().splitlines()[: len(rest) // 4]
    target = folder / "mixed.jsonl"
    others = [json.dumps({"id": f"other-{n}", "text": text, "language": "en"}).encode() for n, text in enumerate(rest)]
    target.write_bytes(b"\n".join([*gold, *others[: 4 * len(gold)]]) + b"\n")
    return target


def timed(command: Sequence[str | Path]) -> tuple[str, float]:
    """Run without threads for sums: standard output, and seconds from start to end of the process."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *command],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | ONE_CORE,
    )
    return done.stdout, time.perf_counter() - began


def megabytes(peak: int) -> float:
    """`ru_maxrss` is in KB, on macOS in bytes."""
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)


def ready(folder: Path) -> None:
    """Have the place index built, which is done once a machine."""
    report = folder / "one.txt"
    report.write_text("A bomb exploded in Kharkiv.", encoding="utf-8")
    timed(["-m", "whence", "read", report, "--into", folder / "one.db"])


@pytest.mark.parametrize("engine", LEAST)
def test_reports_per_second_on_one_core(engine: str, shared: Path, tmp_path: Path) -> None:
    ready(tmp_path)
    reports = corpus(shared, tmp_path)
    out, _ = timed(["-c", ONE_READ, reports, tmp_path / "record.db", engine])
    told = json.loads(out)
    # Other work on the machine slows the clock on the wall, not that of the process.
    rate, peak = told["read"] / told["busy"], megabytes(told["peak"])
    print(
        f"\n{engine}: {told['read']} reports ({reports.stat().st_size / 1e6:.1f} MB), {told['claims']} claims, "
        f"{told['events']} events in {told['passed']:.1f} s, "
        f"{told['busy']:.1f} s of one core: {rate:.1f} reports/s; peak {peak:.0f} MB"
    )
    for stage, seconds in sorted(told["seconds"].items(), key=lambda item: -item[1]):
        print(f"  {stage:<10} {seconds:6.2f} s  {seconds / told['passed']:6.1%}")
    print("  " + milliseconds(told))
    assert told["read"] == sum(1 for _ in reports.open("rb"))
    assert told["busy"] <= 1.2 * told["passed"] + 2, "more than one core was used"
    if engine == "hybrid":
        print("  " + beside_the_encoder(reports, told["busy"]))
    assert rate >= LEAST[engine]
    assert peak <= MOST_MEMORY
    assert sum(told["seconds"].values()) >= 0.8 * told["passed"], "time passes in no stage"


def milliseconds(told: dict[str, Any]) -> str:
    """Processor time a report, by what takes it; the models' sessions and tables are opened within the rest."""
    parts = {"start of the process": told["start"], **told["models"]}
    parts["all else"] = told["busy"] - sum(parts.values())
    return "ms a report: " + ", ".join(f"{name} {1e3 * busy / told['read']:.0f}" for name, busy in parts.items())


def beside_the_encoder(reports: Path, busy: float) -> str:
    """How fast the finder alone takes the wordpieces of the same reports, and how that compares."""
    raw = json.loads(timed(["-c", RAW, reports])[0])
    alone, whole = raw["pieces"] / raw["busy"], raw["pieces"] / busy
    return f"wordpieces/s: {whole:.0f} end to end, {alone:.0f} by the encoder alone: {whole / alone:.0%}"


def test_a_mixed_stream(shared: Path, tmp_path: Path) -> None:
    ready(tmp_path)
    reports = mixed(shared, tmp_path)
    if b"other-" not in reports.read_bytes():
        pytest.skip("no corpus of texts in which nothing is told")
    told = json.loads(timed(["-c", ONE_READ, reports, tmp_path / "record.db", "hybrid"])[0])
    rate = told["read"] / told["busy"]
    print(
        f"\nmixed stream, four of five without claims: {told['read']} reports, {told['claims']} claims in "
        f"{told['busy']:.1f} s of one core: {rate:.1f} reports/s"
    )
    print("  " + beside_the_encoder(reports, told["busy"]))
    assert rate >= LEAST_MIXED


def test_the_seeds_in_one_call(shared: Path, tmp_path: Path) -> None:
    ready(tmp_path)
    seeds = sorted((shared / "gold" / "seeds").glob("*.txt"))
    assert len(seeds) == 2
    _, passed = timed(["-m", "whence", "read", *seeds, "--into", tmp_path / "record.db"])
    print(f"\nwhence read of the two seeds: {passed:.2f} s with the start of the process")
    assert passed < MOST_SECONDS
