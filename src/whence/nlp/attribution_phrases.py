"""Attribution by a phrase: `according to X`, `per X`, `by X's account`, `citing X`, `quoted by X`."""

from __future__ import annotations

from whence.nlp.attribution_bounds import Range, right
from whence.nlp.attribution_cited import cites_from, citing, quoted_by, reference
from whence.nlp.attribution_claim_nouns import noun, put
from whence.nlp.attribution_found import Found, stretch
from whence.nlp.attribution_scope import scope
from whence.nlp.attribution_text import Line, Page, Word, is_mark, is_quote_mark
from whence.nlp.attribution_words import DETERMINERS, PREPOSITIONS, REPORT_NOUNS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ACCOUNTS = _words(
    "account accounts reckoning estimate estimates count tally telling admission calculation calculations view words "
    "opinion figures version judgment judgement"
)
_OF = _words("reckoning account opinion view words estimate count telling admission version judgment judgement")
_PER_UNITS = _words("cent day week month year hour night person head capita kilo litre ton vote")


def phrases(page: Page, line: Line) -> list[Found]:
    """Every attribution of a line that a phrase or noun makes, from left to right."""
    found: list[Found] = []
    for at, word in enumerate(line.words):
        if word.low in _RULES:
            one = _RULES[word.low](page, line, at)
            if one is not None:
                found.append(one)
        elif word.low in REPORT_NOUNS:
            named = noun(page, line, at)
            if named is not None:
                found.append(named)
    return found


def _according(page: Page, line: Line, at: int) -> Found | None:
    words = line.words
    if at + 2 >= len(words) or words[at + 1].low != "to":
        return None
    source = right(words, at + 2, len(words))
    if source is None or words[source[0]].low in ("plan", "schedule", "whether", "how"):
        return None
    source = _made_by(words, _one_phrase(words, source))
    contents = scope(page, line, at, source[1])
    if not contents:
        return None
    return Found(
        rule="attribution.according",
        kind="according-to",
        source=stretch(words, *source),
        cue=stretch(words, at, at + 2),
        contents=contents,
        confidence=0.9,
    )


def _one_phrase(words: tuple[Word, ...], source: Range) -> Range:
    """`according to the commission the turnout was high`: an article not led up to by a preposition opens a clause."""
    for at in range(source[0] + 2, source[1]):
        if words[at].low in ("the", "a", "an") and words[at - 1].low not in PREPOSITIONS and words[at - 1].letters:
            return source[0], at
    return source


def _made_by(words: tuple[Word, ...], source: Range) -> Range:
    """`a study by the sociologist Ana Ruiz`, `a translation provided by X`: the phrase with whoever made it."""
    by = source[1]
    if by < len(words) and words[by].low in ("provided", "released", "issued", "published", "compiled"):
        by += 1
    if by + 1 >= len(words) or words[by].low != "by":
        return source
    maker = right(words, by + 1, len(words))
    return (source[0], maker[1]) if maker and any(word.capital for word in words[maker[0] : maker[1]]) else source


def _per(page: Page, line: Line, at: int) -> Found | None:
    words = line.words
    if (
        at + 1 >= len(words)
        or words[at + 1].low in _PER_UNITS
        or (at and words[at - 1].text != "," and not is_quote_mark(words[at - 1]))
    ):
        return None
    if page.shouting or not (
        words[at + 1].capital or (words[at + 1].low in DETERMINERS and at + 2 < len(words) and words[at + 2].capital)
    ):
        return None
    source = right(words, at + 1, len(words))
    contents = scope(page, line, at, source[1]) if source else ()
    if source is None or not contents:
        return None
    return Found(
        rule="attribution.per",
        kind="according-to",
        source=stretch(words, *source),
        cue=stretch(words, at, at + 1),
        contents=contents,
        confidence=0.8,
    )


def _account_of(page: Page, line: Line, at: int) -> Found | None:
    """`by the reckoning of X`, `in the opinion of the army`."""
    words = line.words
    if at + 4 >= len(words) or words[at + 1].low != "the" or words[at + 2].low not in _OF or words[at + 3].low != "of":
        return None
    source = right(words, at + 4, len(words))
    contents = scope(page, line, at, source[1]) if source else ()
    if source is None or not contents:
        return None
    return Found(
        rule="attribution.account",
        kind="according-to",
        source=stretch(words, *source),
        cue=stretch(words, at + 2, at + 3),
        contents=contents,
    )


def _by_account(page: Page, line: Line, at: int) -> Found | None:
    """`by X's account`, `by her reckoning`, `in the mayor's words`."""
    words = line.words
    found = _account_of(page, line, at)
    if found is not None:
        return found
    for end in range(at + 1, min(len(words), at + 10)):
        low = words[end].low
        if is_mark(words[end]) and words[end].text not in ("'", "’", "."):
            return None
        if (
            low in _ACCOUNTS
            and end > at + 1
            and (
                words[end - 1].low.endswith(("'s", "'"))
                or words[end - 1].low in ("his", "her", "their", "its", "own")
                or words[end - 1].text in ("'", "’")
            )
        ):
            return _account(page, line, at, end)
    return None


def _account(page: Page, line: Line, at: int, end: int) -> Found | None:
    words = line.words
    start, stop = words[at + 1].start, words[end - 1].end
    if words[end - 1].low == "own":
        stop = words[end - 2].end
    for ending in ("'s", "’s", "'", "’"):
        if page.text[start:stop].lower().endswith(ending):
            stop -= len(ending)
            break
    contents = scope(page, line, at, end + 1)
    if not contents or stop <= start:
        return None
    return Found(
        rule="attribution.account",
        kind="according-to",
        source=(start, stop),
        cue=stretch(words, end, end + 1),
        contents=contents,
    )


_RULES = {
    "according": _according,
    "per": _per,
    "by": lambda page, line, at: reference(page, line, at) or _by_account(page, line, at),
    "reference": reference,
    "in": _by_account,
    "citing": citing,
    "quoting": citing,
    "cites": cites_from,
    "cited": lambda page, line, at: cites_from(page, line, at) or quoted_by(page, line, at),
    "had": cites_from,
    "quoted": quoted_by,
    "carried": quoted_by,
    "reported": quoted_by,
    "put": put,
    "puts": put,
    "gave": put,
    "gives": put,
    "raised": put,
    "lowered": put,
    "revised": put,
    "counted": put,
    "counts": put,
}
