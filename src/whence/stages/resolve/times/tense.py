"""Whether the clause around a time looks ahead: "will meet on Wednesday", "is due on Friday"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from whence.nlp.numbers import Token
from whence.stages.resolve.times.language import words

REACH = 16  # tokens looked at on either side
AHEAD = frozenset(
    words(
        "will would shall ll due scheduled plans planned planning expected expects intends ahead upcoming going vows "
        "vowed promised pledged urged urges called calls calling wants must should"
    )
)
PAST = frozenset(
    words(
        "was were had did said told came went took made held killed died began left got saw met ran fell rose "
        "found gave kept knew led lost paid put read sent set shot shut spoke stood struck won wrote broke "
        "brought built burnt caught chose cut drew drove fled flew fought hit hurt sought sold spent stole "
        "swept taught threw"
    )
)
POSSESSIVE = frozenset({"'", "’", "'s", "’s"})
# What a day may own that is still to come.
COMING = frozenset(
    words(
        "vote voting election elections referendum referendums poll polls ballot ballots runoff round meeting summit "
        "hearing session deadline talks game match final primary primaries contest debate rally march protest strike"
    )
)
LIMITS = (["as", "soon", "as"], ["as", "early", "as"])
ENDS = frozenset({".", "!", "?", ";", ":"})
NOT_PAST = frozenset({"need", "feed", "speed", "indeed", "proceed", "united", "red", "armed", "occupied", "wanted"})


def looks_ahead(tokens: Sequence[Token], starts: Sequence[int], start: int, end: int) -> bool | None:
    """Whether the nearest verb before, else after, the words at `start`-`end` looks ahead; None where none is near.

    `starts`: where the tokens start.
    """
    at = bisect_left(starts, start)
    if _owns_a_deed(tokens, bisect_left(starts, end)):
        return False
    if _limit(tokens, at):
        return True
    before = _verb_before(tokens, at - 1)
    if before is not None:
        return before
    return _verb_after(tokens, bisect_left(starts, end))


def _owns_a_deed(tokens: Sequence[Token], at: int) -> bool:
    """ "Wednesday's ruling" has been given, whatever is said of it; "Sunday's vote" may be still to come."""
    words_after = [token.lower for token in tokens[at : at + 4]]
    if not words_after or words_after[0] not in POSSESSIVE:
        return False
    rest = [word for word in words_after[1:] if word not in POSSESSIVE and word != "s"]
    return bool(rest) and not COMING.intersection(rest)


def _limit(tokens: Sequence[Token], at: int) -> bool:
    """ "as soon as Tuesday", "as early as May"."""
    return [token.lower for token in tokens[max(0, at - 3) : at]] in LIMITS


def _verb_before(tokens: Sequence[Token], at: int) -> bool | None:
    for index in range(at, max(at - REACH, -1), -1):
        word = tokens[index].lower
        if word in ENDS:
            return None
        if word in AHEAD or (word == "to" and index and tokens[index - 1].lower in ("is", "are")):
            return True
        if _past(word):
            return _led_ahead(tokens, index) or (word == "set" and tokens[index + 1].lower == "to")
    return None


def _led_ahead(tokens: Sequence[Token], at: int) -> bool:
    """ "will be held": the form is past, its helper is not; "could not be found" is past."""
    if any(token.lower in ("could", "can", "cannot", "may", "might") for token in tokens[max(at - 12, 0) : at]):
        return False
    return any(tokens[index].lower in ("will", "would", "be", "shall") for index in range(max(at - 3, 0), at))


def _verb_after(tokens: Sequence[Token], at: int) -> bool | None:
    for index in range(at, min(at + REACH, len(tokens))):
        word = tokens[index].lower
        if word in ENDS:
            return None
        if word in ("will", "shall", "ll", "due", "scheduled"):
            return True
        if _past(word):
            return False
    return None


def _past(word: str) -> bool:
    return word in PAST or (word.endswith("ed") and len(word) > 4 and word not in NOT_PAST)
