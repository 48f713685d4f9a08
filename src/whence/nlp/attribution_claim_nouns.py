"""Sources named by a noun or beside a figure: `reports of X`, `Y's claim that X`, `X put turnout at 20 percent`."""

from __future__ import annotations

from whence.nlp.attribution_bounds import right
from whence.nlp.attribution_found import Found, Stretch, clean, stretch
from whence.nlp.attribution_subjects import left
from whence.nlp.attribution_text import Line, Page, Word
from whence.nlp.attribution_words import DETERMINERS, cue_forms


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def put(page: Page, line: Line, at: int) -> Found | None:
    """`X put turnout at 20 percent`, `X gave a toll of two dead`, `X counted 14,000`."""
    words = line.words
    if at and (words[at - 1].low in DETERMINERS or words[at - 1].low in ("to", "not", "be", "been", "was", "were")):
        return None
    following = words[at + 1 : at + 14]
    figure = next((k for k, word in enumerate(following) if _is_number(word)), None)
    if figure is None or not (
        (words[at].low.startswith("count") and figure <= 2)
        or any(word.low in _TALLIES for word in following[: figure + 1])
        or (words[at].low in ("put", "puts") and figure > 1 and following[figure - 1].low == "at")
    ):
        return None
    if not any(word.low in ("at", "as", "of", "to", "count", "from") for word in following[:figure]) and not words[
        at
    ].low.startswith("count"):
        return None
    source = left(words, at)
    contents = clean(page.text, words[at].start, words[-1].end)
    if source is None or contents is None or words[source[0]].low in ("i", "we"):
        return None
    return Found(
        rule="attribution.put-at",
        kind="verb",
        source=stretch(words, *source),
        cue=stretch(words, at, at + 1),
        contents=(contents,),
    )


_TALLIES = _words(
    "toll figure figures count number turnout estimate total tally dead deaths killed casualties votes result share"
)


_NUMBERS = _words(
    "two three four five six seven eight nine ten eleven twelve dozen dozens hundreds thousands twenty "
    "thirty forty fifty"
)


def _is_number(word: Word) -> bool:
    return word.text[0].isdigit() or word.low in _NUMBERS


def noun(page: Page, line: Line, at: int) -> Found | None:
    """`reports of X`, `claims by Y that X`, `Y's allegation that X`."""
    words = line.words
    if at + 1 >= len(words):
        return None
    next_at = at + 1
    owner = _owner(words, at)
    if words[next_at].low in ("by", "from") and next_at + 1 < len(words):
        named = right(words, next_at + 1, len(words))
        if named is not None and named[1] < len(words):
            owner, next_at = stretch(words, *named), named[1]
    bare = (
        words[at].low == "reports"
        and at > 0
        and words[at - 1].low in ("following", "after", "amid", "despite", "denied", "on", "by")
    )
    if bare and words[next_at].capital and not page.shouting:
        next_at -= 1
    elif words[next_at].low not in ("of", "that", "suggesting", "saying") and not (
        owner and words[next_at].low == "about"
    ):
        return None
    if next_at + 1 >= len(words) or (
        words[next_at].low == "of"
        and words[at].low in ("statement", "account", "testimony", "evidence", "announcement")
    ):
        return None
    if words[at].low in ("evidence", "announcement", "statement", "testimony") and words[next_at].low != "that":
        return None
    contents = clean(page.text, words[next_at + 1].start, words[_noun_end(words, next_at + 1) - 1].end)
    if contents is None or (at > 1 and words[at - 2].low == "in" and words[at].low == "statement"):
        return None
    if owner is None and words[at].low in ("evidence", "warnings", "announcement"):
        return None
    source = owner or stretch(words, at, at + 1)
    return Found(
        rule="attribution.noun",
        kind="noun",
        source=source,
        cue=stretch(words, at, at + 1),
        contents=(contents,),
        confidence=0.7,
    )


def _owner(words: tuple[Word, ...], at: int) -> Stretch | None:
    """The possessor right before a noun: `his claims`, `the ministry's reports`."""
    if at == 0:
        return None
    before_it = words[at - 1]
    if before_it.low in ("his", "her", "their", "its"):
        return stretch(words, at - 1, at)
    for ending in ("'s", "'"):
        if before_it.low.endswith(ending) and len(before_it.low) > len(ending) + 1:
            start = at - 1
            while (
                start > 0
                and at - start < 8
                and (words[start].capital or start == at - 1)
                and (words[start - 1].capital or words[start - 1].low in DETERMINERS)
            ):
                start -= 1
            return words[start].start, before_it.end - len(ending)
    return None


def _noun_end(words: tuple[Word, ...], start: int) -> int:
    """A noun's content ends with its clause: at a verb of the outer clause's own, a mark, or the line's end."""
    known = cue_forms()
    for at in range(start + 1, len(words)):
        if words[at].text in (";", "–", "—", ":") or (
            words[at].text == ","
            and at + 1 < len(words)
            and words[at + 1].low in ("while", "but", "which", "and", "said")
        ):
            return at
        if (
            words[at].low in ("have", "has", "had")
            and at + 1 < len(words)
            and words[at + 1].low in ("emerged", "been", "surfaced")
        ):
            return at
        if words[at].low in known and words[at - 1].text == ",":
            return at
    return len(words)
