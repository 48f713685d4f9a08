"""The date at the head of a report: "KYIV, Sept 26 (Agency) -", "BOGOTA, 7 JAN 90 (EFE) --", "28 December 2017"."""

from __future__ import annotations

from datetime import date

from whence.schema.records import Report
from whence.stages.resolve.times.days import make
from whence.stages.resolve.times.expression import TimeExpression
from whence.stages.resolve.times.grammar import find_times

HEAD = 400  # characters looked at
DATELINE = 120  # a date this near the start, followed by one of the signs below, is a dateline's
SIGNS = ("(", "-", "–", "—", "[")


def anchor_of(report: Report) -> date | None:
    """The day that relative dates rest on: publication date, else a full date in the dateline, else None."""
    published = published_on(report)
    return published or full_date_at_head(report.text)


def published_on(report: Report) -> date | None:
    """The date part of `published`, as given; None where it is unknown or no date."""
    if report.published is None:
        return None
    try:
        return date.fromisoformat(report.published.value[:10])
    except ValueError:
        return None


def full_date_at_head(text: str) -> date | None:
    """A date with its year that stands as a dateline or as a line of its own in the first lines of a text."""
    head = text[:HEAD]
    for expression in find_times(head):
        shape = expression.shape
        if shape.rule == "date" and shape.year and shape.month and shape.day and _set_apart(head, expression):
            return make(shape.year, shape.month, shape.day)
    return None


def _set_apart(head: str, expression: TimeExpression) -> bool:
    """The date ends a line of its own, or a dateline's sign follows it near the start."""
    line_start = head.rfind("\n", 0, expression.start) + 1
    after = head[expression.end :].lstrip(" \t.,")
    alone = not after or after.startswith("\n")
    before = head[line_start : expression.start].strip()
    if alone and len(before) <= 40:
        return True
    return expression.start < DATELINE and after.startswith(SIGNS) and "." not in before.rstrip(".")
