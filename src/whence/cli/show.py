"""`whence show`: the events of a record, or one event, claim or report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer
from rich.text import Text

from whence.api import Record
from whence.cli import claim_page, event_list, event_page, report_page
from whence.cli.options import RECORD, JsonOption, PrivateOption, RecordOption
from whence.cli.output import say, show_json
from whence.cli.output import show as put
from whence.publish.contract import published
from whence.schema.records import Claim, Decision, Event, Report


def show(
    what: Annotated[
        str | None,
        typer.Argument(metavar="[EVENT|CLAIM|REPORT]", help="An id, or its beginning; none lists the events."),
    ] = None,
    record: RecordOption = RECORD,
    type_: Annotated[str | None, typer.Option("--type", metavar="TYPE", help="Only events of a type: ASSAULT.")] = None,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="At most so many events; 0 for all.")] = 50,
    cut: Annotated[bool, typer.Option("--cut", help="Of a report, what was cut as page furniture, too.")] = False,
    json: JsonOption = False,
    private: PrivateOption = False,
) -> None:
    """Show the events of a record, or one event, claim or report on a screen."""
    with Record(record, private=private) as opened:
        if what is None:
            _events(opened, type_, limit, json=json)
            return
        found = opened.show(what)
        if json:
            show_json(_plain(opened, found))
        else:
            put(_page(opened, found, cut=cut))


def _events(opened: Record, type_: str | None, limit: int, *, json: bool) -> None:
    found = [event for event in opened.events if type_ is None or event.type.value == type_.upper()]
    found.sort(key=event_list.order)
    shown = found[:limit] if limit else found
    if json:
        show_json({"events": [published(event) for event in shown]})
    else:
        claims = {claim.claim_id: claim for claim in opened.claims}
        put(event_list.lines(shown, claims))
    say(event_list.count(found, shown, opened))


def _page(opened: Record, found: Event | Claim | Report | Decision, *, cut: bool) -> Iterable[Text]:
    if isinstance(found, Event):
        return event_page.lines(opened, found)
    if isinstance(found, Claim):
        return claim_page.lines(opened, found)
    if isinstance(found, Report):
        return report_page.lines(opened, found, cut=cut)
    return (Text(f"{name:<12}{value}") for name, value in published(found).items() if value)


def _plain(opened: Record, found: Event | Claim | Report | Decision) -> dict[str, object]:
    if isinstance(found, Event):
        claims = [published(claim) for claim in opened.claims if claim.claim_id in found.claims]
        return {"event": published(found), "claims": claims, "pairs": opened.pairs(found.claims)}
    if isinstance(found, Claim):
        return {"claim": published(found), "grounds": found.grounds}
    if isinstance(found, Report):
        claims = [published(claim) for claim in opened.claims if claim.report_id == found.report_id]
        return {"report": published(found), "claims": claims}
    return {"decision": published(found)}
