"""Personal names in running text, and whether a public role, an age or a word of childhood stands beside them.

A name counts where two or more capitalised pieces stand together and something says that they are a person: a known
given name, an honorific, an age, a noun for persons, a role, a verb of saying. What is beside a name decides no more
than its protection; who acts in a claim is decided by the stages.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

from msgspec import Struct

from whence.protect.beside import Beside, says
from whence.protect.pieces import Key, Piece, fold, joined, key, pieces
from whence.protect.words import (
    ALSO_NAMES,
    AMBIGUOUS,
    BODY_WORDS,
    CALLERS,
    FUNCTION_WORDS,
    HONORIFICS,
    MINOR_NOUNS,
    PARTICLES,
    PERSON_NOUNS,
    PUBLIC_ROLES,
    SURNAMES,
)

MOST = 6  # pieces in one name
ADULT = 18
_PEOPLES = ("ian", "ean", "ese", "ish", "man", "woman", "can", "ans", "ers")
_ROLES_ONLY = PUBLIC_ROLES | PERSON_NOUNS
_TITLES = HONORIFICS | PUBLIC_ROLES | PERSON_NOUNS


class Mention(Struct, frozen=True):
    """A personal name at its place: public where a role stands beside it, minor where an age or a word says so."""

    start: int
    end: int
    name: Key
    public: bool
    minor: bool


@cache
def given_names() -> frozenset[str]:
    """Folded given names of `data/given_names.txt`."""
    text = resources.files("whence.protect").joinpath("data/given_names.txt").read_text(encoding="utf-8")
    return frozenset(fold(word) for line in text.splitlines() if not line.startswith("#") for word in line.split())


@cache
def public_figures() -> frozenset[Key]:
    """Names of `data/public_figures.txt`: people in public life whom reports name without their office."""
    text = resources.files("whence.protect").joinpath("data/public_figures.txt").read_text(encoding="utf-8")
    return frozenset(key(line) for line in text.splitlines() if line and not line.startswith("#"))


def public_name(name: str) -> bool:
    """Whether that is the full name of a public figure."""
    return key(name) in public_figures()


def mentions(text: str) -> Iterator[Mention]:
    """Personal names in order of appearance; linear in the length of the text."""
    yield from _mentions(text)


@lru_cache(maxsize=128)  # more than a shard's reports: attribution and parties ask for them
def _mentions(text: str) -> tuple[Mention, ...]:
    runs = list(_runs(text, pieces(text)))
    shouting = _shouting(text)
    alone = frozenset(run[0].folded for run in runs if len(run) == 1 and says(text[run[0].end : run[0].end + 40]))
    judged = (_judge(text, run, alone, shouting=shouting) for run in runs)
    return tuple(found for found in judged if found is not None)


def personal(name: str) -> bool:
    """Whether a name given for a person looks like a personal name rather than a description (`three women`)."""
    run = pieces(name)
    while run and (run[0].folded in HONORIFICS or run[0].folded in PUBLIC_ROLES):
        run = run[1:]
    if not run or len(run) > MOST + 2 or any(c.isdigit() for c in name):
        return False
    if len(run) > 1 and run[-1].text == "s":
        run = run[:-1]
    if any(_body(p) or (p.folded in PERSON_NOUNS and p.text[0].islower()) for p in run):
        return False
    return any(p.capital for p in run) and all(p.capital or p.hyphened or p.folded in PARTICLES for p in run)


def _shouting(text: str) -> bool:
    letters = list(filter(str.isalpha, text[:2000]))
    return sum(map(str.isupper, letters)) * 2 > len(letters) > 20


def _runs(text: str, found: list[Piece]) -> Iterator[list[Piece]]:
    """Stretches of neighbouring capitalised pieces, particles inside them allowed."""
    run: list[Piece] = []
    for piece in found:
        if run and not (_close(text, run[-1], piece) and (piece.capital or piece.hyphened or _inside(piece))):
            yield from _trimmed(run)
            run = []
        if piece.capital or run:
            run.append(piece)
    yield from _trimmed(run)


def _close(text: str, left: Piece, right: Piece) -> bool:
    gap = text[left.end : right.start]
    if "\n" in gap or gap in (", ", "' ", "’ "):
        return False
    if gap == ". ":
        return len(left.text) <= 2 or left.folded in HONORIFICS or left.folded in PUBLIC_ROLES
    if gap in ("'", "’") and right.text == "s":
        return False
    return joined(text, left, right)


def _inside(piece: Piece) -> bool:
    return piece.folded in PARTICLES and piece.folded not in ("e", "y", "les")


def _trimmed(run: list[Piece]) -> Iterator[list[Piece]]:
    """The run without words of grammar: they open and close names in headlines and in text in capitals."""
    name: list[Piece] = []
    for piece in [*run, None]:
        if piece is not None and not _grammar(piece) and (name or piece.capital):
            name.append(piece)
            continue
        while name and not name[-1].capital and not name[-1].hyphened:
            name.pop()
        if name:
            yield name
        name = []


def _body(piece: Piece) -> bool:
    return piece.folded in BODY_WORDS and not piece.hyphened  # `un` of `Jong-un` is no United Nations


def _grammar(piece: Piece) -> bool:
    return piece.folded in FUNCTION_WORDS and (piece.folded not in ALSO_NAMES or piece.text.isupper())


def _judge(text: str, run: list[Piece], alone: frozenset[str], *, shouting: bool) -> Mention | None:
    lead = _lead(run)
    name = run[lead:]
    if len(name) > MOST or name[0].folded in _ROLES_ONLY or any(_body(p) for p in name):
        return None
    titles = {p.folded for p in run[:lead]}
    start, end = name[0].start, name[-1].end
    beside = Beside(text[max(0, run[0].start - 80) : start], text[end : end + 90])
    surname = not shouting and _has_surname(name, alone)
    if not surname and not _is_person(name, beside, titled=bool(titles & _TITLES), shouting=shouting):
        return None
    minor = (beside.age is not None and beside.age < ADULT) or bool(titles & MINOR_NOUNS) or beside.child
    public = bool((beside.nouns | titles) & PUBLIC_ROLES) and not minor
    return Mention(start, end, tuple(p.folded for p in name), public, minor)


def _lead(run: list[Piece]) -> int:
    """How many pieces come before the name itself: titles, roles and the body that they belong to."""
    last = 0
    for index, piece in enumerate(run[:-1]):
        if run[index + 1].hyphened:
            continue
        if piece.folded in _TITLES or (_body(piece) and len(run) - index > 2):
            last = index + 1
    return last


def _is_person(name: list[Piece], beside: Beside, *, titled: bool, shouting: bool) -> bool:
    known = name[0].folded in given_names()
    if shouting and not known:
        return False
    if titled:
        return True
    if len(name) == 1:
        return _alone(name[0], beside, known=known)
    if beside.age is not None or known:
        return True
    if len(name) > 4:
        return False
    described = bool(beside.nouns & (PERSON_NOUNS | PUBLIC_ROLES)) or beside.who
    return described or (len(name) <= 3 and beside.speaks)


def _has_surname(name: list[Piece], alone: frozenset[str]) -> bool:
    """Whether it ends like a surname, or the text goes on with its last piece alone and a verb of saying."""
    last = name[-1].folded
    fits = 2 <= len(name) <= 3 and last not in AMBIGUOUS and not name[0].folded.endswith(_PEOPLES)
    return fits and (last in alone or last.endswith(SURNAMES))


def _alone(name: Piece, beside: Beside, *, known: bool) -> bool:
    """One piece: beside an age, after a word like `brother`, before one like `, a nurse`; no weekday, no people."""
    if not known and (name.folded in AMBIGUOUS or _grammar(name) or name.folded.endswith(_PEOPLES)):
        return False
    if beside.age is not None:
        return known or beside.age_stands_close
    if beside.name_only or (beside.noun_before in CALLERS and not name.text.isupper()):
        return True
    heads = frozenset(beside.apposition[-1:])
    return bool(heads & PERSON_NOUNS) and (known or (beside.indefinite and bool(heads & CALLERS)))
