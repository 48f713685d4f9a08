"""Why a match may be no place: part of a person's or a body's name, part of a longer name, an everyday word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.stages.resolve.places import vocabulary as words
from whence.stages.resolve.places.entry import Entry
from whence.stages.resolve.places.gazetteer import Gazetteer
from whence.stages.resolve.places.mention import Doubt, Mention, Token
from whence.stages.resolve.places.normalise import key
from whence.stages.resolve.places.surroundings import Surroundings

KNOWN_CAPS = 40_000  # population from which a bare name in capitals counts
DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$"
)


class Doubts(Surroundings):
    """A text whose people are known, so that their names are told from places."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        super().__init__(text, gazetteer)
        self.names_of_people = self._people()

    def _doubt(self, at: int, end: int, entries: Sequence[Entry]) -> Doubt:
        """Why the match may be no place: part of a person's, a body's or a longer name."""
        before = self.tokens[at - 1] if self._adjacent(at - 1, at) else None
        after = self.tokens[end] if end < len(self.tokens) and self._adjacent(end - 1, end) else None
        if before and (before.lower in words.TITLES or (before.capital and key(before.text) in words.first_names())):
            return "person"
        if before and re.fullmatch(r"[A-Z]", before.text) and not self.capitals:
            return "person"
        if after and after.lower in words.BODIES and (after.capital or after.lower in ("government", "administration")):
            return "body"
        name = self.text[self.tokens[at].start : self.tokens[end - 1].end]
        if end - at == 1 and key(name) in self.names_of_people:
            return "person"
        if after and after.lower in words.WAYS:
            return "part"
        if self._named_after(at):
            return "part"
        if self.capitals:
            return ""
        if after and after.capital and self._foreign(after, entries):
            return "part"
        if before and before.capital and not self._opens(at - 1) and self._foreign(before, entries):
            return "part"
        if before and before.capital and self._opens(at - 1) and key(before.text) not in words.common():
            return "part" if self._foreign(before, entries) else ""
        return ""

    def _named_after(self, at: int) -> bool:
        """Behind "of" in another tongue: the Anglais of "Promenade des Anglais"."""
        if not self.glued(at - 2, at - 1) or not self._adjacent(at - 1, at):
            return False
        particle = self.tokens[at - 1].lower in words.LINKING
        return particle and self.tokens[at - 2].capital and self.tokens[at - 2].lower not in words.PREPOSITIONS

    def _foreign(self, token: Token, entries: Sequence[Entry]) -> bool:
        """A capitalised neighbour that makes the name a part of something else."""
        word = token.lower
        if word in words.FILLERS or word in words.KINDS or word in words.PREPOSITIONS or DAY.match(word):
            return False
        if self.gazetteer.demonym(word) or word in words.SMALL:
            return False
        return not any(e.kind == "country" for e in entries) or word in words.BODIES or token.text.istitle()

    def _people(self) -> frozenset[str]:
        """Keys of surnames: last words of runs that a first name or a title opens."""
        found: set[str] = set()
        for at, token in enumerate(self.tokens):
            named = token.capital and key(token.text) in words.first_names()
            if not named and token.lower not in words.TITLES:
                continue
            last = at
            while last - at < 3 and self.glued(last, last + 1) and self.tokens[last + 1].capital:
                word = self.tokens[last + 1].lower
                if (self.capitals and last > at) or key(word) in words.common() or self.gazetteer.demonym(word):
                    break
                last += 1
            found.update(key(t.text) for t in self.tokens[at + 1 : last + 1] if len(t.text) > 2)
        return frozenset(found)

    def _too_weak(self, mention: Mention) -> bool:
        """Whether a match is more likely a word than a name."""
        single = mention.last - mention.first == 1 or " " not in mention.name
        everyday = single and key(mention.name) in words.common()
        placed = mention.preposition in words.AT or mention.hint is not None or mention.dateline
        if everyday and (self.capitals or self._opens(mention.first) or mention.preposition not in words.AT):
            return not any(e.kind == "country" for e in mention.entries)
        if key(mention.name) in words.SEATS or (everyday and key(mention.name) in words.NEVER):
            return True
        if (
            mention.hint is None
            and not self.capitals
            and self._articled(mention.first)
            and not self._event(mention.last)
        ):
            # "outside the Opera": settlements carry no article.
            return all(e.kind in ("settlement", "district") for e in mention.entries)
        if single and key(mention.name) in words.first_names() and not placed:
            return not any(e.kind in ("country", "region") for e in mention.entries)
        if self.capitals and not placed and mention.preposition is None:
            known = any(e.kind in ("country", "region", "area") or e.population >= KNOWN_CAPS for e in mention.entries)
            return not known
        return False
