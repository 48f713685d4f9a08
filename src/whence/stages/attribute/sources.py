"""Small questions about a source: is it one or two, is it the report's own outlet, does it hold a public role."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from whence.linkage.directory import directory, key
from whence.nlp.names import describe, words_of
from whence.protect.persons import public_name
from whence.protect.pieces import fold
from whence.protect.roles import public_role
from whence.schema.records import LinkKind, Report


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_AND = re.compile(r",?\s+(?:and|AND)\s+|,\s+")
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their|this|some|both)\s+", re.IGNORECASE)
_DATELINE = re.compile(r"\s{0,9}[^\n—–]{2,60}?(?:\([A-Z ]{3,20}\)[^(\n]{0,20})?\(([\w .-]{2,40})\)\s*(?:--|—|–|-)")
_OUTLET_NOISE = _words("the news newspaper daily online com www agency net org co uk press")


class Named(Struct, frozen=True):
    """Who a source is."""

    name: str
    kind: LinkKind
    role: str | None
    private: bool


def without_article(phrase: str) -> str:
    """A phrase in one line without its article."""
    return _ARTICLE.sub("", " ".join(phrase.split()))


def is_public_role(role: str | None, name: str, heads: Iterable[str] = ()) -> bool:
    """Whether a role shows that its holder is in public life: office, rank, spokesman, candidate, byline."""
    return public_role(role or " ".join(sorted(heads))) or public_name(name) or key(name) in directory().bodies


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Parts of `A and B` where both are named sources that can speak alone; else the whole."""
    phrase = text[start:end]
    parts: list[tuple[int, int]] = []
    at = 0
    for joint in _AND.finditer(phrase):
        parts.append((start + at, start + joint.start()))
        at = joint.end()
    parts.append((start + at, end))
    whole = [(start, end)]
    if len(parts) < 2 or len(parts) > 4 or not any(word in phrase.lower() for word in (" and ",)):
        return whole
    if phrase.lower().startswith("both "):
        parts[0] = (parts[0][0] + 5, parts[0][1])
    return parts if all(_stands_alone(text[a:b]) for a, b in parts) else whole


def _stands_alone(part: str) -> bool:
    bare = without_article(part)
    if not bare or (not bare[0].isupper() and directory().body(bare) is None):
        return False
    return (
        (describe(part).name is not None and len(words_of(describe(part).name or "")) > 1)
        or directory().state(bare) is not None
        or key(bare) in directory().bodies
        or directory().outlet(bare) is not None
        or (part.lower().startswith("the ") and directory().body(bare) is not None)
    )


def own_outlet(named: Named, report: Report) -> bool:
    """Whether a source is the report's own outlet, under its full or short name, or the one it republishes."""
    if named.kind not in ("outlet", "agency", "unnamed", "organisation"):
        return False
    mine = [outlet for outlet in (report.outlet, report.republished_from) if outlet] or _dateline(report.text)
    return any(_same_outlet(named.name, outlet) for outlet in mine)


def _dateline(text: str) -> list[str]:
    """The agency in a dateline (`SAN JOSE, 9 JUN (EFE) --`), for a report of an unknown outlet."""
    found = _DATELINE.match(text)
    return [found.group(1)] if found else []


def _same_outlet(name: str, outlet: str) -> bool:
    listed, own = (directory().outlets.get(key(one)) for one in (name, outlet))  # slugs carry no capitals
    if listed is not None and own is not None and key(listed.name) == key(own.name):
        return True
    left, right = _outlet_words(name), _outlet_words(outlet)
    return bool(left) and bool(right) and (left <= right or right <= left)


def _outlet_words(name: str) -> frozenset[str]:
    return frozenset(word for word in re.split(r"[^\w]+", fold(name)) if word) - _OUTLET_NOISE
