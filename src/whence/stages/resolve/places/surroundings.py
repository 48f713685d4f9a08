"""What stands around a name: the preposition before it, the kind word beside it, the line and sentence it opens."""

from __future__ import annotations

import re

from whence.stages.resolve.places import vocabulary as words
from whence.stages.resolve.places.gazetteer import Gazetteer
from whence.stages.resolve.places.mention import Token
from whence.stages.resolve.places.tokens import in_capitals, tokens

GLUE = re.compile(r"^(?:[ \t\u00a0]*\n?[ \t\u00a0]*)$")
COUNTED = re.compile(r"^\s[\d,.]{1,9}\s$")  # "in 34 Russian cities"
DATELINE = re.compile(
    r"\s*(?:,\s*[A-Z][\w. ]{1,24})?\s*(?:,\s*(?:\d{1,2}\s)?[A-Z][a-z]{2,8}\.?\s?\d{0,2}(?:\s\d{2,4})?)?\s*"
    r"(?:\([^)]{2,40}\))?\s*(?:—|–|--|-\s|\(|,\s\d{1,2}\s[A-Z]{3}\s\d{2})"
)
# "SAINT-LOUIS." or "Skadovsk, Sunday." at the head of a paragraph.
HEADED = re.compile(
    r"(?:\.|:|\s*[—–]|,\s(?:[A-Z][a-z]+day|\d{1,2}\s[A-Z][a-z]+|[A-Z][a-z]+\s\d{1,2})\.?)[ \t]*(?=\s|$)"
)
OPENING = frozenset('.!?\n“":•—-*)]')
HEAD = 600  # code points in which a dateline may stand
BLANKS = " \t\u00a0"


class Surroundings:
    """A text as tokens, with questions about what stands beside them."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.gazetteer = gazetteer
        self.tokens: list[Token] = tokens(text)
        self.capitals = in_capitals(text)
        self._glued = [self._on_from(left) for left in range(len(self.tokens) - 1)]

    def gap(self, left: int) -> str:
        """What stands between a token and the next, shortened where it is long."""
        return self.text[self.tokens[left].end : min(self.tokens[left + 1].start, self.tokens[left].end + 40)]

    def left_of(self, at: int, width: int) -> str:
        """A few characters before a token."""
        start = self.tokens[at].start
        return self.text[max(0, start - width) : start]

    def glued(self, left: int, right: int) -> bool:
        """Only blanks (one line break at most) between two neighbouring tokens, no possessive ending."""
        return right == left + 1 and 0 <= left < len(self._glued) and self._glued[left]

    def _on_from(self, left: int) -> bool:
        if self.tokens[left].possessive:
            return False
        gap = self.gap(left)
        return gap == " " or GLUE.match(gap) is not None

    def _adjacent(self, left: int, right: int) -> bool:
        """Neighbours on one line; text in capitals is broken into lines anywhere."""
        if not self.glued(left, right):
            return False
        return self.capitals or "\n" not in self.gap(left)

    def _joined(self, left: int, right: int) -> bool:
        if self.glued(left, right):
            return True
        if self.tokens[left].possessive:
            # "People's Republic of China", "Ivory Coast's" never joins.
            return re.fullmatch(r"['’][sS]?\s", self.gap(left)) is not None
        short = self.tokens[left].lower in ("st", "mt", "ft", "pt", "ste")
        return short and self.gap(left) == ". "

    def _kind_after(self, end: int) -> tuple[str | None, int]:
        """Kind by the word behind a name and the token behind that word: "region" of "Zaporizhzhia region"."""
        at = end
        for _ in range(3):
            if not self.glued(at - 1, at):
                return None, end
            word = self.tokens[at].lower
            if word in words.KINDS and not (word in ("state", "port", "plant", "mine", "base") and self._verb_like(at)):
                # "Mankivka village" and "Kherson region", but not "Kharkiv city council".
                if self.glued(at, at + 1) and self.tokens[at + 1].lower in words.BODIES:
                    return None, end
                # "the West Bank village of Nabi Saleh": the kind word is the next name's.
                if word in words.SETTLEMENT and at + 1 < len(self.tokens) and self.tokens[at + 1].lower == "of":
                    return None, end
                return words.KINDS[word], at + 1
            if word not in words.FACILITY_FILLERS:
                return None, end
            at += 1
        return None, end

    def _verb_like(self, at: int) -> bool:
        return at + 1 < len(self.tokens) and self.tokens[at + 1].lower in ("television", "media", "tv", "that", "radio")

    def _before(self, at: int) -> tuple[str | None, str | None, str | None, int, bool]:
        """Preposition, head of an "of", kind, start of the phrase, and whether "village of" or the like was said."""
        hint: str | None = None
        said = False
        wide = self.tokens[at].start
        back = at - 1
        for _ in range(9):
            if not self.glued(back, back + 1) and not self._possessor(back) and not self._counted(back):
                return None, None, hint, wide, said
            token = self.tokens[back]
            word = token.lower
            if word == "of":
                owner = self.tokens[back - 1].lower if self.glued(back - 1, back) else ""
                if owner not in words.KINDS and owner not in words.FILLERS:
                    return "of", owner or None, hint, wide, said
                if owner in words.KINDS and hint is None:
                    hint, said = words.KINDS[owner], True
            elif word in words.PREPOSITIONS:
                return word, None, hint, wide, said
            elif word in words.DEEDS and not (word in words.FILLERS and self._articled(back)):
                return "onto", None, hint, wide, said
            elif word in words.KINDS and hint is None and back == at - 1 and not token.capital:
                hint = words.KINDS[word] if word in words.SETTLEMENT else None
            elif not (self._loose(word) or self._possessor(back)):
                return None, None, hint, wide, said
            if word not in ("and", "both", "all", "of"):
                wide = token.start
            back -= 1
        return None, None, hint, wide, said

    def _loose(self, word: str) -> bool:
        """A word that may stand between a preposition and a name."""
        return word in words.FILLERS or word in words.KINDS or self.gazetteer.demonym(word) is not None

    def _counted(self, at: int) -> bool:
        """Only a number between this token and the next."""
        if not 0 <= at < len(self.tokens) - 1:
            return False
        return COUNTED.match(self.gap(at)) is not None

    def _possessor(self, at: int) -> bool:
        """A possessive name before ("Ukraine's Kupiansk district"): the phrase may go on to its left."""
        return 0 <= at < len(self.tokens) and self.tokens[at].possessive and self.tokens[at].capital

    def _opens(self, at: int) -> bool:
        """Whether a token opens a sentence, a line or a quotation."""
        left = self.left_of(at, 12).rstrip(BLANKS)
        return not left or left[-1] in OPENING

    def _after_comma(self, at: int) -> bool:
        return not self.capitals and self.left_of(at, 2) == ", "

    def _articled(self, at: int) -> bool:
        return self.glued(at - 1, at) and self.tokens[at - 1].lower in ("the", "a", "an")

    def _event(self, at: int) -> bool:
        """ "the Pagalungan ambush": an act called after its place."""
        return self.glued(at - 1, at) and self.tokens[at].lower in words.EVENTS

    def _dateline(self, at: int, end: int) -> bool:
        """A name at the head of a report or paragraph that a dash, a bracket or a date follows."""
        start = self.tokens[at].start
        rest = self.text[self.tokens[end - 1].end : self.tokens[end - 1].end + 90]
        alone = self.left_of(at, 1) in ("", "\n")
        if alone and HEADED.match(rest):
            return True
        if start > HEAD or not self._opens(at):
            return False
        return DATELINE.match(rest) is not None
