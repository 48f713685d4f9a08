"""From the words that name a source to a link: name, kind, role, channel, and whether the person is private."""

from __future__ import annotations

import re

from whence.linkage.directory import directory, key
from whence.nlp.attribution_entities import Cast, Entity
from whence.nlp.attribution_nouns import BODY_HEADS, COLLECTIVES, DOCUMENT_HEADS, UNNAMED_HEADS
from whence.nlp.names import describe, singular, words_of
from whence.protect.pieces import fold
from whence.schema.reading import Attribution, Reading
from whence.schema.records import Link, LinkKind, Report
from whence.stages.attribute.media import media
from whence.stages.attribute.sources import Named, is_public_role, own_outlet, split, without_article
from whence.stages.attribute.via import through, via


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HEARERS = _words("reporters journalists court parliament lawmakers congress senators")
_LISTED = re.compile(r"^(?:[\w’'-]+\s+){0,4}?(?:affiliate|station|broadcaster|site)\s+(\S+(?:\s\S+)?)$")


class Sources:
    """Links of one report's attributions; holds the report, its reading and who is who in it."""

    def __init__(self, report: Report, reading: Reading, company: Cast) -> None:
        self.report = report
        self.reading = reading
        self.company = company
        self.media = media(report.text)
        self.known: dict[tuple[int, int, str], tuple[Link, ...]] = {}

    def links(self, one: Attribution) -> tuple[Link, ...]:
        """The links of an attribution: none for the report's own outlet, two where two sources say it together."""
        if one.source is None:
            return ()
        at = (one.source.start, one.source.end, f"{one.cue.start} {one.cue.found_by}")
        if at not in self.known:
            made = [
                self._link(one, start, end) for start, end in split(self.report.text, one.source.start, one.source.end)
            ]
            self.known[at] = tuple(link for link in made if link is not None)
        return self.known[at]

    def _link(self, one: Attribution, start: int, end: int) -> Link | None:
        text = self.report.text
        channel, start, end = through(text, start, end)
        named = self._named(text[start:end], start, end)
        if named is None or own_outlet(named, self.report):
            return None
        if one.cue.found_by == "attribution.hearer" and named.kind not in ("outlet", "agency"):
            return None
        return Link(
            text=text[start:end],
            start=start,
            end=end,
            found_by=one.cue.found_by,
            confidence=one.cue.confidence,
            name=named.name,
            kind=named.kind,
            role=named.role,
            via=channel or via(text, one, self.reading),
            private=named.private,
        )

    def _named(self, phrase: str, start: int, end: int) -> Named | None:
        bare = without_article(phrase)
        outlet = directory().outlet(_plain_outlet(phrase))
        entity = self.company.who(start, end)
        if outlet is not None and not (entity is not None and entity.sort == "person"):
            return Named(outlet.name, outlet.kind, None, False)
        described = self.media.get(key(_plain_outlet(phrase)))
        if described is not None and not (entity is not None and entity.sort == "person"):
            return Named(_plain_outlet(phrase), described, None, False)
        if entity is None:
            return self._unresolved(phrase, bare, start)
        return self._of(entity, bare, phrase)

    def _unresolved(self, phrase: str, bare: str, start: int) -> Named | None:
        """A pronoun for nobody known: the document named last before `it`, else the words themselves."""
        if not bare:
            return None
        if phrase.lower() == "it":
            before = words_of(self.report.text[max(0, start - 400) : start])
            document = next((word for word in reversed(before) if fold(word) in DOCUMENT_HEADS), None)
            if document is not None:
                return Named(singular(fold(document)), "document", None, False)
        return Named(bare, "unnamed", None, False)

    def _of(self, entity: Entity, bare: str, phrase: str) -> Named:
        if entity.sort == "person":
            return Named(entity.name, "person", entity.role, not is_public_role(entity.role, entity.name, entity.heads))
        outlet = directory().outlet(_plain_outlet(entity.name))
        if outlet is not None:
            return Named(outlet.name, outlet.kind, None, False)
        if entity.sort == "document":
            return Named(entity.name, "document", None, False)
        kind = self._kind(entity, bare, phrase)
        private = kind == "person" and not is_public_role(None, entity.name, entity.heads)
        return Named(entity.name, kind, entity.role if entity.sort == "someone" else None, private)

    def _kind(self, entity: Entity, bare: str, phrase: str) -> LinkKind:
        described = describe(phrase)
        head = described.head
        if entity.sort == "someone" or head in UNNAMED_HEADS:
            return "organisation" if head == "police" else "unnamed"
        if directory().state(bare) or directory().body(bare):
            return "unnamed" if head in COLLECTIVES - {"police"} else "organisation"
        if entity.sort == "body":
            return "organisation" if head in BODY_HEADS or not _person_like(bare) else "person"
        return "unnamed"


def _plain_outlet(phrase: str) -> str:
    """`the state news agency KCNA`, `the agency Amihan News`: the name behind the description."""
    words = phrase.split()
    for at in range(len(words) - 1, -1, -1):
        if (
            words[at][:1].islower()
            and at + 1 < len(words)
            and fold(words[at])
            in (
                "agency",
                "newspaper",
                "magazine",
                "daily",
                "website",
                "channel",
                "broadcaster",
                "outlet",
                "station",
                "network",
                "weekly",
                "portal",
                "blog",
                "newswire",
                "paper",
                "site",
            )
        ):
            return " ".join(words[at + 1 :])
    plain = re.sub(r"\s*\([^()]*\)$", "", phrase)
    named = _LISTED.search(plain)
    return named.group(1) if named and key(named.group(1)) in directory().outlets else plain


def _person_like(bare: str) -> bool:
    """A single capitalised word that is no acronym: more often a surname than a body."""
    words = words_of(bare)
    return (
        len(words) == 1
        and not words[0].isupper()
        and directory().state(bare) is None
        and key(bare) not in directory().bodies
    )
