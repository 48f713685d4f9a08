"""What a naming says of who is meant: a listed body, a personal name, an office; in forms that can be compared."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from whence.linkage.directory import directory, key
from whence.linkage.entity import EntityKind, Naming
from whence.linkage.normalise import fold, same_word, sound, words
from whence.nlp.attribution_nouns import BODY_HEADS, ROLE_HEADS
from whence.nlp.names import describe, singular, words_of


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PRONOUNS = _set("he she it they we i you him her them us his hers its their who this that these those one")
_NO_PART = _set("the a an of for in at and to from on by its his her their s")
_PLAIN = _set("regional local national central oblast region province district state city town own new current acting")
_SAME_OFFICE = {"chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "spokeswoman": "spokesman",
                "spokesperson": "spokesman", "premier": "prime minister", "congresswoman": "congressman"}  # fmt: skip
_FORMER = re.compile(r"\b(?:former|ex|late|then|outgoing|incoming|would-be|deputy|vice|assistant|acting)\b[- ]", re.I)
_ALIKE = {"defense": "defence", "organization": "organisation", "labor": "labour", "center": "centre"}
_NO_NAME = _set("jr sr ii iii mr mrs ms dr sir")
# Words that a firm's name may be said without.
_FIRM = _set("inc corp corporation company co ltd llc group plc ag sa nv gmbh limited incorporated holdings")
_BRACKET = re.compile(r"\s*\([^)]{0,40}\)?$")
# Lower-case words, the last of them no linking word, and then a run of capitalised ones to the end.
_DESCRIBED = re.compile(
    r"(?:[^\s]+\s){0,6}?[a-z][a-z-]+(?<!\bof)(?<!\bfor)(?<!\bthe)(?<!\band)(?<!\bin)(?<!\bde)(?<!\bal)(?<!\bdel),?\s"
    r"((?:[A-Z][\w’'.&-]*\s?){1,5})"
)
_TASKS = _set(
    "election electoral elections defence interior foreign health justice finance education human rights security "
    "supreme constitutional high general public affairs armed air coast border police military army internal"
)
_LEAST = 4  # letters of a word that is matched by its sound


class Office(Struct, frozen=True):
    """An office and what it is of: `governor`, {`luhansk`}."""

    head: str
    of: frozenset[str]


class Who(Struct, frozen=True):
    """One naming's name taken apart."""

    kind: EntityKind
    name: str
    listed: str | None = None  # the directory's own name, with the sort of list
    given: tuple[str, ...] = ()  # folded words of a personal name before its last
    surname: str = ""
    office: Office | None = None  # what the words alone name: "the governor of Luhansk"
    offices: tuple[Office, ...] = ()  # what the report says a person is
    bag: frozenset[str] = frozenset()  # words of a body's name, countries as their codes

    @property
    def full(self) -> bool:
        """Whether this is a personal name with more than a surname."""
        return bool(self.surname and self.given)


def who(naming: Naming) -> Who:
    """A naming's name taken apart; total."""
    return _taken_apart(naming.name, naming.text, naming.role, naming.kind, naming.private)


@lru_cache(maxsize=65536)
def _taken_apart(name: str, text: str, role: str | None, kind: str | None, private: bool) -> Who:
    flat = core(" ".join(name.split()))
    if not words(flat) or key(flat) in _PRONOUNS:
        return Who(kind="group", name=flat)
    described, found = describe(flat), listed(flat)
    if found is not None and not (described.name and (private or kind == "person")):
        return Who(kind=found[0], name=flat, listed=found[1], bag=bag(flat))
    personal = described.name or (flat if kind == "person" and not described.role else None)
    if personal:
        parts = tuple(word for word in words(personal) if word not in _NO_NAME)
        said = [office(one) for one in (role, described.role, describe(text).role) if one]
        offices = tuple(dict.fromkeys(one for one in said if one is not None))
        return Who(kind="person", name=personal, given=parts[:-1], surname=parts[-1] if parts else "", offices=offices)
    held = office(flat)
    if held is not None:
        return Who(kind="person", name=flat, office=held)
    return Who(kind="body" if kind != "unnamed" and _proper(flat) else "group", name=flat, bag=bag(flat))


def _proper(name: str) -> bool:
    """Whether this is a name, not a description: `Front for Dignity and Labour`, but not `two Kenyan soldiers`."""
    written = [word for word in words_of(name) if fold(word) not in _NO_PART]
    if not describe(name).plural:
        return any(word[0].isupper() for word in written)
    linked = " of " in name or " for " in name  # else a list: `Northwind and Bay Wire`
    return linked and not name.isupper() and all(word[0].isupper() for word in written)


def core(name: str) -> str:
    """The name behind its description and before brackets: `the state news agency Belnavina`, `Umma Party (UP`."""
    plain = _BRACKET.sub("", name.partition(", ")[0]).strip(" ,:;") or name
    found = _DESCRIBED.fullmatch(plain)
    return found[1] if found is not None else plain


def listed(name: str) -> tuple[EntityKind, str] | None:
    """The directory's own name for an outlet, body or state; `Moscow` is Russia's government."""
    plain = key(name)
    book = directory()
    outlet, body = book.outlets.get(plain), book.bodies.get(plain)
    if outlet is not None and name[:1].isupper():
        return "outlet", f"outlet {outlet.name}"
    if body is not None:
        return "body", f"body {body.name}"
    state = book.states.get(plain)
    if state is not None and name[:1].isupper():
        return "state", f"state {state.code}"
    return None


def office(phrase: str | None) -> Office | None:
    """The office in `the governor of Luhansk Oblast`; none without what it is of, nor a past or lower one."""
    flat = " ".join((phrase or "").split())
    if not flat or _FORMER.search(flat):
        return None
    described = describe(flat)
    head = next((w for w in (described.head, singular(described.head)) if w in ROLE_HEADS), None)
    if head is None or described.plural or described.name is not None:
        return None
    rest = bag(flat) - {head, described.head}
    if head == "minister" and "prime" in rest:
        head, rest = "prime minister", rest - {"prime"}
    of = rest - _PLAIN
    return Office(_SAME_OFFICE.get(singular(head), singular(head)), of) if of else None


@lru_cache(maxsize=65536)
def bag(name: str) -> frozenset[str]:
    """The words of a name; countries and their adjectives as codes, so that `Russia's` and `Russian` are one."""
    out = set()
    for word in words(name):
        if word in _NO_PART:
            continue
        state = directory().states.get(word) or directory().demonyms.get(word)
        plain = _ALIKE.get(word, word)
        out.add(state.code if state is not None else singular(plain) if plain in BODY_HEADS else plain)
    return frozenset(out - _FIRM) or frozenset(out)


def generic(found: frozenset[str]) -> bool:
    """Whether a body's words are every country's: the election commission, the defence ministry."""
    return all(word in BODY_HEADS or word in _PLAIN or word in _TASKS for word in found)


def same_given(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether two sets of given names can be one person's: alike word by word, an initial for a name, or none."""
    if not left or not right:
        return True
    short, long = sorted((left, right), key=len)
    return all(any(_alike(word, other) for other in long) for word in short) or _alike(left[0], right[0])


def _alike(left: str, right: str) -> bool:
    if min(len(left), len(right)) == 1:
        return left[0] == right[0]
    return same_word(left, right)


def same_surname(left: str, right: str) -> bool:
    """Equal, or one sound written in two alphabets' ways: Haidai, Gaidai, Hayday."""
    return left == right or (min(len(left), len(right)) >= _LEAST and sound(left) == sound(right))


def same_office(one: Office, other: Office) -> bool:
    """The same office of the same thing; a longer description must hold the shorter one."""
    if one.head != other.head:
        return False
    short, long = sorted((one.of, other.of), key=len)
    return all(any(same_word(word, wider) for wider in long) for word in short)


def initials(name: str) -> str:
    """The capitals that a body's name is shortened to: SBU cannot be told so, ICRC can."""
    return "".join(word[0] for word in words_of(name) if word[0].isupper()).casefold()
