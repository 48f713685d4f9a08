"""Who passes on whose words: `citing X`, `with reference to X`, `quoted by Y`, `had it from X`."""

from __future__ import annotations

from whence.nlp.attribution_bounds import right
from whence.nlp.attribution_found import Found, clean, stretch
from whence.nlp.attribution_scope import scope
from whence.nlp.attribution_text import Line, Page, is_mark, is_quote_mark
from whence.nlp.attribution_words import THATS


def reference(page: Page, line: Line, at: int) -> Found | None:
    """`the agency writes with reference to the ministry`, `going by a register`: the origin behind the nearer one."""
    words = line.words
    turn = (words[at - 1].low, words[at].low, words[at + 1].low) if 0 < at < len(words) - 2 else ()
    if turn not in (("with", "reference", "to"), ("going", "by", "a"), ("going", "by", "the")):
        return None
    source = right(words, at + 1 if turn[0] == "going" else at + 2, len(words))
    contents = clean(page.text, line.start, words[at - 1].start)
    if source is None or contents is None:
        return None
    return Found(
        rule="attribution.citing",
        kind="according-to",
        source=stretch(words, *source),
        cue=stretch(words, at, at + 1),
        contents=(contents,),
    )


def citing(page: Page, line: Line, at: int) -> Found | None:
    """`..., citing X`, `..., quoting a doctor`: X told the one who reports."""
    words = line.words
    if at + 1 >= len(words) or (is_mark(words[at + 1]) and not is_quote_mark(words[at + 1])):
        return None
    source = right(words, at + 1, len(words))
    if source is None:
        return None
    contents = scope(page, line, at, source[1])
    if source[1] + 1 < len(words) and words[source[1]].text == "," and words[source[1] + 1].low in THATS:
        behind = clean(page.text, words[source[1] + 1].end, words[-1].end)
        contents = (behind,) if behind else contents
    if not contents:
        return None
    return Found(
        rule="attribution.citing",
        kind="verb",
        source=stretch(words, *source),
        cue=stretch(words, at, at + 1),
        contents=contents,
    )


def cites_from(page: Page, line: Line, at: int) -> Found | None:
    """`X cites from authorities`, `which had it from Y`: the origin behind the one who passes it on."""
    words = line.words
    if words[at].low == "had" and not (
        at + 2 < len(words) and words[at + 1].low in ("it", "them", "this") and words[at + 2].low == "from"
    ):
        return None
    start = at + 1 if words[at].low != "had" else at + 2
    for origin in range(start, min(len(words), start + 3)):
        if words[origin].low == "from":
            source = right(words, origin + 1, len(words))
            contents = scope(page, line, at, source[1]) if source else ()
            if source is None or not contents:
                return None
            return Found(
                rule="attribution.citing",
                kind="verb",
                source=stretch(words, *source),
                cue=stretch(words, at, at + 1),
                contents=contents,
            )
    return None


def quoted_by(page: Page, line: Line, at: int) -> Found | None:
    """`..., quoted by Y`, `carried by the agency Y`, `is quoted as saying by Y`: Y stands nearer."""
    words = line.words
    by = at + 1
    if by < len(words) and words[by].low == "as":
        while by < min(len(words), at + 6) and words[by].low != "by":
            by += 1
    if by + 1 >= len(words) or words[by].low not in ("by", "in", "on"):
        return None
    if words[by].low in ("in", "on") and words[at].low not in ("quoted", "carried", "cited"):
        return None
    if words[at].low == "reported" and (at == 0 or words[at - 1].low not in (",", "as")):
        return None  # `a fire reported by neighbours` is no relay
    source = right(words, by + 1, len(words))
    if source is None or (page.shouting is False and not any(word.capital for word in words[source[0] : source[1]])):
        return None
    relative = source[1] + 1 < len(words) and words[source[1] + 1].low in ("who", "which", "whose")
    contents = clean(page.text, line.start, words[at].start if relative else line.end)
    if contents is None:
        return None
    return Found(
        rule="attribution.relay",
        kind="verb",
        source=stretch(words, *source),
        cue=stretch(words, at, at + 1),
        contents=(contents,),
    )
