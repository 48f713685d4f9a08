"""Which verbs of a line may report: no nouns that look like them, nothing denied, wished or passive."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from whence.nlp.attribution_text import Line, Word, is_adverb
from whence.nlp.attribution_words import (
    ACT,
    DETERMINERS,
    NOUNLIKE,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    THATS,
    cue_forms,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_OWNERS = _words("the a an its his her their this my our your")


_RAISED = _words("expected believed thought estimated alleged reported presumed")
_MODIFYING = _words("confirmed reported alleged claimed announced declared suggested estimated predicted expected")
_COUNTED = DETERMINERS | _words("only")


_BASES = frozenset(cue_forms().values())


PASSIVE = _words("is was were are be been being 's")


_MODAL = _words("to not n't never could would should will may might can must shall cannot")


class Cue(Struct, frozen=True):
    """A verb that may report: its index, base form, and the first index after it and its hearer."""

    at: int
    base: str


def cues(line: Line) -> Iterator[Cue]:
    """Verbs of a line that may report."""
    known = cue_forms()
    for at, word in enumerate(line.words):
        base = known.get(word.low)
        if (
            base is not None
            and base != "put"
            and not _is_noun(line.words, at)
            and not _is_negated(line.words, at, base)
        ):
            yield Cue(at, base)


def _is_noun(words: tuple[Word, ...], at: int) -> bool:
    word = words[at]
    before_it = words[at - 1] if at else None
    following = words[at + 1].low if at + 1 < len(words) else ""
    if before_it is not None and (before_it.low in _OWNERS or before_it.low.endswith("'s")) and word.low != "said":
        return True
    if following == "by" and word.low.endswith("ed"):
        return True
    if following == "to" and word.low in _RAISED:  # `a move expected to rekindle`
        return True
    if before_it is not None and before_it.low in _COUNTED and word.low in _MODIFYING and _bare_noun(words, at + 1):
        return True
    if following in ("from", "in", "on", "at") and before_it is not None and _sets_off(words, at):
        return False  # `..., Neva-Press reports from Moscow`
    if word.low not in NOUNLIKE or (before_it is not None and before_it.low == "to"):
        return False
    if before_it is None or (word.capital and not before_it.text.isupper()):
        return True
    if before_it.low in DETERMINERS or before_it.low in PREPOSITIONS or before_it.low.endswith("s'"):
        return True
    if (
        word.low in _BASES
        and word.low != "read"
        and not (before_it.low.endswith("s") or before_it.low in ("they", "to", "people", "police"))
    ):
        return True
    return following in ("of", "by", "from", "in", "for", "and", "is", "was", "were", "are") and word.low not in (
        "called",
        "calls",
    )


def _sets_off(words: tuple[Word, ...], at: int) -> bool:
    """Whether a name that opens behind a comma stands right before."""
    start = at
    while start > 0 and at - start < 5 and (words[start - 1].capital or words[start - 1].text == "-"):
        start -= 1
    start -= start > 0 and words[start - 1].low == "the"
    return start < at and start > 0 and words[start - 1].text == "," and not words[at].capital


def _bare_noun(words: tuple[Word, ...], at: int) -> bool:
    """Whether a plain word stands there, so that the participle before it modifies it: `one confirmed release`."""
    if at >= len(words) or not words[at].letters or words[at].capital:
        return False
    return words[at].low not in THATS | DETERMINERS | PREPOSITIONS | SUBJECT_PRONOUNS and not is_adverb(words[at])


def _is_negated(words: tuple[Word, ...], at: int, base: str) -> bool:
    """`did not say`, `to say`, `could confirm`, `was told`: nobody says anything there, or not the one before."""
    previous = at - 1
    while previous >= 0 and is_adverb(words[previous]) and words[previous].low not in ("not", "n't", "never"):
        previous -= 1
    if previous < 0:
        return False
    low = words[previous].low
    if previous and words[previous].capital and words[previous - 1].capital and not words[previous].text.isupper():
        return False  # part of a name: `Rose Were says`
    if low == "to":
        return not (
            previous
            and words[previous - 1].low
            in ("appears", "appeared", "seems", "seemed", "appear", "seem", "on", "reported", "reportedly")
        )
    if low in _MODAL or low.endswith("n't"):
        return low not in ("would", "will", "must") or base in ACT
    if low in PASSIVE and not words[at].low.endswith("ing"):
        return True
    return low in ("being", "having") or (low in ("been",) and not words[at].low.endswith("ing"))
