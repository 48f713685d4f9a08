"""Whether a role is a public one: office, rank, spokesman, candidate, byline; the one home of that question."""

from __future__ import annotations

import re
from functools import lru_cache

from whence.protect.beside import everyday
from whence.protect.pieces import pieces
from whence.protect.words import BARE, PERSON_NOUNS, PUBLIC_ROLES, words

_MEMBERS = words("member members")
_HOUSES = words("parliament congress senate assembly duma rada knesset seimas sejm bundestag council cabinet junta")
_OFFICERS = words("officer officers")
_OFFICES = words("commanding returning press presiding police army navy military electoral election intelligence")


_PART = re.compile(r"[,;/(]|\band\b")
_HEAD = re.compile(r"\b(?:of|for|at|in|from|with|to|on|who|that|which|by)\b")
_POSSESSIVE = re.compile(r"['’]s?\s")


@lru_cache(maxsize=8192)
def public_role(role: str | None) -> bool:
    """Whether the words for a role name an office (`deputy mayor`), not a walk of life (`doctor`, `head of a ward`).

    Only the head of the phrase counts: whoever is `driver of the president` or `the president's wife` holds no office.
    """
    return any(_office(part) for part in _PART.split(role or ""))


def _office(part: str) -> bool:
    nouns = frozenset(piece.folded for piece in pieces(part))
    if nouns & _MEMBERS and nouns & _HOUSES:
        return True
    if nouns & _OFFICERS and nouns & _OFFICES:
        return True
    if nouns <= BARE:
        return False
    head = frozenset(piece.folded for piece in pieces(_POSSESSIVE.split(_HEAD.split(part, maxsplit=1)[0])[-1]))
    singular = head | {noun[:-1] for noun in head if noun.endswith("s")}
    return bool(everyday(singular, part) & PUBLIC_ROLES)


def walk_of_life(role: str | None) -> bool:
    """Whether a role is given and is an everyday one: `lawyer`, `doctor`, `neighbour`."""
    nouns = {piece.folded for piece in pieces(role or "")}
    return not public_role(role) and bool(nouns & (PERSON_NOUNS | PUBLIC_ROLES))
