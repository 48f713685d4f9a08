"""The settings of the LLM reader off the command line, and the warning that goes with them."""

from __future__ import annotations

from pathlib import Path

from whence.cli.output import say
from whence.nlp.llm import Endpoint, leaving, load


def endpoint(path: Path | None) -> Endpoint | None:
    """The endpoint in a file; where it is not this machine, says that texts leave it."""
    if path is None:
        return None
    found = load(path)
    warning = leaving(found)
    if warning:
        say(f"whence: {warning}")
    return found
