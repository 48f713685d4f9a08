"""Who is who in one report: names, surnames, pronouns and roles brought together, without looking outside it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from whence.nlp.attribution_acronyms import acronyms
from whence.nlp.attribution_entities import NEAR, SMALL, Cast, Entity, Sort, bare, clash, heads, sort_of, tidy
from whence.nlp.attribution_nouns import PERSON_HEADS, ROLE_HEADS
from whence.nlp.attribution_openings import opening_body
from whence.nlp.attribution_roles import role_beside
from whence.nlp.lexicon_wordset import wordset
from whence.nlp.names import Described, describe, gender, is_age, singular, surname, words_of
from whence.protect.persons import mentions
from whence.protect.pieces import fold
from whence.schema.reading import Attribution, Cluster, Sentence
from whence.schema.records import Span

SPOKESMEN = wordset("spokesman spokeswoman spokesperson")
LEADING = wordset("head chair leader")
RANKS = wordset("general colonel major captain lieutenant sergeant brigadier admiral inspector superintendent")


class _Mention(Struct, frozen=True):
    start: int
    end: int
    sentence: int
    speaks: bool
    named: str | None = None  # a personal name found in running text
    passing: bool = False  # a surname alone in running text: no source, but a pronoun may mean it


def cast(text: str, sentences: Sequence[Sentence], attributions: Sequence[Attribution], *, shouting: bool) -> Cast:
    """Gather every named person and every source of a report, in order of the text."""
    starts = [sentence.start for sentence in sentences]
    found = _mentions(text, starts, attributions)
    company = _Company(text, starts, shouting)
    for mention in found:
        company.add(mention)
    company.look_ahead(found)
    return Cast(tuple(company.entities), dict(company.at))


def clusters(text: str, company: Cast) -> tuple[Cluster, ...]:
    """The cast as reading values, in order of first mention."""
    out = []
    for entity in company.entities:
        spans = tuple(
            Span(text=text[a:b], start=a, end=b, found_by="attribution.clusters", confidence=0.7)
            for a, b in sorted(entity.places)
        )
        if spans:
            out.append(Cluster(name=entity.name, mentions=spans))
    return tuple(sorted(out, key=lambda cluster: (cluster.mentions[0].start, cluster.mentions[0].end)))


def _mentions(text: str, starts: list[int], attributions: Sequence[Attribution]) -> list[_Mention]:
    found: dict[tuple[int, int], _Mention] = {}
    for person in mentions(text):
        if person.end - person.start > 2:
            key = (person.start, person.end)
            found[key] = _Mention(*key, bisect_right(starts, person.start), False, text[person.start : person.end])
    for one in attributions:
        if one.source is not None:
            key = (one.source.start, one.source.end)
            known = found.get(key)
            found[key] = _Mention(*key, bisect_right(starts, key[0]), True, known.named if known else None)
    for start, end in _surnames(text, [one for one in found.values() if one.named]):
        if not any(start < b and a < end for a, b in found):
            found[(start, end)] = _Mention(start, end, bisect_right(starts, start), False, passing=True)
    return sorted(found.values(), key=lambda mention: (mention.start, -mention.end))


def _surnames(text: str, persons: Sequence[_Mention]) -> Iterator[tuple[int, int]]:
    """Where people who are named in full are called by the surname alone: pronouns may mean them."""
    full = [words_of(one.named or "") for one in persons]
    last = {words[-1] for words in full if len(words) > 1 and len(words[-1]) > 2 and words[-1][0].isupper()}
    if last:
        for match in re.finditer(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(last)))})(?![\w-])", text):
            yield match.span()


class _Company:
    """Entities in the making."""

    def __init__(self, text: str, starts: list[int], shouting: bool) -> None:
        self.text = text
        self.starts = starts
        self.shouting = shouting
        self.entities: list[Entity] = []
        self.at: dict[tuple[int, int], int] = {}
        self.recent: list[tuple[int, int, bool]] = []  # (entity, sentence, speaks), oldest first
        self.full = acronyms(text)

    def add(self, mention: _Mention) -> None:
        phrase = self.text[mention.start : mention.end]
        described = describe(phrase)
        if mention.passing:
            known = self._surname(described)
            if known is not None:
                self.recent.append((known, mention.sentence, False))
            return
        name = described.name or (mention.named if mention.named else None)
        if described.pronoun:
            index = self._pronoun(described, mention)
        elif name is not None:
            index = self._named(" ".join(name.split()), described, mention)
        else:
            index = self._surname(described) if not described.role else None
            if index is None:
                index = self._described(described, mention)
        if index is None:
            return
        self.at[(mention.start, mention.end)] = index
        self.entities[index].seen(mention.start, mention.end)
        self.recent.append((index, mention.sentence, mention.speaks))

    def _named(self, name: str, described: Described, mention: _Mention) -> int:
        role = described.role or role_beside(self.text, mention.start, mention.end)
        beside = role_beside(self.text, mention.start, mention.end) or ""
        role = max((role or "", beside), key=len) or None
        index = self._known(name)
        if index is None:
            index = self._new(Entity(name=tidy(name, self.shouting), sort="person"))
        entity = self.entities[index]
        if len(words_of(name)) > len(words_of(entity.name)):
            entity.name = tidy(name, self.shouting)
        if role and (entity.role is None or len(role) > len(entity.role)) and len(role) < 120:
            entity.role = role
        entity.heads |= heads(role or "") | heads(described.phrase)
        entity.gender = entity.gender or gender(name, role, described.phrase)
        return index

    def _known(self, name: str) -> int | None:
        """The latest person with that surname whose given names do not speak against it."""
        parts = [fold(part.rstrip(".")) for part in words_of(name)]
        for index in reversed(range(len(self.entities))):
            entity = self.entities[index]
            if entity.sort != "person":
                continue
            other = [fold(part.rstrip(".")) for part in words_of(entity.name)]
            if parts == other or (len(parts) == 1 and parts[0] in other) or (len(other) == 1 and other[0] in parts):
                return index
            if (
                parts[-1] == other[-1]
                and len(parts) > 1
                and len(other) > 1
                and parts[0][0] == other[0][0]
                and (parts[0] == other[0] or min(len(parts[0]), len(other[0])) == 1)
            ):
                return index
        return None

    def _surname(self, described: Described) -> int | None:
        """A bare capitalised word or two that some person of the report is called by."""
        words = [word for word in words_of(described.phrase) if fold(word.rstrip(".")) not in ("the",)]
        if not 1 <= len(words) <= 3 or not all(word[0].isupper() for word in words):
            return None
        last = fold(words[-1].rstrip("."))
        for index in reversed(range(len(self.entities))):
            entity = self.entities[index]
            if entity.sort == "person" and last in (
                surname(entity.name),
                *[fold(part) for part in words_of(entity.name)],
            ):
                return index
        return None

    def _pronoun(self, described: Described, mention: _Mention) -> int | None:
        """Whom a pronoun means: the latest that fits; of those in one sentence who speaks there, then who opens it."""
        kind = described.head
        wanted = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}.get(kind)
        if kind in ("it", "its"):
            opening = self._opening(mention)
            if opening is not None:
                return opening
        fitting: list[tuple[int, int, bool]] = []
        for index, where, speaks in reversed(self.recent):
            if mention.sentence - where > 12 or (fitting and where != fitting[0][1]):
                break
            if self._fits(self.entities[index], kind, wanted):
                fitting.append((index, where, speaks))
        if not fitting:
            return None
        speakers = [one for one in fitting if one[2]]
        index = speakers[0][0] if speakers else fitting[-1][0]
        if wanted is not None:
            self.entities[index].gender = self.entities[index].gender or wanted
        return index

    def _fits(self, entity: Entity, kind: str, wanted: str | None) -> bool:
        if wanted is not None:
            return entity.sort in ("person", "someone") and not entity.plural and entity.gender in (wanted, None)
        if kind in ("it", "its"):
            return entity.sort in ("body", "document", "other") and not entity.plural
        return entity.plural or entity.sort == "body"

    def _opening(self, mention: _Mention) -> int | None:
        """The body that opens the sentence of `it`, or the sentence before where no body speaks in that."""
        for number in (mention.sentence, mention.sentence - 1):
            if number < mention.sentence and any(
                where == number and speaks and self._fits(self.entities[index], "it", None)
                for index, where, speaks in reversed(self.recent[-12:])
            ):
                return None
            at = self.starts[number - 1] if 0 < number <= len(self.starts) else mention.start
            found = opening_body(self.text, at, mention.start)
            if found is not None:
                described = describe(self.text[found[0] : found[1]])
                if described.name is None:
                    return self._described(described, _Mention(*found, number, False))
        return None

    def _described(self, described: Described, mention: _Mention) -> int:
        head, sort = described.head, sort_of(described)
        if described.definite or sort == "body":
            index = self._same_head(described, sort)
            if index is not None:
                return index
        phrase = bare(described.phrase)
        name = tidy(self.full.get(phrase, phrase), self.shouting)
        role = described.role or (role_beside(self.text, mention.start, mention.end) if sort == "someone" else None)
        return self._new(
            Entity(
                name=name,
                sort=sort,
                role=role,
                plural=described.plural,
                definite=described.definite,
                gender=gender(None, role, described.phrase),
                heads={head} | heads(described.phrase),
            )
        )

    def _same_head(self, described: Described, sort: Sort) -> int | None:
        """The latest person, body or document that the head noun fits: `the governor`, `the 58-year-old`."""
        phrase = bare(described.phrase)
        wanted = {fold(word) for word in words_of(self.full.get(phrase, phrase))} - SMALL
        for index, _, _ in reversed(self.recent):
            entity = self.entities[index]
            if is_age(described.phrase):
                if entity.sort in ("person", "someone") and not entity.plural:
                    return index
                continue
            own = {fold(word) for word in words_of(entity.name)} - SMALL
            if sort in ("body", "other"):
                if entity.sort in ("body", "other") and (
                    wanted == own or (described.definite and wanted <= own) or (own <= wanted and len(own) > 1)
                ):
                    return index
            elif sort == "someone":
                fits = described.head in entity.heads or described.head in {singular(one) for one in entity.heads}
                if (
                    entity.sort in ("person", "someone")
                    and fits
                    and entity.plural == described.plural
                    and not clash(wanted, entity)
                ):
                    return index
            elif entity.sort == "document" and described.head in entity.heads and described.definite:
                return index
        return None

    def _new(self, entity: Entity) -> int:
        self.entities.append(entity)
        return len(self.entities) - 1

    def look_ahead(self, found: list[_Mention]) -> None:
        """Give a role that spoke first (`the governor said`) the name that the report has for it."""
        for place, mention in enumerate(found):
            index = self.at.get((mention.start, mention.end))
            if index is None or not self._waits(index):
                continue
            other = self._next_name(index, mention, found[place + 1 :])
            if other is not None:
                self._join(index, other)
            else:
                self._join_only(index)

    def _next_name(self, index: int, mention: _Mention, following: Sequence[_Mention]) -> int | None:
        """The name that follows a role within a few sentences."""
        for later in following:
            if later.sentence - mention.sentence > NEAR:
                return None
            other = self.at.get((later.start, later.end))
            if other is not None and other != index and self._names(self.entities[index], other, later, mention):
                return other
        return None

    def _join_only(self, index: int) -> None:
        """Give a role the one named person of the report who holds it and nobody else does."""
        role = self.entities[index]
        offices = role.heads & ROLE_HEADS
        wanted = self._modifiers(role.role or role.name, role.heads)
        held = [
            other
            for other, named in enumerate(self.entities)
            if named.sort == "person" and offices & named.heads and not _unlike(role, named)
        ]
        fitting = [
            one for one in held if wanted & self._modifiers(self.entities[one].role or "", role.heads) or not wanted
        ]
        if len(fitting) == 1 and (wanted or (len(held) == 1 and role.definite)):
            self._join(index, fitting[0])

    def _other_office(self, role: Entity, named: Entity) -> bool:
        """Whether both offices are told more nearly, and the words have nothing in common."""
        wanted = self._modifiers(role.role or role.name, role.heads)
        other = self._modifiers(named.role or "", role.heads)
        return bool(wanted) and bool(other) and not wanted & other

    def _modifiers(self, phrase: str, own: set[str]) -> set[str]:
        folded = {fold(word.rstrip(".")).removesuffix("'s").removesuffix("’s") for word in words_of(phrase)}
        return {word for word in folded if singular(word) not in own} - SMALL

    def _waits(self, index: int) -> bool:
        entity = self.entities[index]
        return entity.sort == "someone" and not entity.plural and (entity.definite or bool(entity.heads & SPOKESMEN))

    def _names(self, role: Entity, index: int, later: _Mention, mention: _Mention) -> bool:
        named = self.entities[index]
        if named.sort != "person" or min(named.places)[0] < mention.start:
            return False
        offices = role.heads & (ROLE_HEADS | PERSON_HEADS)
        shared = offices & named.heads
        if not role.definite and (
            later.sentence - mention.sentence > 1 or not later.speaks or (shared and self._other_office(role, named))
        ):
            return False
        unclaimed = not (named.heads & ROLE_HEADS - RANKS) or any(
            head in ("head", "chair", "leader") for head in named.heads
        )
        return not _unlike(role, named) and (
            bool(shared) or (later.speaks and unclaimed and bool(offices & ROLE_HEADS))
        )

    def _join(self, role: int, name: int) -> None:
        source, into = self.entities[role], self.entities[name]
        into.role = max(
            (into.role or "", source.role or source.name), key=lambda one: (bool(heads(one) & ROLE_HEADS), len(one))
        )
        into.heads |= source.heads
        for place in source.places:
            into.seen(*place)
        source.places.clear()
        for key, index in list(self.at.items()):
            if index == role:
                self.at[key] = name


def _unlike(one: Entity, other: Entity) -> bool:
    return one.gender is not None and other.gender is not None and one.gender != other.gender
