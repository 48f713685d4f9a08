"""A report as lines of words, each knowing its sentence and the quotation that it stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec import Struct

from whence.nlp.attribution_words import ADVERBS, AUXILIARIES, DETERMINERS, FINITE, PREPOSITIONS, TIMES, pasts
from whence.nlp.tokens import tokens
from whence.schema.reading import Quote, Sentence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MOST_WORDS = 400  # of one line; a longer "sentence" is a table or rubbish, read in pieces
CLOSERS = "\"'”’»«“„)]"


class Word(Struct, frozen=True, gc=False):
    """A word or mark; `quote` is the index of the quotation that holds it, -1 outside of one."""

    start: int
    end: int
    text: str
    low: str
    quote: int

    @property
    def letters(self) -> bool:
        return self.text[0].isalpha()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


class Line(Struct, frozen=True):
    """One sentence: its bounds, paragraph and words."""

    start: int
    end: int
    paragraph: int
    words: tuple[Word, ...]


class Page(Struct, frozen=True):
    """What the rules read: the text, its lines, its quotations, and whether it is all in capitals."""

    text: str
    lines: tuple[Line, ...]
    quotes: tuple[Quote, ...]
    shouting: bool


def page(text: str, sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> Page:
    """Words of every sentence with their quotations; linear in the length of the text."""
    ordered = sorted(quotes, key=lambda quote: (quote.start, quote.end))
    starts = [quote.start for quote in ordered]
    lines: list[Line] = []
    for sentence in sentences:
        lines += _lines(text, sentence, ordered, starts)
    return Page(text=text, lines=tuple(lines), quotes=tuple(ordered), shouting=shouting(text))


def shouting(text: str) -> bool:
    """Whether a text is written in capitals, as old wire copy is."""
    letters = list(filter(str.isalpha, text[:4000]))
    return len(letters) > 30 and sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _lines(text: str, sentence: Sentence, quotes: list[Quote], starts: list[int]) -> list[Line]:
    words: list[Word] = []
    for token in tokens(text, sentence.start, sentence.end):
        low = token.text.lower().replace("’", "'")
        words.append(Word(token.start, token.end, token.text, low, _quote_at(token.start, quotes, starts)))
    found = []
    for at in range(0, len(words), MOST_WORDS):
        part = tuple(words[at : at + MOST_WORDS])
        found.append(Line(part[0].start, part[-1].end, sentence.paragraph, part))
    return found


def _quote_at(at: int, quotes: list[Quote], starts: list[int]) -> int:
    """Index of the innermost quotation around an offset; looks back over at most three nested ones."""
    last = bisect_right(starts, at) - 1
    for index in range(last, max(-1, last - 3), -1):
        if quotes[index].start <= at < quotes[index].end:
            return index
    return -1


def is_mark(word: Word) -> bool:
    return not word.text[0].isalnum()


def is_quote_mark(word: Word) -> bool:
    return word.text in ('"', "“", "”", "«", "»", "„", "‘", "’", "'", "''", "``")


def is_comma(word: Word) -> bool:
    return word.text in (",", "-", "–", "—", "--", "(", ")", ";")


def is_finite(words: Sequence[Word], at: int) -> bool:
    """Whether the word carries a clause's verb: an auxiliary, or a past form that modifies no noun."""
    word = words[at]
    if at and word.capital and not word.text.isupper() and words[at - 1].capital:
        return False  # inside a name: `Rose Were`, `Grace Sang`
    if word.low in FINITE:
        return True
    past = (word.low.endswith("ed") and len(word.low) > 4) or _irregular(word.low)
    if not past or "-" in word.low:
        return False
    before = words[at - 1] if at else None
    if before is None or before.low in DETERMINERS or before.low in PREPOSITIONS or is_quote_mark(before):
        return False
    if before.low in AUXILIARIES:
        return True
    after = words[at + 1] if at + 1 < len(words) else None
    return after is None or after.low not in ("by", "officials", "forces")


def _irregular(low: str) -> bool:
    return low in pasts() and not low.endswith(("ing", "s", "e")) and len(low) > 2 and low not in _BASES


_BASES = _words(
    "cut put set hit cost cast burst bet bid hurt let quit rid shed shut split spread thrust lead read "
    "aid ban beat bear blow bomb call come control deal draw drink drive drop eat fall feed feel fight "
    "fly get give go grow hang have hear hold keep know leave lend light lie lose make mean meet pay plan "
    "plot post raid ring rise run see seek sell send shoot show sing sink sit sleep speak spend stand "
    "steal stop swear sweep swim take teach tear tell think throw wake wear win write kill report worn "
    "wound found ground left bound cover order enter alter offer visit suffer labor vote attack claim "
    "reach seem jail wounded known broken born torn aged armed led"
)


def is_time(word: Word) -> bool:
    return word.low in TIMES or word.text[0].isdigit()


def is_adverb(word: Word) -> bool:
    return word.low in ADVERBS or (word.low.endswith("ly") and len(word.low) > 4 and word.low not in _NOT_ADVERBS)


_NOT_ADVERBS = _words("italy july family assembly daily weekly ally supply reply only emily kelly sally monthly")
