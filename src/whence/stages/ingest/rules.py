"""The furniture rules as loaded from `furniture.yml`: which rule, if any, a line falls under."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml
from msgspec import Struct

from whence.errors import ConfigurationError
from whence.stages.ingest.lines import Line

Part = Literal["any", "head", "tail", "list", "end"]
MARKER = re.compile(r"^[•‣◦▪●■] ?")
LONGEST = 420  # characters of a line that can be furniture at all


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One row of `furniture.yml`."""

    name: str
    part: Part
    reason: str
    words: int = 30
    needs: tuple[str, ...] = ()
    lines: tuple[str, ...]


class Compiled(Struct, frozen=True):
    """A rule with its pattern ready."""

    rule: Rule
    pattern: re.Pattern[str]


# The one in C where libyaml is there: it reads the same, much faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def rules() -> dict[Part, tuple[Compiled, ...]]:
    """All rules by the part of a report in which they hold; raises `ConfigurationError` if the file is wrong."""
    raw = files("whence.stages.ingest").joinpath("furniture.yml").read_text("utf-8")
    try:
        rows = msgspec.convert(yaml.load(raw, Loader=_LOADER), list[Rule])  # noqa: S506 - a safe loader, as above
        compiled = [Compiled(row, re.compile("|".join(row.lines), re.I)) for row in rows]
    except (yaml.YAMLError, msgspec.ValidationError, re.error) as error:
        raise ConfigurationError(f"furniture.yml: {error}") from error
    parts: tuple[Part, ...] = ("any", "head", "tail", "list", "end")
    return {part: tuple(one for one in compiled if one.rule.part == part) for part in parts}


def find(part: Part, line: Line) -> tuple[Rule, re.Match[str]] | None:
    """The first rule of a part that a line falls under, with its match."""
    if not line.words or len(line.folded) > LONGEST:
        return None
    text = MARKER.sub("", line.folded, count=1)
    low = text.lower()
    for one in rules()[part]:
        if line.words > one.rule.words or (one.rule.needs and not any(word in low for word in one.rule.needs)):
            continue
        match = one.pattern.fullmatch(text)
        if match:
            return one.rule, match
    return None
