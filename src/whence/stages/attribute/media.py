"""Outlets that the directory does not know, by what a report calls them: `the newspaper Correo de Frontera`."""

from __future__ import annotations

import re

from whence.linkage.directory import key
from whence.schema.records import LinkKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_CALLED = re.compile(
    r"\b(?:(?P<before>[\w’'-]{1,40})\s)?"
    r"(?P<what>newspaper|newswire|magazine|daily|weekly|website|broadcaster|channel|station|site|portal|agency|blog)\s"
    r"(?P<name>[A-Z][\w’'-]*(?:\s(?:[A-Z][\w’'-]*|(?:de|del|la|el|al|di|da|of|van|der)(?=\s[A-Z]))){0,3})"
)
# What is called a station, an agency or a site and is no outlet.
_OTHERS = _words(
    "intelligence security aid spy border space nuclear refugee un health rights children’s children's monitoring "
    "rating ratings power railway train bus metro polling police fire radar petrol gas test launch blast crash "
    "construction burial law-enforcement humanitarian crime food"
)


def media(text: str) -> dict[str, LinkKind]:
    """Folded names that a text introduces as newspapers, stations or agencies; linear in its length."""
    found: dict[str, LinkKind] = {}
    for one in _CALLED.finditer(text):
        if (one.group("before") or "").lower() in _OTHERS:
            continue
        kind: LinkKind = "agency" if one.group("what") in ("newswire", "agency") else "outlet"
        found.setdefault(key(one.group("name")), kind)
    return found
