"""Gold reports as works with their gold claims in place, so that one component can be measured on perfect input."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from whence.schema.records import Claim, Input, Party, Published, Report, Span, Status
from whence.schema.stage import Work

FOUND_BY = "gold"


class GoldTime(Struct, frozen=True):
    text: str
    earliest: str | None = None
    latest: str | None = None


class GoldFigure(Struct, frozen=True):
    text: str
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    what: str = "other"


class GoldClaim(Struct, frozen=True):
    """What a component test needs of a claim in gold.json."""

    id: str
    report: str
    evidence: str
    type: str
    status: Status
    mode: str | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    time: GoldTime | None = None
    figures: tuple[GoldFigure, ...] = ()


class GoldReport(Struct, frozen=True):
    id: str
    text: str
    published: str | None = None


class GoldFile(Struct, frozen=True):
    claims: tuple[GoldClaim, ...]


def folders(path: Path) -> list[Path]:
    """Gold folders at or right below a path, sorted."""
    found = [path] if (path / "gold.json").is_file() else sorted(path.glob("*/gold.json"))
    return [item if item.is_dir() else item.parent for item in found]


def gold_works(folder: Path) -> list[tuple[Work, tuple[GoldClaim, ...]]]:
    """The reports of one gold folder, each with claims that carry gold evidence, type, mode, status and parties."""
    gold = msgspec.json.decode((folder / "gold.json").read_bytes(), type=GoldFile)
    lines = (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [msgspec.json.decode(line, type=GoldReport) for line in lines if line.strip()]
    return [_work(report, [claim for claim in gold.claims if claim.report == report.id]) for report in reports]


def _work(source: GoldReport, claims: list[GoldClaim]) -> tuple[Work, tuple[GoldClaim, ...]]:
    published = Published(value=source.published, basis="given") if source.published else None
    report = Report(report_id=source.id, input=Input(id=source.id), text=source.text, published=published)
    placed = [(claim, source.text.find(claim.evidence)) for claim in claims]
    kept = [(claim, start) for claim, start in placed if start >= 0]
    return Work(report=report, claims=tuple(_claim(report, c, s) for c, s in kept)), tuple(c for c, _ in kept)


def _claim(report: Report, gold: GoldClaim, start: int) -> Claim:
    evidence = Span(text=gold.evidence, start=start, end=start + len(gold.evidence), found_by=FOUND_BY)
    return Claim(
        claim_id=gold.id,
        report_id=report.report_id,
        evidence=evidence,
        type=gold.type,
        mode=gold.mode,
        status=gold.status,
        actors=_parties(report.text, gold.actors, start),
        targets=_parties(report.text, gold.targets, start),
    )


def _parties(text: str, names: tuple[str, ...], near: int) -> tuple[Party, ...]:
    out = []
    for words in names:
        at = text.find(words, near)
        at = at if at >= 0 else text.find(words)
        if at >= 0:
            out.append(Party(text=words, start=at, end=at + len(words), found_by=FOUND_BY, name=words))
    return tuple(out)
