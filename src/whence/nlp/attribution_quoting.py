"""`X quoted Y as saying ...` and `X declared Y elected`: turns in which the verb stands far from what is said."""

from __future__ import annotations

from whence.nlp.attribution_bounds import right
from whence.nlp.attribution_found import Found, Stretch, clean, stretch
from whence.nlp.attribution_subjects import left
from whence.nlp.attribution_text import Line, Page, is_mark, is_quote_mark


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REACH = 16  # words from the verb to `as saying` or `elected`
_QUOTES = _words("quoted quotes quote cited cites cite")
_SAYING = _words("saying telling writing warning stating claiming insisting")
_DECLARES = _words("declared declares proclaimed proclaims pronounced pronounces certified certifies")
_OUTCOMES = _words("elected re-elected reelected winner winners victor victorious president-elect won")


def quoting(page: Page, line: Line) -> list[Found]:
    """Both sources of `X quoted Y as saying`, the nearer first; the body that declares a result."""
    found: list[Found] = []
    for at, word in enumerate(line.words):
        if word.low in _QUOTES:
            found += _as_saying(page, line, at)
        elif word.low in _DECLARES:
            found += _declared(page, line, at)
    return found


def _as_saying(page: Page, line: Line, at: int) -> list[Found]:
    words = line.words
    limit = min(len(words) - 1, at + REACH)
    turn = next((k for k in range(at + 2, limit) if words[k].low == "as" and words[k + 1].low in _SAYING), None)
    near, far = left(words, at, 0), right(words, at + 1, len(words))
    if turn is None or near is None or far is None:
        return []
    content = _said(page, line, turn + 2) or clean(page.text, line.start, words[near[0]].start)
    if content is None:
        return []
    far = (far[0], min(far[1], turn))
    cue = stretch(words, at, at + 1)
    return [
        Found(rule="attribution.preposed", kind="verb", source=stretch(words, *near), cue=cue, contents=(content,)),
        Found(rule="attribution.citing", kind="verb", source=stretch(words, *far), cue=cue, contents=(content,)),
    ]


def _said(page: Page, line: Line, at: int) -> Stretch | None:
    """What follows `as saying`, without `that`; none where the turn closes the sentence."""
    words = line.words
    while at < len(words) and (words[at].low == "that" or (is_mark(words[at]) and not is_quote_mark(words[at]))):
        at += 1
    if len(words) - at < 3:
        return None
    return clean(page.text, words[at].start, words[-1].end)


def _declared(page: Page, line: Line, at: int) -> list[Found]:
    """Content begins with the verb: to declare a result is to give it."""
    words = line.words
    source = left(words, at, 0)
    following = [word.low for word in words[at + 1 : at + REACH]]
    if source is None or not _OUTCOMES & set(following):
        return []
    content = clean(page.text, words[at].start, words[-1].end)
    if content is None:
        return []
    cue = stretch(words, at, at + 1)
    return [
        Found(rule="attribution.declared", kind="verb", source=stretch(words, *source), cue=cue, contents=(content,))
    ]
