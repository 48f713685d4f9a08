"""Killed or injured: what the words around a number say became of those it counts."""

from __future__ import annotations

from collections.abc import Sequence

from whence.nlp.numbers import SMALL
from whence.schema.records import FigureWhat
from whence.stages.extract import figures_words as w
from whence.stages.extract.figures_found import FoundFigure

ENDS = frozenset({".", ";", "—", "–", '"', "”"})
HELPERS = frozenset({"were", "was", "are", "is", "been", "be", "being", "and", "or", "got", "found", "left", "shot"})
JOINED = 5  # words of the first of two counted together
HARMED = w.KILLED | w.INJURED
BEFALLEN = frozenset({"were", "was", "have", "had", "has", "are", "died", "perished"})
KILLERS = frozenset(
    {"killing", "kills", "kill", "wounding", "injuring", "injures", "murdering", "executing", "maiming"}
)


def casualty(figure: FoundFigure) -> FigureWhat | None:
    """`killed` or `injured` by the words that say so: "killing 14", "14 people were killed", "nine wounded"."""
    led = _leading(figure.before)
    if led:
        return led
    after = _after(figure.after)
    if after or figure.unit not in (None, "people"):
        return after
    counted = figure.counts is not None and figure.unit == "people"
    return None if counted else _before(figure.before)


def _leading(before: Sequence[str]) -> FigureWhat | None:
    """A verb or noun right before: "killing 14", "the deaths of 14", "the bodies of four"."""
    if before[:2] == ("dead", "shot"):
        return "killed"
    words = [word for word in before[:4] if word not in ("the", "a", "an", "of", "(")]
    near = words[:1] if before[:1] != ("and",) else []
    if any(word in w.KILLED_VERBS or (word in w.KILLED and "of" in before[:2]) for word in near):
        return "killed"
    return "injured" if any(word in w.INJURED_VERBS for word in near) else None


def _after(after: Sequence[str]) -> FigureWhat | None:
    """ "14 people were killed", "nine wounded", "84 taken to hospital"; "ten men killed four" is not about the ten."""
    aside = _aside(after)
    for index, word in enumerate(after):
        if index in aside or _joined(after, index):
            continue
        if word in ENDS or word in KILLERS or _next_figure(after, index):
            return None
        if word in w.INJURED or word in w.KILLED:
            if index and _active(after, index):
                return None
            return "injured" if word in w.INJURED else "killed"
    return None


def _aside(after: Sequence[str]) -> range:
    """Where the aside of "three people[, two of them children,] were killed" stands; empty where there is none."""
    comma = after.index(",") if "," in after[:8] else len(after)
    opens = after[comma + 1 : comma + 5]
    counted = _number(after, comma + 1) and {"them", "whom"} & set(opens)
    if not counted and opens[:1] not in (("including",), ("mostly",), ("among",)):
        return range(0)
    shut = next((i for i in range(comma + 2, len(after)) if after[i] == ","), len(after))
    return range(comma, shut + 1 if after[shut + 1 : shut + 2] and after[shut + 1] in BEFALLEN else comma)


def _joined(after: Sequence[str], index: int) -> bool:
    """ "12 guerrillas [and 1 soldier] were killed": two counted together, no verb between them."""
    if after[index] != "and" or not _number(after, index + 1) or not 0 < index <= JOINED:
        return False
    behind = after[index + 2 : index + 8]
    befell = next((i for i, word in enumerate(behind) if word in BEFALLEN), None)
    plain = not any(word in BEFALLEN or word in HARMED or word.endswith("ed") for word in after[:index])
    return plain and befell is not None and not {",", "and", "."} & set(behind[:befell])


def _next_figure(after: Sequence[str], index: int) -> bool:
    """Whether another number begins here: ", 14", "and 14", ", with 14"; not the "one of them" of an aside."""
    if after[index] not in ("and", ",", "with"):
        return False
    at = index + 1 + (after[index] == "," and after[index + 1 : index + 2] in (("with",), ("and",)))
    return _number(after, at) and after[at] != "one"


def shot(figure: FoundFigure) -> bool:
    """ "several people shot", "five survivors were shot": hit, and not said to have died."""
    after = figure.after[:5]
    if "shot" not in after or {"dead", "dead,", "at"} & set(figure.after[:8]):
        return False
    at = after.index("shot")
    return figure.unit == "people" and (after[at - 1] in HELPERS or at <= 1)


def _number(words: Sequence[str], at: int) -> bool:
    return at < len(words) and (words[at][0].isdigit() or words[at] in SMALL or words[at] in w.HEDGE_WORDS)


def _active(after: Sequence[str], index: int) -> bool:
    if after[index - 1] in HELPERS or after[index] not in (
        "killed",
        "wounded",
        "injured",
        "murdered",
        "hurt",
        "executed",
    ):
        return False
    return _number(after, index + 1) or (
        index + 1 < len(after) and after[index + 1] in ("the", "a", "an", "his", "their")
    )


def _before(before: Sequence[str]) -> FigureWhat | None:
    """A figure that stands without its noun: "the number of people killed has risen to 26", "toll ... at 19"."""
    if before and before[0].endswith("ed") and before[0] not in w.KILLED | w.INJURED:
        return None  # "killed five and captured two"
    words: list[str] = []
    for word in before:
        if word in ENDS:
            break
        words.append(word)
    if any(word in w.KILLED for word in words):
        return "killed"
    return "injured" if any(word in w.INJURED for word in words) else None
