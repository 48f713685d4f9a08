"""What stands beside a name: an age, a noun before it, an office, an apposition after it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

from whence.protect.pieces import fold
from whence.protect.words import BARE, EVERYDAY_PLACES, MINOR_NOUNS, PERSON_NOUNS, SAYING, WEAK_OFFICES, words

_AGE_AFTER = re.compile(r"\s?[,(]\s?(?:aged\s)?(\d{1,3})\s?[,).;]|\s?,?\saged\s(\d{1,3})\b")
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[- ]year[- ]old\b[^.;:]{0,40}$", re.IGNORECASE)
_APPOSITION = re.compile(r"\s?[,(–—]\s?(?!who|which|and |but )([^,.;:()–—\n]{2,60})")
_OFFICE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*) (?:of|for|at|in) (?:the )?[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,4} ?$")
_SET_OFF = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) ([^,.;:!?\n]{3,60}), $")
_NAME_ONLY = re.compile(
    r"(?:(?:first|given|last|second|family) name,? (?:only, |was |is )?|(?:only|just) as |name (?:only )?as )$"
)
_CALLED = re.compile(
    r"\b([^\W\d_]+),?(?: who is| who was| identified as)? (?:only )?(?:named|called|nicknamed)(?: only)? $"
)
_COMPOUNDS = ("teacher", "worker", "keeper", "seller", "driver", "owner", "maker")  # `schoolteacher`, `innkeeper`
_BREAK = re.compile(r"[.;:!?\n,()“”\"]\s*")
_ENDS = words("of for at in on from to with by whose who which told said says was is had")
_WHO = re.compile(r",? who(?:se|m)?\b")
_CLOSES = frozenset((",", ".", ";", "”", '"'))
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


class Beside:
    """The words before and after a name, in the same paragraph."""

    def __init__(self, before: str, after: str) -> None:
        self._before, self._after = before, after

    @cached_property
    def age(self) -> int | None:
        """The age given right after the name, or in `a 14-year-old girl, <name>`."""
        follows = _AGE_AFTER.match(self._after)
        if follows:
            return int(next(group for group in follows.groups() if group))
        leads = _AGE_BEFORE.search(self._before)
        return int(leads.group(1)) if leads else None

    @property
    def age_stands_close(self) -> bool:
        """Whether the age can only be meant for this name."""
        return self._before.rstrip().endswith("old") or not _AGE_BEFORE.search(self._before)

    @cached_property
    def nouns(self) -> frozenset[str]:
        """What says who it is: the noun right before, an office before, one set off before, an apposition after."""
        found = {self.noun_before, self._office, self._set_off, *self.apposition} - {""}
        return frozenset(found | {ending for noun in found for ending in _COMPOUNDS if noun.endswith(ending)})

    @property
    def child(self) -> bool:
        """Whether one of these nouns is a child's."""
        aged = {word for word, following in pairwise(self.apposition) if following == "aged"}
        heads = {self.noun_before, self._set_off, *self.apposition[-1:], *aged}
        return bool(heads & MINOR_NOUNS)

    @property
    def speaks(self) -> bool:
        """Whether a verb of saying follows, or leads up to a name that is set off, or `according to` does."""
        if says(self._after):
            return True
        inverted = self.noun_before in SAYING and self._after[:1] in _CLOSES
        return inverted or self._before.lower().endswith("according to ")

    @property
    def who(self) -> bool:
        """Whether `who` or `whose` follows."""
        return _WHO.match(self._after) is not None

    @property
    def name_only(self) -> bool:
        """Whether the report says that this is all of a name (`gave only her first name, <name>`)."""
        return _NAME_ONLY.search(self._before) is not None or self._called

    @cached_property
    def _called(self) -> bool:
        """Whether it is the name of `a nurse named <name>`, `a young man called <name>`."""
        found = _CALLED.search(self._before)
        return found is not None and fold(found.group(1)) in PERSON_NOUNS

    @property
    def indefinite(self) -> bool:
        """Whether the apposition opens with `a` or `an`."""
        return self._after.startswith((", a ", ", an "))

    @cached_property
    def noun_before(self) -> str:
        """The word right before the name, folded."""
        found = _WORD.findall(_BREAK.split(self._before)[-1])
        return fold(found[-1].strip(".'’")) if found else ""

    @cached_property
    def apposition(self) -> tuple[str, ...]:
        """Folded words of an apposition up to its first preposition: what follows belongs to somebody else."""
        found = _APPOSITION.match(self._after)
        return _up_to_preposition(found.group(1)) if found else ()

    @cached_property
    def _office(self) -> str:
        """The office of `mayor of the town of Kherson <name>`: no verb can stand in so short a chain of nouns."""
        found = _OFFICE.search(_BREAK.split(self._before)[-1])
        return fold(found.group(1)) if found else ""

    @cached_property
    def _set_off(self) -> str:
        """The noun of `the exiled mayor of the town, <name>,`: the last word before its first preposition."""
        found = _SET_OFF.search(self._before) if self._after[:1] in _CLOSES else None
        if found is None or fold(found.group(1)) in BARE:
            return ""
        return (_up_to_preposition(found.group(1)) or ("",))[-1]


def says(after: str) -> bool:
    """Whether a verb of saying comes first in the words after a name."""
    said = _WORD.match(after.lstrip(" ,"))
    return said is not None and fold(said.group()) in SAYING


def everyday(nouns: Iterable[str], phrase: str) -> frozenset[str]:
    """Nouns without the offices that the rest of their phrase makes everyday ones (`head of the emergency ward`)."""
    places = {fold(word) for word in _WORD.findall(phrase)} & EVERYDAY_PLACES
    return frozenset(nouns) - WEAK_OFFICES if places else frozenset(nouns)


def _up_to_preposition(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in _WORD.findall(text):
        folded = fold(word.strip(".'’"))
        if folded in _ENDS:
            break
        found.append(folded)
    kept = everyday(found, text)
    return tuple(word for word in found if word in kept)
