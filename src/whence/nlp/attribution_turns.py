"""Whether a reporting verb stands behind what is said: `..., said X` and `..., X said`."""

from __future__ import annotations

from whence.nlp.attribution_bounds import Range, right, skip_adjuncts
from whence.nlp.attribution_cues import Cue
from whence.nlp.attribution_found import quote_before
from whence.nlp.attribution_nouns import PERSON_HEADS, ROLE_HEADS, UNNAMED_HEADS
from whence.nlp.attribution_text import Line, Page, Word, is_adverb, is_finite, is_mark, is_quote_mark, is_time
from whence.nlp.attribution_words import (
    COORDINATORS,
    DETERMINERS,
    SUBJECT_PRONOUNS,
    THATS,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


INVERTS = _words(
    "say add write ask explain note recall continue announce warn report insist claim admit declare reply "
    "argue state conclude observe read respond confirm reveal joke boast recount tweet urge agree predict "
    "estimate forecast believe think complain stress quip opine allege maintain assert comment remark "
    "concede acknowledge snap mutter scoff retort grumble growl sigh speculate counter contend affirm deny"
)


_SHOWN = _words("air broadcast publish show read find")  # `a session aired on TV`, `a station that broadcasts in Azeri`


def lowest(words: tuple[Word, ...], cue: int, lower: int) -> int:
    """A subject does not reach over a quotation mark's side: inside and outside do not mix."""
    at = cue
    while at > lower and words[at - 1].quote == words[cue].quote:
        at -= 1
    return at


def inversion(page: Page, line: Line, cue: Cue) -> Range | None:
    words, at = line.words, cue.at
    if cue.base not in INVERTS or at + 1 >= len(words) or words[at].low.endswith("ing"):
        return None
    quoted = words[at].quote < 0 and _speech_before(page, words[at].start)
    comma = at > 0 and words[at - 1].text in (",", "-", "–", "—", "--")
    if not quoted and not comma:
        return None
    following = words[at + 1]
    if (
        not (
            following.capital
            or following.low in DETERMINERS | SUBJECT_PRONOUNS
            or (comma and following.low in UNNAMED_HEADS)
            or _titled(words, at)
        )
        or following.low in THATS
    ):
        return None
    subject = right(words, at + 1, len(words))
    if subject is None or is_time(words[subject[0]]):
        return None
    if quoted:
        return subject
    tail = _tail_has_verb(words, subject[1])
    has_content = any(is_finite(words, k) for k in range(lowest(words, at, 0), at - 1))
    interrupts = subject[1] < len(words) and words[subject[1]].text == "," and _interrupts(words, subject, subject[1])
    named = all(word.capital or is_mark(word) for word in words[subject[0] : subject[1]])
    last = (
        at > 2
        and (named or subject[1] >= len(words) - 1)
        and not any(is_finite(words, k) for k in range(subject[1], len(words)))
    )
    return subject if (has_content or interrupts or last) and not tail else None


def opens_at(page: Page, words: tuple[Word, ...], start: int) -> int:
    """Where a speaker behind a quotation begins: at the role in `“...,” its duty officer, Major Ion Marin, said`."""
    if start < 2 or words[start - 1].text != ",":
        return start
    for at in range(start - 2, max(0, start - 14), -1):
        if is_finite(words, at) or words[at].quote >= 0:
            break
        if words[at].quote < 0 and _speech_before(page, words[at].start):
            return at
    return start


def _titled(words: tuple[Word, ...], at: int) -> bool:
    """`predicted migration researcher Lali Beridze`: a role in small letters, then a name."""
    run = [word.capital for word in words[at + 1 : at + 7] if word.letters]
    named = next((k for k, capital in enumerate(run) if capital), len(run))
    return (
        1 <= named <= 3
        and run[named : named + 2] == [True, True]
        and words[at + named].low in ROLE_HEADS | PERSON_HEADS
    )


def _speech_before(page: Page, at: int) -> bool:
    """Whether a quotation closes right before, and is more than an expression in quotation marks."""
    index = quote_before(page, at)
    if index < 0:
        return False
    quote = page.quotes[index]
    words = page.text[quote.start : min(quote.end, quote.start + 80)].split()
    return len(words) > 2 or any(letter in ",.!?…" for letter in page.text[max(quote.start, quote.end - 2) : at])


def _tail_has_verb(words: tuple[Word, ...], start: int) -> bool:
    """Whether a clause goes on after the phrase, so that the phrase is its subject rather than the speaker."""
    for at in range(start, min(len(words), start + 25)):
        word = words[at]
        if (
            word.text in (",", ".", ";", "–", "—", "(", ":")
            or is_quote_mark(word)
            or word.low in ("who", "which", "as", "while", "after", "when")
        ):
            return False
        if is_finite(words, at) or word.low.endswith(("ed",)):
            return True
    return False


def postposed(page: Page, line: Line, cue: Cue, subject: Range, rest: int) -> bool:
    words = line.words
    start = subject[0]
    if cue.base in _SHOWN and not _speech_before(page, words[start].start):
        return False
    if start == 0:
        return False
    previous = words[start - 1]
    quoted = words[start].quote < 0 and _speech_before(page, words[start].start)
    if not quoted and previous.text not in (",", "-", "–", "—", "--"):
        return False
    end = skip_adjuncts(words, rest)
    closed = (
        end >= len(words)
        or (words[end].text in (".", ",", ";", ")", "?", "!", "–", "—", "-", ":") and words[end].text != ":")
        or (words[end].low in ("while", "but", "as", "after", "when", "and", "adding", "before"))
        or (
            is_quote_mark(words[end])
            and words[end].quote != words[cue.at].quote
            and quote_after_is_far(page, words[end])
        )
    )
    if quoted:
        return closed or not _has_that(words, rest)
    has_content = any(is_finite(words, k) for k in range(lowest(words, start, 0), start - 1))
    last = end >= len(words) or (words[end].text in (".", "?", "!") and end + 1 >= len(words)) or words[end].text == ";"
    trails = has_content and start > 3 and _trails(words, rest)
    closed = closed or trails
    if last and start > 3 and words[subject[0]].low not in ("who", "which"):
        return True
    return closed and (has_content or _interrupts(words, subject, end))


def _trails(words: tuple[Word, ...], rest: int) -> bool:
    """`the commission said early on Monday with most votes counted`: only circumstances follow the verb."""
    if rest >= len(words) or not (
        is_time(words[rest]) or is_adverb(words[rest]) or words[rest].low in ("with", "on", "in", "after", "from", "at")
    ):
        return False
    behind = words[rest:]
    return not any(
        word.low in THATS
        or word.low in SUBJECT_PRONOUNS
        or word.low in ("is", "was", "were", "are", "had", "has", "have")
        or word.text in (",", ":", ";")
        or is_quote_mark(word)
        for word in behind
    )


def _interrupts(words: tuple[Word, ...], subject: Range, end: int) -> bool:
    """`Seven of the dead, she added, were children`: the clause goes on behind a second comma."""
    if end + 2 >= len(words) or words[end].text not in (",", "–", "—", "-", "--"):
        return False
    if any(word.text == "," for word in words[subject[0] : end]) or words[0].low in COORDINATORS - {"and", "but"}:
        return False
    return any(is_finite(words, at) for at in range(end + 1, min(len(words), end + 12)))


def quote_after_is_far(page: Page, word: Word) -> bool:
    return word.end >= len(page.text.rstrip())


def _has_that(words: tuple[Word, ...], rest: int) -> bool:
    at = skip_adjuncts(words, rest)
    return at < len(words) and (words[at].low in THATS or words[at].text == ":")
