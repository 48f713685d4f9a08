"""Toponyms in a text: capitalised words matched against the gazetteer, longest first, with what stands around them.

Text in capitals throughout (newswire of old) gives no help by letter case; there a name needs a preposition, a kind
word, a container or prominence.
"""

from __future__ import annotations

from whence.stages.resolve.places import vocabulary as words
from whence.stages.resolve.places.entry import Entry
from whence.stages.resolve.places.mention import Mention
from whence.stages.resolve.places.normalise import key
from whence.stages.resolve.places.pointers import Pointers

LONGEST = 6  # words in a name
KNOWN = 100_000  # population from which a name may open with "the" or "in"


class Scanner(Pointers):
    """One text on its way to mentions."""

    def mentions(self) -> list[Mention]:
        """All mentions in their order, "the city" and "there" among them."""
        found: list[Mention] = []
        at = 0
        while at < len(self.tokens):
            capital = self.tokens[at].capital  # no name and no people's adjective is without
            mention = (
                (self._named(at) if capital else None) or self._back(at) or (self._demonym(at) if capital else None)
            )
            if mention is None:
                at += 1
                continue
            found.append(mention)
            at = max(at + 1, mention.last)
        return found

    def _window(self, at: int) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest run of words from here that is a name: its end and its places."""
        first = self.tokens[at]
        if not first.capital:
            return None
        last = at
        ends = []
        while last < len(self.tokens) and last - at < LONGEST:
            token = self.tokens[last]
            if last > at and not self._joined(last - 1, last):
                break
            if token.capital:
                ends.append(last + 1)
            elif token.lower not in words.PARTICLES:
                break
            last += 1
        for end in reversed(self._named_so_far(at, ends)):
            entries = self._entries(at, end)
            if entries:
                return end, entries
        return None

    def _named_so_far(self, at: int, ends: list[int]) -> list[int]:
        """Those ends up to which the words open some name; where they do not, no longer run is one."""
        start = self.tokens[at].start
        for count, end in enumerate(ends[1:], start=1):
            if not self.gazetteer.opens_name(key(self.text[start : self.tokens[end - 1].end])):
                return ends[:count]
        return ends

    def _entries(self, at: int, end: int) -> tuple[Entry, ...]:
        first, last = self.tokens[at], self.tokens[end - 1]
        name = self.text[first.start : last.end]
        entries = self.gazetteer.find(name)
        if not entries:
            return ()
        if end - at == 1:
            if name in ("us", "Us", "IT") or (name == "US" and self.capitals):
                return ()
            if len(name) == 2 and name.isupper() and name not in ("US", "UK"):
                # Postal codes of states: only behind a comma, "Springfield, MO".
                return tuple(e for e in entries if e.kind == "region") if self._after_comma(at) else ()
            if key(name) in self.gazetteer.abbreviations and not self._after_comma(at):
                # "Miss.", "Ore.", "N.Y." are states behind a town's name alone.
                return tuple(e for e in entries if e.kind in ("country", "settlement"))
            if self.gazetteer.demonym(name) and not any(e.kind == "country" for e in entries):
                return ()
            if len(name) <= 5 and name.isupper() and not self.capitals and not self._dateline(at, end):
                # "LPR", "UK", "NATO": codes of countries and regions only, never villages called Uk.
                entries = tuple(e for e in entries if e.kind in ("country", "region", "area"))
            return entries
        if first.lower in ("the", "a", "in", "at", "of", "and", "near", "to", "from", "on", "for", "with", "by"):
            return tuple(e for e in entries if e.preferred and (e.kind == "country" or e.population > KNOWN))
        if any(t.lower == "and" for t in self.tokens[at:end]):
            return tuple(e for e in entries if e.kind in ("country", "region"))
        return entries

    def _named(self, at: int) -> Mention | None:
        hit = self._window(at)
        if hit is None:
            return self._unknown(at)
        end, entries = hit
        first, last = self.tokens[at], self.tokens[end - 1]
        hint, kind_end = self._kind_after(end)
        if hint in ("district", "region", "facility") and kind_end > end:
            entries = self._full(at, kind_end, entries)
        preposition, head, before, wide, _ = self._before(at)
        doubt = self._doubt(at, kind_end, entries)
        mention = Mention(
            start=first.start,
            end=self.tokens[kind_end - 1].end,
            name=self.text[first.start : last.end],
            entries=entries,
            first=at,
            last=kind_end,
            wide=wide,
            hint=hint or before,
            preposition=preposition,
            head=head,
            doubt=doubt,
            dateline=self._dateline(at, end),
            full=self.text[first.start : self.tokens[kind_end - 1].end] if kind_end > end else "",
        )
        if self._too_weak(mention):
            return None
        return mention

    def _full(self, at: int, kind_end: int, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Places of the name with its kind word ("Migori county") before those of the name alone."""
        name = self.text[self.tokens[at].start : self.tokens[kind_end - 1].end]
        own = tuple(e for e in self.gazetteer.find(name) if e.kind in ("region", "district", "facility"))
        known = {e.id for e in own}
        return own + tuple(e for e in entries if e.id not in known)

    def _unknown(self, at: int) -> Mention | None:
        """A capitalised name after "in", "near", "the village of": a place that the gazetteer lacks, perhaps."""
        token = self.tokens[at]
        if not token.capital or len(token.text) < 3 or key(token.text) in words.common():
            return None
        if self.gazetteer.demonym(token.text) or key(token.text) in words.first_names():
            return None
        preposition, head, before, wide, said = self._before(at)
        if not said and (self.capitals or preposition not in ("in", "at", "near", "outside", "around")):
            return None
        end = at + 1
        while end < len(self.tokens) and end - at < 3 and self.glued(end - 1, end) and self.tokens[end].capital:
            if self.capitals or self.tokens[end].lower in words.KINDS:
                break
            end += 1
        hint, kind_end = self._kind_after(end)
        doubt = self._doubt(at, kind_end, ())
        if end - at > 1 and hint is None and before is None:
            doubt = doubt or "part"
        name = self.text[token.start : self.tokens[end - 1].end]
        return Mention(
            start=token.start, end=self.tokens[kind_end - 1].end, name=name, entries=(), first=at, last=kind_end,
            wide=wide, hint=hint or before, preposition=preposition, head=head, doubt=doubt,
        )  # fmt: skip
