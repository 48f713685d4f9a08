"""Methodology: how the record came about, out of the rules and models that are in force in this installation."""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata, resources

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from whence.publish import words
from whence.publish.why import CONFIDENCE
from whence.schema.ontology import ontology
from whence.web.draw.geography import WORDS
from whence.web.site import site_of


class Model(Struct, frozen=True, kw_only=True):
    """A model that ships: its name and its card."""

    name: str
    card: str


def page(request: Request) -> Response:
    """The page."""
    site = site_of(request)
    with site.views.open() as view:
        return site.page(
            request, view, "methodology.html", ontology=ontology(), models=models(), version=metadata.version("whence"),
            grades=words.CREDIBILITY, graded=view.columns.by["grade"].counted(None), statuses=words.STATUS,
            confidence=CONFIDENCE, policy=policy(view.built.policy), map_words=WORDS,
        )  # fmt: skip


@lru_cache(maxsize=1)
def models() -> list[Model]:
    """The cards of the models that ship."""
    folder = resources.files("whence").joinpath("models")
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".card.md"))
    return [
        Model(name=name.removesuffix(".card.md"), card=folder.joinpath(name).read_text(encoding="utf-8"))
        for name in names
    ]


def policy(held: Struct) -> dict[str, str]:
    """The protection policy in force; how many are declared, never who."""
    found = msgspec.to_builtins(held)
    return {
        name.replace("_", " "): f"{len(value)} names" if isinstance(value, list) else "yes" if value is True
        else "no" if value is False else str(value)
        for name, value in found.items()
    }  # fmt: skip
