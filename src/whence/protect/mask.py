"""Masking: finds the names of the roll in any string and puts pseudonyms in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import pairwise
from urllib.parse import quote, unquote

from whence.protect.collect import Found
from whence.protect.edits import Edit, Edited, apply
from whence.protect.pieces import PIECE, Key, Piece, fold, joined, pieces
from whence.protect.pseudonym import pseudonym
from whence.protect.roll import REMEMBERED, Roll
from whence.protect.words import AMBIGUOUS, HONORIFICS

_LINKS = re.compile(r"\S{0,2000}://\S{1,2000}|www\.\S{1,2000}|[@#]\w{3,60}|\S{1,60}@\S{1,60}")
_LONG = 16  # pieces from which what is given as a name is a sentence; it shields nobody
_JOINED = 7  # letters from which a name written in one piece (`sambagaye`) is told from a word


class Mask:
    """The names to hide and what to call them; `within` says in which reports the string stands."""

    def __init__(self, roll: Roll, salt: bytes, hidden: Callable[[Key], bool]) -> None:
        self.roll = roll
        self._salt = salt
        self._hidden = hidden
        self._aliases: dict[Key, str] = {}
        self._calls: dict[str, frozenset[str]] = {}

    @cached_property
    def _full_names(self) -> dict[Key, Key | None]:
        """All names of several pieces, and who is meant; None where nobody is hidden."""
        known: dict[Key, Key | None] = dict.fromkeys(
            name for name in (*self.roll.others, *self.roll.public) if not self._holds_private(name)
        )
        known |= {name: who if self._hidden(who) else None for name, who in self.roll.private.items()}
        return {name: who for name, who in known.items() if len(name) > 1}

    @cached_property
    def _lengths(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """First two pieces to how long the names are that open so, longest first.

        Names themselves are looked up: a large record has hundreds that open with one title and given name.
        """
        found: dict[tuple[str, str], set[int]] = {}
        for name in self._full_names:
            found.setdefault((name[0], name[1]), set()).add(len(name))
        return {opening: tuple(sorted(lengths, reverse=True)) for opening, lengths in found.items()}

    @cached_property
    def _telling(self) -> frozenset[str]:
        """Pieces without one of which no hidden name stands in a string, but for what a report calls somebody."""
        opening = {name[0] for name, who in self._full_names.items() if who is not None}
        return frozenset(opening | self._run_together.keys())

    def clean(self, text: str, within: Iterable[str]) -> bool:
        """Whether certainly nothing in a string has to be hidden: quick to say, and true of most strings."""
        found = {fold(piece) for piece in PIECE.findall(text)}
        return self._telling.isdisjoint(found) and all(found.isdisjoint(self._called(report)) for report in within)

    def _called(self, report: str) -> frozenset[str]:
        """The single pieces by which a report calls somebody who is hidden."""
        known = self._calls.get(report)
        if known is None:
            bearers = self.roll.local.get(report, {}).items()
            known = frozenset(piece for piece, those in bearers if any(self._is_hidden(who) for who in those))
            known |= {name[0] for name in self.roll.short.get(report, ())}
            if len(self._calls) >= REMEMBERED:
                self._calls.clear()
            self._calls[report] = known
        return known

    @cached_property
    def _run_together(self) -> dict[str, Key]:
        names = ((name, who) for name, who in sorted(self.roll.private.items()) if self._hidden(who))
        return {"".join(name): who for name, who in names if len("".join(name)) >= _JOINED}

    def _holds_private(self, name: Key) -> bool:
        """Whether a private name stands inside (`Bintou Diop of the Red Cross`): then it shields nobody."""
        cuts = ((a, b) for a in range(len(name)) for b in range(a + 2, len(name) + 1) if b - a < len(name))
        return len(name) >= _LONG or any(name[a:b] in self.roll.private for a, b in cuts)

    def states(self, found: Found) -> dict[Key, str]:
        """What is to be known of each name to mask a text: where none of these changes, no masking does.

        Texts in which a name is not written, and reports in which it was not heard, do not depend on it.
        """
        roll = self.roll
        single = {name for name in (*found.others, *found.public) if len(name) == 1}
        names = {*self._full_names, *roll.private, *roll.sealed, *roll.public, *roll.others, *single}
        return {
            name: repr((
                self._full_names.get(name, ""), roll.private.get(name), name in roll.sealed, name in roll.public,
                name in roll.others, name in single, self._hidden(name),
            ))
            for name in names
        }  # fmt: skip

    def alias(self, name: Key) -> str:
        """What a person is called in the export."""
        if name not in self._aliases:
            self._aliases[name] = pseudonym(name, self._salt)
        return self._aliases[name]

    def private(self, name: Key, report: str) -> bool:
        """Whether a name means a private person in a report, hidden by the policy or not."""
        if not name:
            return False
        if name in self.roll.private or name in self.roll.short.get(report, ()):
            return True
        bearers = self.roll.local.get(report, {}).get(name[-1], ()) if len(name) == 1 else ()
        return any(bearer in self.roll.private for bearer in bearers)

    def hidden_persons(self) -> frozenset[Key]:
        """Everybody who goes under a pseudonym."""
        short = (name for names in self.roll.short.values() for name in names)
        return frozenset(who for who in (*self.roll.private.values(), *short) if self._hidden(who))

    def apply(self, text: str, within: Iterable[str] = (), extra: Iterable[Edit] = ()) -> Edited:
        """A text with every hidden name replaced, and the offsets after it."""
        within = tuple(within)
        if self.clean(text, within):
            return apply(text, extra)
        return apply(text, [*_Search(self, text, within).edits(), *extra])

    def words(self, text: str, within: Iterable[str] = ()) -> str:
        """A string with every hidden name replaced; addresses and paths keep their form."""
        if "://" in text or ("/" in text and " " not in text):
            return self.slug(text, within)
        return self.apply(text, within).text

    def slug(self, address: str, within: Iterable[str] = ()) -> str:
        """A URL or path with every hidden name replaced, in any case, accented or not, percent-encoded or not."""
        plain, within = unquote(address), tuple(within)
        found = [] if self.clean(plain, within) else _Search(self, plain, within, anycase=True).edits()
        if not found:
            return address
        edits = [Edit(e.start, e.end, e.words.lower().replace(" ", "-")) for e in found]
        masked = apply(plain, edits).text
        return masked if plain == address else quote(masked, safe="/:?#[]@!$&'()*+,;=~%-._")

    def _is_hidden(self, name: Key) -> bool:
        return name in self.roll.private and self._hidden(name)


class _Search:
    """One pass over the pieces of one string."""

    def __init__(self, mask: Mask, text: str, within: tuple[str, ...], *, anycase: bool = False) -> None:
        self.mask, self.text, self.within, self.anycase = mask, text, within, anycase
        self.pieces = pieces(text)
        self.links = [m.span() for m in _LINKS.finditer(text)]
        self.last: dict[str, Key] = {}  # piece -> the person last named in full with it

    def edits(self) -> list[Edit]:
        found: list[Edit] = []
        at = 0
        while at < len(self.pieces):
            length, edit = self._full(at) or self._alone(at) or (1, None)
            if edit is not None:
                found.append(edit)
            at += length
        return found

    def _full(self, at: int) -> tuple[int, Edit | None] | None:
        for length in self.mask._lengths.get(self._opening(at), ()):
            name = tuple(piece.folded for piece in self.pieces[at : at + length])
            if len(name) == length and name in self.mask._full_names and self._stands(at, length):
                who = self.mask._full_names[name]
                for part in name:
                    self.last[part] = who or name
                return length, self._edit(at, at + length, who)
        who = self.mask._run_together.get(self.pieces[at].folded)
        return (1, self._edit(at, at + 1, who)) if who else None

    def _opening(self, at: int) -> tuple[str, str]:
        """The first two pieces of whatever begins here."""
        return self.pieces[at].folded, self.pieces[at + 1].folded if at + 1 < len(self.pieces) else ""

    def _stands(self, at: int, length: int) -> bool:
        """Whether that many pieces may belong to one name, by what stands between them."""
        return all(joined(self.text, a, b) for a, b in pairwise(self.pieces[at : at + length]))

    def _alone(self, at: int) -> tuple[int, Edit | None] | None:
        """A surname or given name by itself: masked where the report gives it to a private person."""
        piece = self.pieces[at]
        who = self._bearer(piece)
        if who is None or not self._plausible(piece, at, sure=len(who) == 1):
            return None
        start = at - 1 if self._initial(at, who) else at
        return 1, self._edit(start, at + 1, who)

    def _bearer(self, piece: Piece) -> Key | None:
        name = (piece.folded,)
        roll = self.mask.roll
        if any(name in roll.short.get(report, ()) for report in self.within):
            return name if self.mask._hidden(name) else None
        bearers = sorted({who for report in self.within for who in roll.local.get(report, {}).get(piece.folded, ())})
        if len(bearers) > 1 and self.last.get(piece.folded) in bearers:
            bearers = [self.last[piece.folded]]
        hidden = [who for who in bearers if self.mask._is_hidden(who)]
        if not hidden:
            return None
        return hidden[0] if len(bearers) == 1 else name

    def _plausible(self, piece: Piece, at: int, *, sure: bool) -> bool:
        named_so = (piece.folded,) in self.mask.roll.others and not sure
        if piece.folded in AMBIGUOUS or named_so:
            return at > 0 and self._introduced(at)
        inside_link = any(start <= piece.start < end for start, end in self.links)
        return piece.text[0].isupper() or self.anycase or inside_link or not piece.text[0].islower()

    def _introduced(self, at: int) -> bool:
        before = self.pieces[at - 1]
        return joined(self.text, before, self.pieces[at]) and (
            before.folded in HONORIFICS or (len(before.text) == 1 and before.capital)
        )

    def _initial(self, at: int, who: Key) -> bool:
        if at == 0 or len(who) < 2:
            return False
        before = self.pieces[at - 1]
        return len(before.text) == 1 and before.folded == who[0][0] and joined(self.text, before, self.pieces[at])

    def _edit(self, first: int, after: int, who: Key | None) -> Edit | None:
        if who is None:
            return None
        return Edit(self.pieces[first].start, self.pieces[after - 1].end, self.mask.alias(who))
