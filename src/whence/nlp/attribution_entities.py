"""A person or body of a report while its mentions are gathered, and the cast that comes of it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from whence.nlp.attribution_nouns import BODY_HEADS, DOCUMENT_HEADS, PERSON_HEADS, ROLE_HEADS
from whence.nlp.names import Described, is_age, singular, words_of
from whence.protect.pieces import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


Sort = Literal["person", "someone", "body", "document", "other"]  # `someone`: a person without a name


NEAR = 3  # sentences that a role may wait for its name


class Entity(Struct):
    """One person or body while its mentions are being gathered."""

    name: str
    sort: Sort
    role: str | None = None
    gender: str | None = None
    plural: bool = False
    definite: bool = False
    heads: set[str] = set()
    places: list[tuple[int, int]] = []

    def seen(self, start: int, end: int) -> None:
        if (start, end) not in self.places:
            self.places.append((start, end))


class Cast(Struct, frozen=True):
    """All persons and bodies of a report, and which of them each mention means."""

    entities: tuple[Entity, ...]
    at: dict[tuple[int, int], int]

    def who(self, start: int, end: int) -> Entity | None:
        """The entity that a stretch names, if the stretch is a known mention or holds exactly one."""
        index = self.at.get((start, end))
        if index is None:
            inside = {value for (a, b), value in self.at.items() if start <= a and b <= end}
            index = inside.pop() if len(inside) == 1 else None
        return self.entities[index] if index is not None else None


SMALL = _words("the a an of for in at its his her their this that and")


def clash(wanted: set[str], entity: Entity) -> bool:
    """Whether a described person carries words that speak against an entity: another country, another body."""
    named = {word for word in wanted if word not in entity.heads}
    own = {fold(word) for word in words_of(f"{entity.role or ''} {entity.name}")}
    return len(named - own) > 2


def sort_of(described: Described) -> Sort:
    """What kind of source a phrase without a personal name is, by its head noun."""
    head = described.head
    if head in DOCUMENT_HEADS or singular(head) in DOCUMENT_HEADS:
        return "document"
    if head in ROLE_HEADS or head in PERSON_HEADS or is_age(described.phrase):
        return "someone"
    if head in BODY_HEADS:
        return "body"
    return (
        "body"
        if described.phrase[:1].isupper() or any(word[0].isupper() for word in words_of(described.phrase))
        else "other"
    )


def heads(phrase: str) -> set[str]:
    folded = {fold(word.rstrip(".")) for word in words_of(phrase)}
    return {
        singular(word)
        for word in folded
        if word in ROLE_HEADS or word in PERSON_HEADS or word in BODY_HEADS or word in DOCUMENT_HEADS
    }


def bare(phrase: str) -> str:
    """A phrase without its article."""
    flat = " ".join(phrase.split())
    first, _, rest = flat.partition(" ")
    return rest if rest and fold(first) in ("the", "a", "an", "its", "his", "her", "their", "this", "some") else flat


def tidy(name: str, shouting: bool) -> str:
    """A name as people write it: text in capitals loses them, short acronyms keep theirs."""
    flat = " ".join(name.split())
    if not shouting or not flat.isupper():
        return flat
    return " ".join(_cased(word) for word in flat.split())


def _cased(word: str) -> str:
    if not word.isalpha():
        return word
    return word.lower() if word.lower() in SMALL | {"from", "to", "on"} else word.capitalize()
