"""Tasks for annotators: Prodigy (JSON Lines) and Label Studio (JSON, with its labelling interface).

One task a claim: the text around its evidence with a span for each of its values. Only a stretch of the report stands
in it; spans that lie farther off are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import quoteattr

import msgspec
from msgspec import Struct

from whence.publish.cells import ident
from whence.publish.claim_tables import spans
from whence.publish.view import View
from whence.schema.records import Claim, Report

PRODIGY, STUDIO = ("prodigy.jsonl",), ("label-studio.json", "label-studio.xml")
AROUND = 400  # characters shown on either side of the evidence
LABELS = ("CLAIM", "HEDGE", "INSTRUMENT", "PLACE", "TIME", "ACTOR", "TARGET", "FIGURE", "OF", "SOURCE")
_NAMES = {"evidence": "CLAIM", "actors": "ACTOR", "targets": "TARGET", "figures": "FIGURE", "chain": "SOURCE"}


class Task(Struct, frozen=True, kw_only=True):
    """A stretch of a report and the spans in it: offset in the stretch, label, what it belongs to."""

    text: str
    spans: tuple[tuple[int, int, str, str], ...]
    meta: dict[str, object]


def tasks(view: View) -> Iterator[Task]:
    """A task for each claim whose report is there."""
    for claim, report in view.told():
        if report is not None:
            yield _task(claim, report)


def prodigy(view: View, folder: Path) -> None:
    """Write tasks for Prodigy's `spans.manual`."""
    with (folder / PRODIGY[0]).open("wb") as file:
        for task in tasks(view):
            marks = [
                {"start": start, "end": end, "label": label, "field": field} for start, end, label, field in task.spans
            ]
            file.write(msgspec.json.encode({"text": task.text, "spans": marks, "meta": task.meta}) + b"\n")


def label_studio(view: View, folder: Path) -> None:
    """Write tasks with predictions for Label Studio, and the interface that shows them."""
    (folder / STUDIO[1]).write_text(_interface(), encoding="utf-8")
    with (folder / STUDIO[0]).open("wb") as file:
        file.write(b"[")
        for number, task in enumerate(tasks(view)):
            file.write((b",\n" if number else b"\n") + msgspec.json.encode(_studio(task)))
        file.write(b"\n]\n")


def _studio(task: Task) -> dict[str, object]:
    result = [
        {
            "id": field,
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": end, "text": task.text[start:end], "labels": [label]},
        }
        for start, end, label, field in task.spans
    ]
    return {"data": {"text": task.text, **task.meta}, "predictions": [{"model_version": "whence", "result": result}]}


def _interface() -> str:
    labels = "\n".join(f"    <Label value={quoteattr(label)}/>" for label in LABELS)
    lines = ("<View>", '  <Labels name="label" toName="text">', labels, "  </Labels>",
             '  <Text name="text" value="$text"/>', "</View>", "")  # fmt: skip
    return "\n".join(lines)


def _task(claim: Claim, report: Report) -> Task:
    low = max(0, claim.evidence.start - AROUND)
    high = min(len(report.text), claim.evidence.end + AROUND)
    inside = [(field, span) for field, span in spans(claim) if low <= span.start and span.end <= high]
    return Task(
        text=report.text[low:high],
        spans=tuple((span.start - low, span.end - low, _label(field), field) for field, span in inside),
        meta={
            "claim_id": ident("claim", claim.claim_id),
            "report_id": ident("report", claim.report_id),
            "offset": low,
            "type": claim.type,
            "mode": claim.mode,
            "status": claim.status,
            "outlet": report.outlet,
            "figures": [figure.what for figure in claim.figures],
        },
    )


def _label(field: str) -> str:
    name, _, rest = field.partition(".")
    return "OF" if rest.endswith("of") else _NAMES.get(name, name.upper())
