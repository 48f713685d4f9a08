"""Templates scored as GTT scores MUC-4: the best one-to-one mapping of templates, then type and fillers together.

Du, Rush and Cardie 2021, "Template Filling with Generative Transformers": in each message predicted templates are
mapped to gold ones of the same type so that the F1 of that message is highest. A filler is right when all its
mentions are mentions of one gold filler of that role, letter for letter once lower case, without marks and articles.
Each mapped template's type counts as one right filler. Right, predicted and gold fillers are summed over all messages
(micro).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPE = "type"
MOST_MAPPINGS = 20_000  # beyond this the mapping is grown greedily
_MARKS = re.compile(r"[!-/:-@\[-`{-~]")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")

Filler = frozenset[str]


class Template(Struct, frozen=True, kw_only=True):
    """An incident's type (gold: one or several, parted by " / ") and the fillers of each role as sets of mentions."""

    type: str
    roles: Mapping[str, tuple[Filler, ...]]


class Tally(Struct):
    """Fillers that are right among the predicted and among the gold ones."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def add(self, other: Tally) -> None:
        self.right, self.predicted = self.right + other.right, self.predicted + other.predicted
        self.found, self.gold = self.found + other.found, self.gold + other.gold

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


Tallies = dict[str, Tally]


def plain(words: str) -> str:
    """Lower case, without marks, articles and more than single spaces."""
    return " ".join(_ARTICLES.sub(" ", _MARKS.sub("", words.lower())).split())


def filler(mentions: Sequence[str]) -> Filler:
    """A filler as the set of its plain mentions."""
    return frozenset(plain(mention) for mention in mentions)


def score(predicted: Sequence[Template], gold: Sequence[Template]) -> Tallies:
    """Tallies of `type` and of each role for one message, under its best mapping."""
    base = _totals(predicted, gold)
    pairs = {
        (i, j): _matched(mine, true)
        for i, mine in enumerate(predicted)
        for j, true in enumerate(gold)
        if mine.type in true.type
    }
    best = max(_mappings(len(predicted), pairs), key=lambda m: _micro(base, m, pairs), default=())
    for pair in best:
        for name, tally in pairs[pair].items():
            base[name].add(tally)
    return base


def total(tallies: Sequence[Tallies]) -> Tallies:
    """Tallies summed over messages, with `all` for type and roles together."""
    summed = {name: Tally() for name in (TYPE, *ROLES, "all")}
    for one in tallies:
        for name, tally in one.items():
            summed[name].add(tally)
            summed["all"].add(tally)
    return summed


def _totals(predicted: Sequence[Template], gold: Sequence[Template]) -> Tallies:
    base = {TYPE: Tally(predicted=len(predicted), gold=len(gold))}
    for role in ROLES:
        base[role] = Tally(
            predicted=sum(len(t.roles.get(role, ())) for t in predicted),
            gold=sum(len(t.roles.get(role, ())) for t in gold),
        )
    return base


def _matched(mine: Template, true: Template) -> Tallies:
    """What a mapped pair adds: right ones among the predicted fillers, found ones among the gold."""
    found = {TYPE: Tally(right=1, found=1)}
    for role in ROLES:
        a, b = mine.roles.get(role, ()), true.roles.get(role, ())
        found[role] = Tally(
            right=sum(any(one <= other for other in b) for one in a),
            found=sum(any(one <= other for one in a) for other in b),
        )
    return found


Pair = tuple[int, int]


def _mappings(count: int, pairs: Mapping[Pair, Tallies]) -> Iterator[tuple[Pair, ...]]:
    """Every one-to-one mapping of templates of one type, the empty one too, up to MOST_MAPPINGS; then a greedy one."""
    options = [[pair for pair in pairs if pair[0] == i] for i in range(count)]
    size = 1
    for one in options:
        size *= len(one) + 1
    if size > MOST_MAPPINGS:
        yield _greedy(pairs)
    else:
        yield from _grown(options, 0, ())


def _grown(options: Sequence[Sequence[Pair]], at: int, chosen: tuple[Pair, ...]) -> Iterator[tuple[Pair, ...]]:
    if at == len(options):
        yield chosen
        return
    yield from _grown(options, at + 1, chosen)
    for pair in options[at]:
        if all(pair[1] != other[1] for other in chosen):
            yield from _grown(options, at + 1, (*chosen, pair))


def _greedy(pairs: Mapping[Pair, Tallies]) -> tuple[Pair, ...]:
    chosen: list[Pair] = []
    for pair in sorted(pairs, key=lambda p: (-sum(t.right + t.found for t in pairs[p].values()), p)):
        if all(pair[0] != other[0] and pair[1] != other[1] for other in chosen):
            chosen.append(pair)
    return tuple(chosen)


def _micro(base: Tallies, mapping: Sequence[Pair], pairs: Mapping[Pair, Tallies]) -> float:
    summed = Tally()
    for tallies in (base, *(pairs[pair] for pair in mapping)):
        for tally in tallies.values():
            summed.add(tally)
    return summed.f1
