"""Declared features of two mentions of one story: a number each, and its words."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from whence.linkage.features import Feature
from whence.linkage.mention_profiles import Profile
from whence.linkage.normalise import stem

SAME_DOCUMENT = 0.5  # how alike a document is to itself, here: about as two tellings of one event are
UNSEEN = 1.5  # how many topics a rate counts for that was not seen
ALIKE, UNLIKE = 0.45, 0.05  # share of pairs that are one event, by same or other heads (ECB+ training topics)
START = 4  # letters
Rates = Mapping[tuple[str, str], tuple[float, float]]  # two heads: sum of their rates over topics, number of topics
Pair = Callable[[Profile, Profile], float]


def mention_features(rates: Rates) -> tuple[Feature[Profile], ...]:
    """All features; `rates` says how often two heads named one event where they were annotated."""

    def learned(left: Profile, right: Profile) -> float:
        same = left.head == right.head
        total, topics = rates.get(heads_of(left, right), (0.0, 0.0))
        rate = (total + UNSEEN * (ALIKE if same else UNLIKE)) / (topics + UNSEEN)
        return math.log(rate / (1 - rate)) if 0 < rate < 1 else 0.0

    return (
        _feature("same_head", _same, "same word: {left}"),
        _feature("same_head_rate", _if_same(learned), "{left}: a word that often stands for one event"),
        _feature("other_head_rate", _if_other(learned), "{left} / {right}: how often the two name one event"),
        _feature("same_form", _same_form, "the same form of the word: {left}"),
        _feature("kin", _if_other(lambda a, b: float(bool(a.families & b.families))), "{left} / {right}: like meaning"),
        _feature("shared_word", _if_other(lambda a, b: float(bool(a.words & b.words))), "share a word"),
        _feature("same_start", _if_other(_same_start), "{left} / {right}: one root"),
        _feature("one_text", _one_text, "in one text"),
        _feature("one_sentence", _one_sentence, "in one sentence"),
        _feature("context", _over("context"), "sentences alike"),
        _feature("context_same", _if_same(_over("context")), "same word, sentences alike"),
        _feature("before", _over("before"), "same words before it"),
        _feature("after", _over("after"), "same words after it"),
        _feature("after_same", _if_same(_over("after")), "same word, same words after it"),
        _feature("names", _over("names"), "same names in the sentence"),
        _feature("names_apart", _names_apart, "other names in the sentence"),
        _feature("numbers", lambda a, b: float(bool(a.numbers & b.numbers)), "same numbers"),
        _feature("numbers_apart", _numbers_apart, "other numbers"),
        _feature("texts_alike", texts_alike, "texts alike"),
        _feature("texts_alike_same", _if_same(texts_alike), "same word, texts alike"),
        _feature("main", _main, "words that the texts use most"),
        _feature("main_same", _if_same(_main), "the word that the texts use most: {left}"),
        _feature("light", lambda a, b: float(a.light or b.light), "a word that says little"),
        _feature("light_same", _if_same(lambda a, _: float(a.light)), "same word, but one that says little"),
        _feature("early", _early, "both open their text"),
    )


def heads_of(left: Profile, right: Profile) -> tuple[str, str]:
    """The two heads in alphabetical order."""
    return (left.head, right.head) if left.head <= right.head else (right.head, left.head)


def _feature(name: str, value: Pair, words: str) -> Feature[Profile]:
    return Feature(name, value, lambda left, right, _: words.format(left=left.form, right=right.form))


def _same(left: Profile, right: Profile) -> float:
    return float(left.head == right.head)


def _same_form(left: Profile, right: Profile) -> float:
    return float(left.form == right.form)


def _same_start(left: Profile, right: Profile) -> float:
    return float(stem(left.head)[:START] == stem(right.head)[:START])


def _if_same(value: Pair) -> Pair:
    return lambda left, right: value(left, right) if left.head == right.head else 0.0


def _if_other(value: Pair) -> Pair:
    return lambda left, right: value(left, right) if left.head != right.head else 0.0


def _one_text(left: Profile, right: Profile) -> float:
    return float(left.text == right.text)


def _one_sentence(left: Profile, right: Profile) -> float:
    return float(left.text == right.text and left.mention.sentence == right.mention.sentence)


def _over(field: str) -> Pair:
    return lambda left, right: overlap(getattr(left, field), getattr(right, field), left)


def overlap(ours: frozenset[str], theirs: frozenset[str], profile: Profile) -> float:
    """Share of the smaller set, by rarity, that the larger holds; damped where the smaller holds little."""
    shared = ours & theirs
    if not shared:
        return 0.0
    rarity = profile.collection.rarity
    return math.fsum(map(rarity.of, shared)) / (1 + min(rarity.total(ours), rarity.total(theirs)))


def _names_apart(left: Profile, right: Profile) -> float:
    return float(bool(left.names) and bool(right.names) and not left.names & right.names)


def _numbers_apart(left: Profile, right: Profile) -> float:
    return float(bool(left.numbers) and bool(right.numbers) and not left.numbers & right.numbers)


def texts_alike(left: Profile, right: Profile) -> float:
    return SAME_DOCUMENT if left.text == right.text else left.collection.alike(left.text, right.text)


def _main(left: Profile, right: Profile) -> float:
    return math.sqrt(left.share * right.share)


def _early(left: Profile, right: Profile) -> float:
    return float(left.mention.sentence <= 1 and right.mention.sentence <= 1)
