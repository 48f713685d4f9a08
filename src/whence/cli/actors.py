"""`whence actors`: who acts and who says so, each person, body, state and outlet once over all reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer
from rich.text import Text

from whence.api import Record
from whence.cli.options import RECORD, JsonOption, PrivateOption, RecordOption
from whence.cli.output import counted, one_line, say, show_json
from whence.cli.output import show as put
from whence.linkage.entity import Entity
from whence.linkage.normalise import fold


def actors(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="Only those who are called so, with the reasons.")
    ] = None,
    record: RecordOption = RECORD,
    limit: Annotated[int, typer.Option(min=0, metavar="N", help="At most so many; 0 for all.")] = 50,
    groups: Annotated[
        bool, typer.Option("--groups", help='With those who have no name: "residents", "two men".')
    ] = False,
    json: JsonOption = False,
    private: PrivateOption = False,
) -> None:
    """List who acts, is acted upon or says so; the names, roles, sector and country that reports give them."""
    with Record(record, private=private) as opened:
        found = [one for one in opened.actors if (groups or one.kind != "group") and (not name or _called(one, name))]
    found.sort(key=lambda one: (-len(one.namings), one.name, one.entity_id))
    shown = found[:limit] if limit else found
    if json:
        show_json({"actors": shown})
    else:
        put(_lines(shown, whole=name is not None))
    more = f"; the first {len(shown)} are shown, --limit 0 shows all" if len(shown) < len(found) else ""
    say(f"{counted(len(found), 'actor')}{more}.")


def _called(one: Entity, name: str) -> bool:
    return any(fold(name) in fold(other) for other in (one.name, *one.names, one.entity_id))


def _lines(found: Sequence[Entity], *, whole: bool) -> Iterator[Text]:
    for one in found:
        yield Text.assemble((one_line(one.name), "bold"), f"  {_about(one)}")
        others = [one_line(other) for other in one.names if other != one.name]
        if others:
            yield Text(f"  also called {'; '.join(others)}")
        if one.roles:
            yield Text(f"  said to be {'; '.join(map(one_line, one.roles))}")
        if whole:
            yield from (Text(f"  {one_line(reason.words)}") for reason in one.reasons)


def _about(one: Entity) -> str:
    facts = [one.kind, one.sector, one.country, f"owner: {one.family}" if one.family else None]
    facts.append("private" if one.private and one.kind == "person" else None)
    named = f"{counted(len(one.namings), 'time')} in {counted(len(one.reports), 'report')}"
    return f"{', '.join(fact for fact in facts if fact)}; {named}"
