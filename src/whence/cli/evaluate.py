"""`whence evaluate`: the record against gold and public corpora."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from whence.cli.options import JsonOption
from whence.cli.output import say, show_json
from whence.errors import UsageError
from whence.evaluate import EVALUATORS
from whence.evaluate.published import PUBLISHED, Published


class Start(StrEnum):
    """Where an evaluation starts."""

    reports = "reports"
    claims = "claims"


def evaluate(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="What to measure on; none lists them.")] = None,
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH]...", help="Where it lies.")] = None,
    start: Annotated[Start, typer.Option("--from", help="What to start from.")] = Start.reports,
    model: Annotated[Path | None, typer.Option("--model", help="Folder of a finder that does not ship.")] = None,
    json: JsonOption = False,
) -> None:
    """Measure what Whence makes of annotated reports."""
    if name is None:
        for known, one in sorted(EVALUATORS.items()):
            typer.echo(f"{known:<18}{one.about}")
        return
    result = measured(name, paths or [], start, model)
    beside = PUBLISHED.get(name, {})
    if json:
        show_json({**result, "published": beside} if beside and isinstance(result, dict) else result)
    else:
        typer.echo(_table(result, beside))


def measured(name: str, paths: list[Path], start: Start, model: Path | None = None) -> object:
    """Run one evaluator over paths."""
    one = EVALUATORS.get(name)
    if one is None:
        raise UsageError(f"evaluate {name}: not known. Known: {', '.join(sorted(EVALUATORS))}.")
    if not paths:
        raise UsageError(f"evaluate {name}: needs a path: whence evaluate {name} PATH...")
    if start == Start.claims and not one.from_claims:
        raise UsageError(f"evaluate {name}: --from claims makes no sense here. Leave it out.")
    if model and not one.model:
        raise UsageError(f"evaluate {name}: measures no finder. Leave out --model.")
    if len(paths) > 1 and not one.several:
        raise UsageError(f"evaluate {name}: takes one path, not {len(paths)}.")
    measure: Callable[..., object] = getattr(import_module(one.module), one.function)
    say(f"Measuring {name} on {', '.join(map(str, paths))} ...")
    if one.from_claims:
        return measure(paths, from_claims=start == Start.claims)
    if one.model:
        return measure(paths[0], model)
    return measure(paths if one.several else paths[0])


def _table(result: object, beside: Mapping[str, Published]) -> str:
    """Figures as aligned text, a line a figure, with the best published one beside it where one is known."""
    plain = msgspec.to_builtins(result)
    rows = plain.items() if isinstance(plain, dict) else [("result", plain)]
    return "\n".join(f"{name!s:<46}{_cell(value)}{_published(beside.get(str(name)))}" for name, value in rows)


def _published(one: Published | None) -> str:
    return f"   published {one.figure:.3f} ({one.where})" if one else ""


def _cell(value: object) -> str:
    if isinstance(value, dict):
        return "  ".join(f"{name} {_cell(held)}" for name, held in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value)) or "none"
    return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
