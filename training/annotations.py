"""Annotations of our own without the text that they are about: offsets into the corpora, and back to gold folders.

    python -m training.annotations pack FOLDER SHARED/data     gold folder -> training/data/FOLDER.json
    python -m training.annotations unpack SHARED/data OUT      training/data/*.json -> OUT/NAME/ as gold folders

News texts are their publishers', so only where they stand is kept: the file, the field in it, the code points, and a
hash of the words that tells when a corpus differs. A corpus of tokens is read as `corpora.joined` joins them, whatever
white space the annotated text had. Every span of a claim is kept as a pair of code points of the text.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.corpora import text_at, whole_text
from training.reader.data import locate

Json = dict[str, Any]
Span = tuple[int, int]
DATA = Path(__file__).parent / "data"
FAMUS_KEY = re.compile(r"line with instance_id (?P<id>\S+): (?P<field>[\w.]+), ")
WORD = re.compile(r"\s*\S+")


def source_of(report: Json) -> Json:
    """Where a report's text stands; for tokens (`tokens`) only in which document, as its white space is not theirs.

    Raises ValueError where the report's keys do not say.
    """
    path, key = report["corpus_path"], report.get("corpus_key", "")
    if report.get("corpus_end") is not None:
        return {"path": path, "start": report["corpus_start"], "end": report["corpus_end"]}
    famus = FAMUS_KEY.match(key)
    if famus:
        return {"path": path, "line": famus["id"], "field": famus["field"], "start": 0, "end": len(report["text"])}
    if path.endswith(".xml"):
        return {"path": path, "tokens": "xml"}
    if path.endswith(".conll"):
        return {"path": path, "tokens": "conll", "document": key}
    raise ValueError(f"{report['id']}: {key!r} does not say where the text stands")


@dataclass
class Placed:
    """A report that was annotated, and its text in the corpus, which may have other white space."""

    report: Json
    source: Json
    text: str
    to_corpus: Callable[[Span], Span]


def placed(report: Json, data: Path) -> Placed:
    """Find a report in its corpus; raises ValueError where the corpus does not give its text."""
    source = source_of(report)
    if "tokens" not in source:
        if text_at(data, source) != report["text"]:
            raise ValueError(f"{report['id']}: the corpus gives another text at {source}")
        return Placed(report, source, report["text"], lambda span: span)
    whole = whole_text(data, source)
    pairs = aligned(report["text"], whole)
    if not pairs:
        raise ValueError(f"{report['id']}: the corpus gives another text at {source}")
    start, end = min(pairs.values()), max(pairs.values()) + 1
    within = {mine: theirs - start for mine, theirs in pairs.items()}
    return Placed(report, source | {"start": start, "end": end}, whole[start:end], lambda span: moved(span, within))


def aligned(mine: str, theirs: str) -> dict[int, int]:
    """Code points of `mine` to those of `theirs`, white space left out; empty where `theirs` has not all of `mine`.

    A corpus of tokens gives no white space, so who annotated it chose some; the other code points are the same.
    """
    ours = [i for i, c in enumerate(mine) if not c.isspace()]
    others = [i for i, c in enumerate(theirs) if not c.isspace()]
    at = "".join(theirs[i] for i in others).find("".join(mine[i] for i in ours))
    return dict(zip(ours, others[at : at + len(ours)], strict=True)) if at >= 0 else {}


def moved(span: Span, pairs: dict[int, int]) -> Span:
    """The smallest stretch of the other text that covers a span; raises ValueError for a span of white space."""
    covered = [pairs[i] for i in range(*span) if i in pairs]
    if not covered:
        raise ValueError(f"nothing to align in {span}")
    return min(covered), max(covered) + 1


def pack(folder: Path, data: Path) -> Path:
    """Write one gold folder as offsets; raises ValueError where the corpus does not give the report's text."""
    lines = (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [placed(json.loads(line), data) for line in lines if line.strip()]
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    by_id = {r.report["id"]: r for r in reports}
    out = {
        "about": gold["about"],
        "reports": [packed_report(r) for r in reports],
        "claims": [packed_claim(c, by_id[c["report"]]) for c in gold["claims"]],
        "events": [packed_event(e) for e in gold["events"]],
    }
    DATA.mkdir(exist_ok=True)
    target = DATA / f"{folder.name}.json"
    target.write_text(json.dumps(out, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return target


def packed_report(found: Placed) -> Json:
    """A report without its text and title."""
    kept = {k: found.report.get(k) for k in ("id", "outlet", "published", "language")}
    return kept | {"source": found.source, "sha256": hashlib.sha256(found.text.encode()).hexdigest()}


def packed_claim(claim: Json, found: Placed) -> Json:
    """A claim with offsets in place of words; raises ValueError where some of its words do not stand in the report."""
    text = found.report["text"]
    near = locate(text, claim["evidence"])

    def at(words: str | None) -> list[int] | None:
        if not words:
            return None
        span = locate(text, words, near)
        if span is None:
            raise ValueError(f"{claim['id']}: {words!r} does not stand in {claim['report']}")
        return list(found.to_corpus(span))

    out = respan(claim, at)
    out["evidence"] = list(lengthened(found.text, (out["evidence"][0], out["evidence"][1])))
    # Names of people are the report's words too: kept as offsets, or as the words of the link where joined by hand.
    out["chain"] = [link | {"name": named(link, at, text)} for link in out["chain"]]
    return out


def named(link: Json, at: Callable[[str | None], list[int] | None], text: str) -> Any:
    """A link's name as offsets where it stands in the report, null for a person's that does not, else in words."""
    if link["name"] and link["name"] in text:
        return at(link["name"])
    return None if link["kind"] == "person" else link["name"]


def packed_event(event: Json) -> Json:
    """An event without its title and the names of its origins."""
    kept = {k: event[k] for k in ("id", "claims", "independent_origins", "credibility") if k in event}
    disputes = [d | {"values": [v | {"value": None} for v in d["values"]]} for d in event.get("disputes", [])]
    return kept | {"disputes": disputes}


def lengthened(text: str, span: Span) -> Span:
    """A span with as many words after it, then before it, as make it stand once: evidence is looked up by its words."""
    start, end = span
    while text.count(text[start:end]) > 1:
        after = WORD.match(text, end)
        if after:
            end = after.end()
        else:
            start = max(text.rfind(" ", 0, start - 1), text.rfind("\n", 0, start - 1)) + 1
    return start, end


def respan(claim: Json, turn: Callable[[Any], Any]) -> Json:
    """A claim with every span turned: words to offsets, or offsets to words."""
    out = dict(claim)
    for key in ("evidence", "hedge", "instrument"):
        out[key] = turn(claim.get(key)) if claim.get(key) else None
    for key in ("actors", "targets"):
        out[key] = [turn(one) for one in claim.get(key) or []]
    for key in ("place", "time"):
        out[key] = claim[key] | {"text": turn(claim[key].get("text"))} if claim.get(key) else None
    for key in ("figures", "chain"):
        out[key] = [one | {"text": turn(one.get("text"))} for one in claim.get(key) or []]
    return out


def unpack(data: Path, out: Path) -> None:
    """Write every packed folder as a gold folder; raises ValueError where a text differs from the one annotated."""
    for path in sorted(DATA.glob("*.json")):
        packed = json.loads(path.read_text(encoding="utf-8"))
        folder = out / path.stem
        folder.mkdir(parents=True, exist_ok=True)
        texts = {r["id"]: unpacked_text(r, data) for r in packed["reports"]}
        lines = [
            {k: r[k] for k in ("id", "outlet", "published", "language")} | {"title": None, "text": texts[r["id"]]}
            for r in packed["reports"]
        ]
        (folder / "reports.jsonl").write_text("".join(json.dumps(r) + "\n" for r in lines), encoding="utf-8")
        gold = {
            "about": packed["about"],
            "reports": {r["id"]: {"copy_of": None} for r in lines},
            "claims": [unpacked_claim(c, texts[c["report"]]) for c in packed["claims"]],
            "events": packed["events"],
        }
        (folder / "gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")


def unpacked_text(report: Json, data: Path) -> str:
    """The text that was annotated."""
    text = text_at(data, report["source"])
    if hashlib.sha256(text.encode()).hexdigest() != report["sha256"]:
        raise ValueError(f"{report['id']}: {report['source']} is not the text that was annotated")
    return text


def unpacked_claim(claim: Json, text: str) -> Json:
    """A claim with words in place of offsets."""

    def words(at: list[int] | None) -> str | None:
        return text[at[0] : at[1]] if at else None

    out = respan(claim, words)
    for link in out["chain"]:
        link["name"] = link["name"] if isinstance(link["name"], str) else words(link["name"]) or link["text"]
    return out


def main(argv: list[str]) -> None:
    if argv[0] == "pack":
        print(pack(Path(argv[1]), Path(argv[2])))
    else:
        unpack(Path(argv[1]), Path(argv[2]))


if __name__ == "__main__":
    main(sys.argv[1:])
