"""How far what somebody says reaches: after the verb, before it, or on both sides of it."""

from __future__ import annotations

from whence.nlp.attribution_bounds import skip_adjuncts
from whence.nlp.attribution_found import Stretch, clean, quote_after, quote_before, stretched
from whence.nlp.attribution_subjects import left
from whence.nlp.attribution_text import Line, Page, is_finite, is_quote_mark
from whence.nlp.attribution_words import THATS, cue_forms


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NARRATION = _words(
    "adding who which while referring pointing speaking citing quoting as after when according although "
    "though whose saying noting warning"
)

_SUMS = _words("move step decision gesture claim charge stance position")  # `condemned the launch, a move seen as ...`
_GOES_ON = _words("and but with by in on at to for from during near against")


def after(page: Page, line: Line, cue: int, rest: int, *, act: bool = False) -> tuple[Stretch, ...]:
    """Content behind a verb: from `that`, a colon or the verb itself to the clause's end, open quotations in full."""
    words = line.words
    start = _opening(line, rest)
    end = _act_end(line, start) if act else _closing(line, start, cue)
    if start >= len(words):
        follows = quote_after(page, line.end)
        return (
            ((page.quotes[follows].start, page.quotes[follows].end),) if follows >= 0 and words[-1].text == ":" else ()
        )
    found = clean(page.text, words[start].start, words[end - 1].end if end > start else words[start].end)
    if words[end - 1].text == ":" and end == len(words):
        follows = quote_after(page, line.end)
        if follows >= 0:
            return ((page.quotes[follows].start, page.quotes[follows].end),)
    return (stretched(page, *found),) if found else ()


def _opening(line: Line, rest: int) -> int:
    """Index of the first word of the content: past `that` or a colon where one comes before any verb."""
    words = line.words
    for at in range(rest, min(len(words), rest + 14)):
        if words[at].low in THATS or words[at].text == ":":
            return at + 1 if words[at].low in ("that",) or words[at].text == ":" else at
        if is_quote_mark(words[at]) or (is_finite(words, at) and at > rest):
            break
    return rest


def _closing(line: Line, start: int, cue: int) -> int:
    """Index behind the last word: another speaker's clause (`..., while Y said`) ends the content."""
    words, known = line.words, cue_forms()
    for at in range(start + 2, len(words) - 2):
        joins = words[at].low in ("while", "but", "whereas", "and", "although") or words[at].text == ";"
        if (
            not joins
            or words[at].quote != words[cue].quote
            or not (words[at - 1].text in (",", ";", "–", "—") or words[at].low != "and" or words[at].text == ";")
        ):
            continue
        for verb in range(at + 2, min(len(words), at + 14)):
            if words[verb].low in known and words[verb].quote == words[cue].quote:
                subject = left(words, verb, at + 1)
                if subject is not None and subject[0] <= at + 2 and words[at].low != "and":
                    return at
                break
            if words[verb].low == "that":
                break
    return len(words)


def _act_end(line: Line, start: int) -> int:
    """What an act of speech spells out ends where its subject goes on to another act: `... and cancelled ...`."""
    words = line.words
    for at in range(start + 1, len(words) - 1):
        if words[at].low in ("amid", "following") or (
            words[at].low == "in"
            and words[at + 1 : at + 3]
            and [word.low for word in words[at + 1 : at + 3]] == ["the", "wake"]
        ):
            return at
        if words[at].text == "," and words[at + 1].low == "a" and words[at + 2 : at + 3] and words[at + 2].low in _SUMS:
            return at
        if words[at].text == "," and words[at + 1].low in ("who", "which") and _other_speaker(line, at + 2):
            return at
        if words[at].text == ";" or (
            words[at].low in ("and", "but", "while", "as", "after", "when")
            and (
                is_finite(words, at + 1)
                or (
                    (words[at - 1].text == "," or is_quote_mark(words[at - 1]))
                    and words[at].low in ("while", "as", "after", "but", "when")
                )
            )
        ):
            return at
    return len(words)


def before(page: Page, line: Line, subject: int, rest: int) -> tuple[Stretch, ...]:
    """Content in front of `..., X said`, and behind it where the verb only interrupts the clause."""
    words = line.words
    found = _front(page, line, words[subject].start, subject)
    return tuple(part for part in (*found, *_behind(page, line, rest, bool(found), _complete(line, subject))) if part)


def around(page: Page, line: Line, cue: int, rest: int) -> tuple[Stretch, ...]:
    """Content of an inverted `..., said X`: in front, and behind where it goes on."""
    words = line.words
    found = _front(page, line, words[cue].start, cue)
    return tuple(part for part in (*found, *_behind(page, line, rest, bool(found), _complete(line, cue))) if part)


def _complete(line: Line, until: int) -> bool:
    """Whether the words in front already are a clause with a verb."""
    return any(is_finite(line.words, at) for at in range(until))


def _front(page: Page, line: Line, until: int, index: int) -> list[Stretch]:
    quoted = quote_before(page, until)
    start = line.start
    if line.words[index].quote >= 0:
        start = max(start, page.quotes[line.words[index].quote].start)
        if quoted >= 0 and page.quotes[quoted].start < start:
            quoted = -1
    if quoted >= 0:
        quote = page.quotes[quoted]
        start = min(start, quote.start)
    found = clean(page.text, start, until)
    return [found] if found else []


def _behind(page: Page, line: Line, rest: int, front: bool, complete: bool) -> list[Stretch]:
    words = line.words
    at = skip_adjuncts(words, rest)
    if at >= len(words) or not front:
        return []
    mark = words[at].text
    if mark == "." and at + 1 < len(words):
        at += 1
        return _quoted_tail(page, line, at)
    if mark == ":" or (is_quote_mark(words[at])):
        return _quoted_tail(page, line, at)
    if mark not in (",", "-", "–", "—") or at + 1 >= len(words):
        return []
    following = words[at + 1]
    if is_quote_mark(following):
        return _quoted_tail(page, line, at + 1)
    if following.low in _NARRATION or (complete and following.low not in _GOES_ON):
        return []
    if following.low in ("and", "but") and _other_speaker(line, at + 2):
        return []
    found = clean(page.text, following.start, words[-1].end)
    return [found] if found else []


def _other_speaker(line: Line, start: int) -> bool:
    known = cue_forms()
    return any(word.low in known for word in line.words[start:])


def _quoted_tail(page: Page, line: Line, at: int) -> list[Stretch]:
    follows = quote_after(page, line.words[at].start - 1, 6)
    return [(page.quotes[follows].start, page.quotes[follows].end)] if follows >= 0 else []
