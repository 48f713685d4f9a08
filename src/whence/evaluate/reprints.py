"""Reprints: which pairs of reports are one text, on labelled pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from whence.evaluate.merging_load import PairRow, ReportRow, as_reports, changed, rows
from whence.evaluate.news_load import load as load_news
from whence.linkage.directory import directory
from whence.schema.records import Report
from whence.stages.merge.reprints import mark

Pair = frozenset[str]
SHOWN = ("tune", "real")  # sets whose errors are listed; those of a test set are only counted
MOST = 20


def reprints(paths: Sequence[Path]) -> dict[str, object]:
    """Precision, recall and F1 over pairs, for each set and together; near misses that were linked are counted.

    The first path holds the labels; the second, where the labels come without texts, the corpus with the articles.
    Two reports are linked when they have one original. In a folder with texts every pair counts: what is linked and
    was not made as a copy is wrong. Without, the labelled pairs alone do.
    """
    labels = rows(paths[0] / "pairs.jsonl", PairRow)
    if len(paths) > 1:
        return _on_corpus(labels, paths[1])
    held = rows(paths[0] / "reports.jsonl", ReportRow)
    result: dict[str, object] = {}
    for name in sorted({row.set for row in held}):
        inside = [row for row in held if row.set == name]
        near = [pair for pair in labels if pair.set == name and not pair.reprint]
        result |= _scores(name, linked(as_reports(inside)), made(inside), near)
    near = [pair for pair in labels if not pair.reprint]
    return result | _scores("all", linked(as_reports(held)), made(held), near)


def linked(reports: Sequence[Report]) -> set[Pair]:
    """Pairs of reports that have one original after marking."""
    roots = {report.report_id: report.copy_of or report.report_id for report in mark(reports, directory().family)}
    return _together(roots)


def made(held: Sequence[ReportRow]) -> set[Pair]:
    """Pairs of reports that were made from one."""
    source = {row.id: row.copies for row in held}
    roots = {}
    for row in held:
        root = row.id
        while source.get(root):
            root = source[root] or root
        roots[row.id] = root
    return _together(roots)


def _on_corpus(labels: Sequence[PairRow], corpus: Path) -> dict[str, object]:
    articles = load_news(corpus)
    gone = set(changed(labels, {one.report.report_id: one.report.text for one in articles}))
    kept = [pair for pair in labels if not {pair.earlier, pair.later} & gone]
    named = {one for pair in kept for one in (pair.earlier, pair.later)}
    found = linked([one.report for one in articles if one.report.report_id in named])
    labelled = {frozenset((pair.earlier, pair.later)) for pair in kept}
    gold = {frozenset((pair.earlier, pair.later)) for pair in kept if pair.reprint}
    near = [pair for pair in kept if not pair.reprint]
    return {**_scores("real", found & labelled, gold, near), "labelled texts not there or changed": len(gone)}


def _together(roots: Mapping[str, str]) -> set[Pair]:
    groups: dict[str, list[str]] = {}
    for one in sorted(roots):
        groups.setdefault(roots[one], []).append(one)
    return {frozenset(pair) for group in groups.values() for pair in combinations(group, 2)}


def _scores(name: str, found: set[Pair], gold: set[Pair], near: Sequence[PairRow]) -> dict[str, object]:
    right = len(found & gold)
    precision, recall = right / (len(found) or 1), right / (len(gold) or 1)
    total = precision + recall
    wrong = sum(frozenset((pair.earlier, pair.later)) in found for pair in near)
    listed = {"missed": gold - found, "wrong": found - gold} if name in SHOWN else {}
    return {
        f"{name}: precision": precision,
        f"{name}: recall": recall,
        f"{name}: f1": 2 * precision * recall / total if total else 0.0,
        f"{name}: pairs": f"{len(gold)} reprints, {len(near)} labelled near misses of which {wrong} linked",
        **{
            f"{name}: {what}": sorted(" ".join(sorted(pair)) for pair in pairs)[:MOST] for what, pairs in listed.items()
        },
    }
