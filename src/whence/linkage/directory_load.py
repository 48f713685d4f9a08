"""Rows of the directory and how they are read and checked."""

from __future__ import annotations

import csv
import io
from importlib import resources
from pathlib import Path
from typing import Literal, TypeVar, get_args

from msgspec import Struct

from whence.errors import ConfigurationError


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SECTORS = _words(
    "AGR BUS COP CRM CVL EDU ELI GOV IGO JRN JUD LAB LEG MED MIL NGO NON OPP PRM PTY REB REF REL SOC SPY UAF UNK"
)
OutletKind = Literal["outlet", "agency"]


class Outlet(Struct, frozen=True, kw_only=True):
    """A medium that reports: its usual name, other names, country and owner or syndication family."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: OutletKind = "outlet"
    country: str | None = None
    family: str | None = None


class Body(Struct, frozen=True, kw_only=True):
    """An organ, international body, armed group, party or organisation, with its PLOVER sector."""

    name: str
    aliases: tuple[str, ...] = ()
    sector: str = "UNK"
    country: str | None = None


class State(Struct, frozen=True, kw_only=True):
    """A state or territory; `aliases` hold capitals and seats of power that stand for it."""

    name: str
    code: str
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


Row = TypeVar("Row", bound=Outlet | Body | State)


def shipped(name: str) -> tuple[str, str]:
    """Name and content of a data file of the package."""
    return name, resources.files("whence.linkage").joinpath(f"data/{name}").read_text(encoding="utf-8")


def read_rows(source: tuple[str, str], kind: type[Row]) -> tuple[Row, ...]:
    """All rows of a CSV with the columns of `kind`; lists are parted by `|`; raises `ConfigurationError`."""
    name, content = source
    reader = csv.DictReader(io.StringIO(content))
    wanted = kind.__struct_fields__
    unknown = set(reader.fieldnames or ()) - set(wanted)
    if "name" not in (reader.fieldnames or ()) or unknown:
        raise ConfigurationError(f"{name}: columns {reader.fieldnames}; the columns are {', '.join(wanted)}")
    return tuple(_row(name, number, row, kind) for number, row in enumerate(reader, start=2))


def _row(source: str, number: int, row: dict[str, str | None], kind: type[Row]) -> Row:
    if None in row or any(value is None for value in row.values()):
        raise ConfigurationError(
            f"{source}, line {number}: not as many values as columns; quote values that hold commas"
        )
    values = {field: (value or "").strip() for field, value in row.items()}
    if not values["name"]:
        raise ConfigurationError(f"{source}, line {number}: no name; every row needs one")
    _check(source, number, values)
    filled: dict[str, object] = {field: value for field, value in values.items() if value}
    for field in ("aliases", "demonyms"):
        if field in filled:
            filled[field] = tuple(part.strip() for part in values[field].split("|") if part.strip())
    try:
        return kind(**filled)  # type: ignore[arg-type]
    except TypeError as fault:
        raise ConfigurationError(f"{source}, line {number}: {fault}; fill that column") from fault


def _check(source: str, number: int, values: dict[str, str]) -> None:
    where = f"{source}, line {number} ({values['name']})"
    if values.get("kind") and values["kind"] not in get_args(OutletKind):
        raise ConfigurationError(f"{where}: kind {values['kind']!r}; it is outlet or agency")
    if values.get("sector") and values["sector"] not in SECTORS:
        raise ConfigurationError(
            f"{where}: sector {values['sector']!r}; PLOVER sectors are {', '.join(sorted(SECTORS))}"
        )
    for field in ("country", "code"):
        code = values.get(field, "")
        if code and not (len(code) == 2 and code.isascii() and code.isupper()):
            raise ConfigurationError(f"{where}: {field} {code!r}; give two capital letters (ISO 3166-1)")


def read_extension(path: Path) -> tuple[tuple[Outlet, ...], tuple[Body, ...]]:
    """Outlets or bodies of a user's CSV: with a `sector` column they are bodies, else outlets."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigurationError(
            f"{path}: cannot be read as a directory ({fault}); give a CSV file in UTF-8"
        ) from fault
    if "sector" in content.partition("\n")[0]:
        return (), read_rows((str(path), content), Body)
    return read_rows((str(path), content), Outlet), ()
