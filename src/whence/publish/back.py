"""The way back: an export as JSON Lines, csv package or Parquet becomes the values that it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.publish import back_csv, csv_package, jsonl, parquet
from whence.publish.wrong import Wrong
from whence.schema.records import Claim, Decision, Event, Issue, Report

S = TypeVar("S", bound=Struct)


class Back(Struct, frozen=True, kw_only=True):
    """What an export holds, and what of it could not be read."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    decisions: tuple[Decision, ...]
    issues: tuple[Issue, ...]
    wrong: tuple[Wrong, ...] = ()


def back(folder: Path) -> Back:
    """Read an export; raises `InputError` where the folder holds none, or Parquet that cannot be read here."""
    names = {one.name for one in folder.iterdir()} if folder.is_dir() else set()
    if {*jsonl.FILES} <= names:
        return _whole(_jsonl(folder))
    if csv_package.PACKAGE in names:
        return _whole(back_csv.read(folder))
    if {*parquet.FILES} <= names:
        return _whole(back_csv.read(folder, parquet.lines))
    raise InputError(
        f"{folder}: holds neither JSON Lines ({', '.join(jsonl.FILES)}) nor a csv package ({csv_package.PACKAGE}) nor "
        "its Parquet tables. Give the folder that `whence export` wrote."
    )


def _whole(found: Iterator[Struct]) -> Back:
    """Values by kind; a claim without its report, or an event without its claims, is told and left out."""
    values: dict[type, list[Any]] = {kind: [] for kind in (Report, Claim, Event, Decision, Issue, Wrong)}
    for value in found:
        values[type(value)].append(value)
    reports = {one.report_id for one in values[Report]}
    claims = [one for one in values[Claim] if one.report_id in reports]
    wrong: list[Wrong] = values[Wrong]
    wrong += [_missing("claim", c.claim_id, c.report_id) for c in values[Claim] if c.report_id not in reports]
    known = {one.claim_id for one in claims}
    events = []
    for event in values[Event]:
        if known.issuperset(event.claims) and reports.issuperset(event.reports):
            events.append(event)
        else:
            wrong.append(_missing("event", event.event_id, "a claim or report"))
    return Back(
        reports=tuple(values[Report]), claims=tuple(claims), events=tuple(events),
        decisions=tuple(values[Decision]), issues=tuple(values[Issue]), wrong=tuple(wrong),
    )  # fmt: skip


def _missing(kind: str, one: str, what: str) -> Wrong:
    return Wrong(file="", value=one, what=f"this {kind} rests on {what}, which is not there", remedy="Export it again.")


def _jsonl(folder: Path) -> Iterator[Struct]:
    kinds: tuple[tuple[type[Struct], str], ...] = (
        (Report, "reports.jsonl"), (Claim, "claims.jsonl"), (Event, "events.jsonl"), (Decision, "decisions.jsonl"),
        (Issue, "issues.jsonl"),
    )  # fmt: skip
    for kind, name in kinds:
        with (folder / name).open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield _value(line, kind, name, number)


def _value(line: bytes, kind: type[Struct], name: str, number: int) -> Struct:
    shaped: Callable[[Any], Any] = _event if kind is Event else lambda value: value
    try:
        return msgspec.convert(shaped(msgspec.json.decode(line)), kind)
    except (msgspec.DecodeError, msgspec.ValidationError, ValueError, RecursionError, TypeError) as error:
        remedy = "Mend the line, or export the record again; the other lines are taken."
        return Wrong(file=name, line=number, what=str(error), remedy=remedy)


def _event(value: Any) -> Any:
    """Grade and reason stand side by side in an export, and are one value in the record."""
    if isinstance(value, dict):
        graded = {"grade": value.get("credibility"), "why": value.pop("credibility_why", "")}
        return {**value, "credibility": graded}
    return value
