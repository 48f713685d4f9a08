"""Words that mean a place without its name: "the city", "there", "Ukrainian territories"."""

from __future__ import annotations

from whence.stages.resolve.places import vocabulary as words
from whence.stages.resolve.places.doubts import Doubts
from whence.stages.resolve.places.mention import Mention

NOT_A_TOWN = frozenset({"of", "council", "hall", "department", "television"})  # behind "the city", "the state"


class Pointers(Doubts):
    """A text whose pointing words are found."""

    def _back(self, at: int) -> Mention | None:
        """ "the city", "this country", "there", "here": words that point back to a place."""
        token = self.tokens[at]
        kind = words.BACK.get(token.lower)
        if kind is None:
            return self._there(at)
        before = self.tokens[at - 1] if self.glued(at - 1, at) else None
        skipped = 0
        while (
            before and before.lower in words.FILLERS - {"the"} and skipped < 3 and self.glued(at - 2 - skipped, at - 1)
        ):
            skipped += 1
            before = self.tokens[at - 1 - skipped]
        if before is None or before.lower not in words.POINTING:
            return None
        if self.glued(at, at + 1) and self.tokens[at + 1].lower in NOT_A_TOWN:
            return None
        preposition, _, _, wide, _ = self._before(at)
        return Mention(
            start=before.start, end=token.end, name=token.text, entries=(), first=at - 1 - skipped, last=at + 1,
            wide=min(wide, before.start), preposition=preposition, back=kind,
        )  # fmt: skip

    def _there(self, at: int) -> Mention | None:
        token = self.tokens[at]
        if token.lower not in ("there", "here"):
            return None
        after = self.tokens[at + 1].lower if at + 1 < len(self.tokens) else ""
        if after in words.NO_SCENE:
            return None
        return Mention(
            start=token.start, end=token.end, name=token.text, entries=(), first=at, last=at + 1, wide=token.start,
            preposition="in", back="any",
        )  # fmt: skip

    def _demonym(self, at: int) -> Mention | None:
        """ "occupied Ukrainian territories", "34 Russian cities": a country by its adjective."""
        token = self.tokens[at]
        if not token.capital or not self.glued(at, at + 1):
            return None
        iso = self.gazetteer.demonym(token.text)
        noun = self.tokens[at + 1].lower
        if iso is None or noun not in words.GROUNDS:
            return None
        preposition, _, _, wide, _ = self._before(at)
        seat = noun == "capital"
        country = self.gazetteer.capital(iso) if seat else self.gazetteer.country(iso)
        return Mention(
            start=token.start, end=self.tokens[at + 1].end, name=token.text, entries=(country,) if country else (),
            first=at, last=at + 2, wide=wide, preposition=preposition,
            hint="settlement" if seat else "country", demonym=iso,
        )  # fmt: skip
