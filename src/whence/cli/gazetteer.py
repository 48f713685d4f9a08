"""`whence gazetteer`: build the place index, from the package or a full GeoNames dump, and look names up in it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct
from rich.text import Text

from whence.cli.options import JsonOption
from whence.cli.output import one_line, say, show_json
from whence.cli.output import show as put
from whence.errors import NotFoundError, UsageError
from whence.stages.resolve.places import Gazetteer, build, build_from_dump
from whence.stages.resolve.places.entry import Entry, Kind

MOST = 20  # namesakes shown


class Task(StrEnum):
    """What to do with the index."""

    build = "build"
    show = "show"


class Found(Struct, frozen=True, kw_only=True):
    """A place of the index, with GeoNames' codes and ISO's."""

    name: str
    kind: Kind
    country: str | None
    admin1: str | None  # GeoNames' code
    region: str | None
    iso: str | None  # ISO 3166-2
    lat: float
    lon: float
    population: int
    geonameid: int | None


def gazetteer(
    task: Annotated[Task, typer.Argument(help="build: make an index; show: look a name up.")],
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="[DUMP|NAME]",
            help="To build: GeoNames' allCountries.txt or one country's file, none for the built-in places. "
            "To show: a name.",
        ),
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", "-i", metavar="FILE", help="The index to build from a dump.")
    ] = None,
    index: Annotated[
        Path | None, typer.Option("--gazetteer", metavar="FILE", help="The index to look in; else the built-in one.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Build the place index, or show what it knows under a name."""
    if task == Task.build:
        _built(_made(what, into), json)
        return
    if not what:
        raise UsageError("gazetteer show: needs a name: whence gazetteer show Luhansk.")
    places = Gazetteer.open(index)
    found = [told(entry, places) for entry in places.find(what)[:MOST]]
    places.close()
    if json:
        show_json(found)
        return
    if not found:
        raise NotFoundError(f"{one_line(what)}: the index has no place of that name. Try another spelling.")
    put(line(one) for one in found)


def _made(dump: str | None, into: Path | None) -> Path:
    if dump is None:
        return build(into)
    if into is None:
        raise UsageError(f"gazetteer build {dump}: says not where to. Add --into places.sqlite.")
    return build_from_dump(dump, into)


def _built(path: Path, json: bool) -> None:
    size = path.stat().st_size
    if json:
        show_json({"path": str(path), "bytes": size})
    else:
        say(f"{path}: built, {size / 1e6:.0f} MB. Read with it: whence read ... --gazetteer {path}")


def told(entry: Entry, places: Gazetteer) -> Found:
    """An entry with the names and codes of what holds it."""
    return Found(
        name=entry.name, kind=entry.kind, country=entry.country, admin1=entry.admin1,
        region=places.region_name(entry), iso=places.subdivision(entry), lat=entry.lat, lon=entry.lon,
        population=entry.population, geonameid=entry.geonameid,
    )  # fmt: skip


def line(found: Found) -> Text:
    """One place on one line."""
    return Text("  ".join(_cells(found)))


def _cells(found: Found) -> Iterator[str]:
    yield one_line(found.name)
    yield found.kind
    yield ", ".join(one_line(part) for part in (found.region, found.country) if part) or "-"
    yield found.iso or "-"
    yield f"{found.lat:.4f} {found.lon:.4f}"
    if found.population:
        yield f"{found.population:,} people"
    if found.geonameid:
        yield f"GeoNames {found.geonameid}"
