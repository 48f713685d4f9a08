"""The figures of a claim: how many were killed, arrested, voted, what it cost, how far.

`figures` finds every figure expression in a stretch of text; `assign` says what each counts for a claim of some type;
`claim_figures` does both for one claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.nlp.lexicon_phrases import Analysis
from whence.schema.records import Figure, FigureWhat, Party, Span
from whence.stages.extract.figures_clause import of_clause
from whence.stages.extract.figures_found import FoundFigure, figures
from whence.stages.extract.figures_reach import around
from whence.stages.extract.figures_what import belongs, by_the_way, what_of, worth_keeping

__all__ = ["FoundFigure", "assign", "claim_figures", "figures"]

FOUND_BY = "figures.grammar/2"
SURE, LESS_SURE = 0.9, 0.7


def claim_figures(
    report_text: str,
    evidence: Span,
    claim_type: str,
    mode: str | None,
    targets: tuple[Party, ...],
    actors: tuple[Party, ...],
    view: Analysis | None = None,
) -> tuple[Figure, ...]:
    """The figures that belong to a claim, in the order of the text; spans are those of the report. Never raises.

    A claim's are those whose number stands inside the evidence, and those of its subject or its second count that the
    evidence is cut off from; with its sentence analysed as `view`, also those of a subject farther off.
    """
    found = figures(report_text, evidence.start, evidence.end)
    beside = around(report_text, evidence, claim_type)
    if view is not None:
        beside += of_clause(report_text, evidence, claim_type, view)
    found = sorted({figure.number: figure for figure in (*beside, *found)}.values(), key=lambda figure: figure.start)
    return assign(claim_type, mode, found, report_text, targets=targets, actors=actors)


def assign(
    claim_type: str,
    mode: str | None,
    found: Sequence[FoundFigure],
    text: str,
    *,
    targets: Sequence[Party] = (),
    actors: Sequence[Party] = (),
) -> tuple[Figure, ...]:
    """Figures as a claim of some type and mode takes them: `what` from the words around and the type."""
    out: list[Figure] = []
    last: FigureWhat | None = None
    for figure in found:
        if not belongs(figure, claim_type, mode):
            continue
        what = what_of(figure, claim_type, mode, last)
        if not worth_keeping(figure, what) or by_the_way(figure, claim_type, what, actors, targets):
            continue
        unit = figure.unit
        if what in ("killed", "injured", "arrested", "crowd", "troops") and unit not in ("people", "families"):
            unit = "people"
        owner = _owner(figure, (*actors, *targets)) if what == "vote-share" else None
        out.append(_figure(figure, text, unit, what, owner))
        last = what
    return tuple(out)


def _figure(found: FoundFigure, text: str, unit: str | None, what: FigureWhat, owner: Span | None) -> Figure:
    return Figure(
        text=text[found.start : found.end],
        start=found.start,
        end=found.end,
        found_by=FOUND_BY,
        confidence=LESS_SURE if what == "other" else SURE,
        low=found.low,
        high=found.high,
        unit=unit,
        what=what,
        of=owner,
    )


def _owner(figure: FoundFigure, parties: Sequence[Party]) -> Span | None:
    """Whose vote share it is: the nearest party named before it, where the claim names more than one."""
    before = [party for party in parties if party.end <= figure.start]
    if len(parties) < 2 or not before:
        return None
    near = max(before, key=lambda party: party.end)
    return Span(text=near.text, start=near.start, end=near.end, found_by=FOUND_BY, confidence=LESS_SURE)
