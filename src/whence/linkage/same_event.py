"""Whether a text tells of the event that a passage names: by shared rare words, names and numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

import msgspec
from msgspec import Struct

from whence.linkage.likeness import Rarity, terms
from whence.linkage.mention_words import LIGHT, base
from whence.linkage.normalise import STOP, fold, stem
from whence.schema.records import PairReason

WORDS = re.compile(r"\w+(?:[-'’]\w+)*|[^\w\s]")
ENDS = frozenset(".!?")
NEAR = 8  # tokens to either side of the event's word
UNKNOWN = 0.5  # where a passage has no name or number, that says nothing
_ENGLISH = frozenset(("the", "of", "and", "to", "in"))
MOST_ENGLISH = 0.12  # share of those words; more says no more


class Passage(Struct, frozen=True, eq=False):
    """What is looked for: all its terms, those of the sentence and beside the event's word, its names and numbers."""

    word: frozenset[str]
    sentence: frozenset[str]
    near: frozenset[str]
    whole: frozenset[str]
    names: frozenset[str]
    all_names: frozenset[str]
    numbers: frozenset[str]
    rarity: Rarity


class Text(Struct, frozen=True, eq=False):
    """Where it is looked for, whole and by sentence."""

    terms: frozenset[str]
    tokens: frozenset[str]
    bases: frozenset[str]
    sentences: tuple[tuple[frozenset[str], frozenset[str]], ...]  # terms and base forms of each
    english: float


class Sign(NamedTuple):
    """One thing that is looked at: a number from 0 to 1, and its words for people (`{}` is the number in percent)."""

    name: str
    value: Callable[[Passage, Text], float]
    words: str


class EventModel(Struct, frozen=True, kw_only=True):
    """Fitted weights; made by `training/fit_same_event.py`."""

    weights: Mapping[str, float]
    bias: float


@lru_cache(maxsize=1)
def event_model() -> EventModel:
    """The weights that ship."""
    file = resources.files("whence.linkage").joinpath("data/same_event.json")
    return msgspec.json.decode(file.read_bytes(), type=EventModel)


def same_event(passage: Passage, text: Text, model: EventModel | None = None) -> float:
    """Log-odds that the text tells of the passage's event; above 0 it does."""
    held = model or event_model()
    return held.bias + sum(held.weights.get(sign.name, 0.0) * sign.value(passage, text) for sign in SIGNS)


def reasons(passage: Passage, text: Text, model: EventModel | None = None) -> list[PairReason]:
    """What each sign added to the log-odds, with its words, strongest first."""
    held = model or event_model()
    found = []
    for sign in SIGNS:
        value = sign.value(passage, text)
        added = round(held.weights.get(sign.name, 0.0) * value, 3)
        found.append(PairReason(feature=sign.name, score=added, words=sign.words.format(round(100 * value))))
    return sorted(found, key=lambda reason: (-abs(reason.score), reason.feature))


def passage_of(tokens: Sequence[str], first: int, last: int, rarity: Rarity) -> Passage:
    """A passage whose event is named by tokens `first` to `last` (inclusive)."""
    start, end = _sentence(tokens, first)
    inside = tokens[start:end]
    return Passage(
        word=frozenset(base(token) for token in tokens[first : last + 1]) - LIGHT,
        sentence=frozenset(terms(inside)),
        near=frozenset(terms(tokens[max(0, first - NEAR) : last + NEAR + 1])),
        whole=frozenset(terms(tokens)),
        names=_names(inside[1:]),
        all_names=_names(tokens),
        numbers=frozenset(token for token in inside if token[:1].isdigit()),
        rarity=rarity,
    )


def text_of(tokens: Sequence[str]) -> Text:
    """A text to look in."""
    plain = sum(token in _ENGLISH for token in tokens) / (len(tokens) + 1)
    return Text(
        terms=frozenset(terms(tokens)),
        tokens=frozenset(tokens),
        bases=frozenset(map(base, set(tokens))),
        sentences=tuple((frozenset(terms(one)), frozenset(map(base, one))) for one in _sentences(tokens)),
        english=min(plain, MOST_ENGLISH) / MOST_ENGLISH,
    )


def _sentence(tokens: Sequence[str], at: int) -> tuple[int, int]:
    start = next((place + 1 for place in range(at - 1, -1, -1) if tokens[place] in ENDS), 0)
    end = next((place + 1 for place in range(at, len(tokens)) if tokens[place] in ENDS), len(tokens))
    return start, end


def _sentences(tokens: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for token in tokens:
        found[-1].append(token)
        if token in ENDS:
            found.append([])
    return [sentence for sentence in found if sentence]


def _names(tokens: Iterable[str]) -> frozenset[str]:
    return frozenset(stem(fold(token)) for token in tokens if token[:1].isupper() and fold(token) not in STOP)


def _held(wanted: frozenset[str], there: frozenset[str], rarity: Rarity) -> float:
    """Share of the wanted terms, by rarity, that are there."""
    total = rarity.total(wanted)
    return math.fsum(map(rarity.of, wanted & there)) / total if total else 0.0


def _share(field: str) -> Callable[[Passage, Text], float]:
    return lambda passage, text: _held(getattr(passage, field), text.terms, passage.rarity)


def _named(field: str) -> Callable[[Passage, Text], float]:
    def value(passage: Passage, text: Text) -> float:
        wanted = getattr(passage, field)
        return _held(wanted, text.terms, passage.rarity) if wanted else UNKNOWN

    return value


def _best_sentence(passage: Passage, text: Text) -> float:
    return max((_held(passage.sentence, there, passage.rarity) for there, _ in text.sentences), default=0.0)


def _best_with_word(passage: Passage, text: Text) -> float:
    found = (_held(passage.near, there, passage.rarity) for there, bases in text.sentences if bases & passage.word)
    return max(found, default=0.0)


def _numbers(passage: Passage, text: Text) -> float:
    return len(passage.numbers & text.tokens) / len(passage.numbers) if passage.numbers else UNKNOWN


SIGNS: tuple[Sign, ...] = (
    Sign("word", lambda passage, text: float(bool(passage.word & text.bases)), "the event's own word"),
    Sign("sentence", _share("sentence"), "{} % of the sentence's words"),
    Sign("near", _share("near"), "{} % of the words beside the event's"),
    Sign("whole", _share("whole"), "{} % of the passage's words"),
    Sign("names", _named("names"), "{} % of the sentence's names"),
    Sign("all_names", _named("all_names"), "{} % of the passage's names"),
    Sign("numbers", _numbers, "{} % of the numbers"),
    Sign("best_sentence", _best_sentence, "{} % of the words in one sentence"),
    Sign("best_with_word", _best_with_word, "{} % of the words in one sentence with the event's word"),
    Sign("english", lambda _, text: text.english, "a text in English sentences"),
)
