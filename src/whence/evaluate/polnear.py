"""Attribution against PolNeAR: source, cue and content spans of political news, as the corpus labels them.

Scored are the rules, or the finder's attribution heads with the rules beside them (`polnear-tagged`).

The folder holds `text/*.txt` and `attributions/*.ann` (brat stand-off) with one base name each. Every attribution
found is matched to the gold one whose cue overlaps it most (one to one, best first). *Exact*: a span counts where its
words are the gold span's. *Overlap*: precision is the share of the predicted span's words that stand in the gold
span, recall the share of the gold span's words that stand in the predicted one, both averaged over all predicted and
all gold spans (unmatched ones count 0). *Alone*: the same overlap, each part matched by its own words, whatever cue
it belongs to; a span that several attributions share counts once. *Words*: whatever belongs together, the words of
all predicted spans of a part against those of all gold spans, as the script that comes with Citron counts them (it
sums over all pairs of attributions, so that words that several share count more than once; here each counts once).
*Attribution exact* counts those of which all three parts are the gold one's, *attribution overlap* those of which
each part shares half of the words or more of either with the gold one's. Marks are no words. PolNeAR counts the
`that` before a content to it, the rules do not: it is added here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from whence.errors import InputError
from whence.nlp.attribution import attributions
from whence.nlp.attribution_tagged import tagged
from whence.nlp.heads import at
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences
from whence.schema.reading import Attribution

PARTS = ("source", "cue", "content")
WHOLE = "attribution"
Tokens = frozenset[int]
_TOKEN = re.compile(r"\w+")
_SPAN = re.compile(r"^(T\d+)\t(\w+) ([\d ;]+)\t")
_EVENT = re.compile(r"^E\d+\tAttribution(?:-no-source)?:T\d+(.*)$")


class Noted(Struct, frozen=True):
    """One annotated attribution: for each part the (start, end) of its pieces in the text; none for an absent part."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


class Labelled(Struct, frozen=True):
    """One attribution as sets of token offsets; an absent part is empty."""

    source: Tokens
    cue: Tokens
    content: Tokens

    def part(self, name: str) -> Tokens:
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


class Sums(Struct):
    """What is added up over all texts for one part."""

    predicted: int = 0
    gold: int = 0
    exact: int = 0
    words: tuple[int, int, int] = (0, 0, 0)  # shared, predicted, gold
    precision: float = 0.0
    recall: float = 0.0


def polnear(path: Path) -> dict[str, float]:
    """Exact and overlap F1 of the rules' sources, cues and contents over a PolNeAR folder (`dev`, `train`, `test`).

    Keys are `source exact`, `source overlap`, ..., `attribution exact`, `attribution overlap` and `texts`; raises
    `InputError` when the folder holds no pairs.
    """
    return scored(path, lambda text: attributions(text, sentences(text), quotes(text)))


def polnear_tagged(path: Path, model: Path | None = None) -> dict[str, float]:
    """The same of the model `attribution` or another, rules beside it; raises `ModelError` where heads are missing."""
    heads = at(model, name="attribution")

    def attribute(text: str) -> Sequence[Attribution]:
        split = sentences(text)
        rules = [one for one in attributions(text, split, quotes(text)) if _counts(one)]
        return tagged(text, split, heads, beside=rules)

    return scored(path, attribute)


def scored(path: Path, attribute: Callable[[str], Sequence[Attribution]]) -> dict[str, float]:
    """The figures of anything that finds attributions in a text."""
    sums = {part: Sums() for part in (*PARTS, WHOLE)}
    alone = {part: Sums() for part in PARTS}
    count = 0
    for _, text, noted in annotated(path):
        count += 1
        gold = _gold(noted, text)
        found = [_mine(one, text) for one in attribute(text) if _counts(one)]
        pairs = _pairs(found, gold)
        for part in PARTS:
            _add(sums[part], part, found, gold, pairs)
            _add_alone(alone[part], part, found, gold)
            _add_words(sums[part], part, found, gold)
        _add_whole(sums[WHOLE], found, gold, pairs)
    if not count:
        raise InputError(f"{path}: no PolNeAR texts; give a folder with text/*.txt and attributions/*.ann")
    result = {"texts": float(count)}
    for part, sum_ in sums.items():
        result[f"{part} exact"] = _f1(sum_.exact, sum_.exact, sum_.predicted, sum_.gold)
        result[f"{part} overlap"] = _f1(sum_.precision, sum_.recall, sum_.predicted, sum_.gold)
        if part != WHOLE:
            mine = alone[part]
            result[f"{part} alone"] = _f1(mine.precision, mine.recall, mine.predicted, mine.gold)
            result[f"{part} words"] = _f1(sum_.words[0], sum_.words[0], *sum_.words[1:])
    return result


def _counts(one: Attribution) -> bool:
    """Second readings of one cue (whom it was told, who is cited) are not labelled in PolNeAR."""
    return one.cue.found_by not in ("attribution.hearer", "attribution.relay", "attribution.beside")


def annotated(path: Path) -> Iterator[tuple[str, str, list[Noted]]]:
    """Name, text and attributions of every text of a PolNeAR split (`dev`, `train`, `test`), by name."""
    for labels in sorted((path / "attributions").glob("*.ann")):
        for name in (labels.stem, re.sub(r"_[0-9a-f]{4}$", "", labels.stem)):
            source = path / "text" / f"{name}.txt"
            if source.is_file():
                text = source.read_bytes().decode("utf-8", errors="replace")
                yield labels.stem, text, _noted(labels.read_text(encoding="utf-8"))
                break


def _noted(labels: str) -> list[Noted]:
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    for line in labels.splitlines():
        span = _SPAN.match(line)
        if span:
            pieces = [tuple(map(int, piece.split())) for piece in span.group(3).split(";")]
            spans[span.group(1)] = tuple((piece[0], piece[-1]) for piece in pieces)
    events = filter(None, map(_EVENT.match, labels.splitlines()))
    return [_event(event.group(1), spans) for event in events]


def _event(arguments: str, spans: Mapping[str, tuple[tuple[int, int], ...]]) -> Noted:
    parts: dict[str, tuple[tuple[int, int], ...]] = {}
    for argument in arguments.split():
        role, _, name = argument.partition(":")
        role = role.rstrip("0123456789").lower()
        parts[role] = parts.get(role, ()) + spans.get(name, ())
    return Noted(*(parts.get(part, ()) for part in PARTS))


def _gold(noted: Sequence[Noted], text: str) -> list[Labelled]:
    found = [Labelled(*(_all_tokens(text, spans) for spans in (one.source, one.cue, one.content))) for one in noted]
    return [one for one in found if one.cue]


def _all_tokens(text: str, spans: Iterable[tuple[int, int]]) -> Tokens:
    return frozenset().union(*(_tokens(text, start, end) for start, end in spans))


def _tokens(text: str, start: int, end: int) -> Tokens:
    return frozenset(found.start() for found in _TOKEN.finditer(text, start, end))


def _mine(one: Attribution, text: str) -> Labelled:
    content = frozenset().union(*(_tokens(text, _with_that(text, part.start), part.end) for part in one.content))
    source = _tokens(text, one.source.start, one.source.end) if one.source else frozenset()
    return Labelled(source, _tokens(text, one.cue.start, one.cue.end), content)


def _with_that(text: str, start: int) -> int:
    return start - 5 if text[max(0, start - 5) : start].lower() == "that " else start


def _pairs(found: Sequence[Labelled], gold: Sequence[Labelled]) -> dict[int, int]:
    """Index of the gold attribution for each found one: most common cue tokens first, then source and content."""
    return _matched(
        (-len(mine.cue & true.cue), -len(mine.content & true.content) - len(mine.source & true.source), i, j)
        for i, mine in enumerate(found)
        for j, true in enumerate(gold)
        if mine.cue & true.cue
    )


def _matched(ranked: Iterable[tuple[int, int, int, int]]) -> dict[int, int]:
    """One to one, the lowest first; the last two of each are the indices."""
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(ranked):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _add(sums: Sums, part: str, found: list[Labelled], gold: list[Labelled], pairs: dict[int, int]) -> None:
    sums.predicted += sum(bool(one.part(part)) for one in found)
    sums.gold += sum(bool(one.part(part)) for one in gold)
    for i, j in pairs.items():
        mine, true = found[i].part(part), gold[j].part(part)
        if not mine or not true:
            continue
        sums.exact += mine == true
        _credit(sums, mine, true)


def _credit(sums: Sums, mine: Tokens, true: Tokens) -> None:
    common = len(mine & true)
    sums.precision += common / len(mine)
    sums.recall += common / len(true)


def _add_alone(sums: Sums, part: str, found: Sequence[Labelled], gold: Sequence[Labelled]) -> None:
    """The spans of one part matched by the words that they share, most first; longer ones last of equals."""
    mine = sorted({one.part(part) for one in found} - {frozenset()}, key=sorted)
    true = sorted({one.part(part) for one in gold} - {frozenset()}, key=sorted)
    sums.predicted, sums.gold = sums.predicted + len(mine), sums.gold + len(true)
    shared = ((-len(one & other), len(one | other), i, j) for i, one in enumerate(mine) for j, other in enumerate(true))
    for i, j in _matched(row for row in shared if row[0]).items():
        _credit(sums, mine[i], true[j])


def _add_words(sums: Sums, part: str, found: list[Labelled], gold: list[Labelled]) -> None:
    mine = frozenset().union(*(one.part(part) for one in found))
    true = frozenset().union(*(one.part(part) for one in gold))
    shared, predicted, given = sums.words
    sums.words = (shared + len(mine & true), predicted + len(mine), given + len(true))


def _add_whole(sums: Sums, found: list[Labelled], gold: list[Labelled], pairs: dict[int, int]) -> None:
    sums.predicted, sums.gold = sums.predicted + len(found), sums.gold + len(gold)
    for i, j in pairs.items():
        parts = [(found[i].part(part), gold[j].part(part)) for part in PARTS]
        sums.exact += all(mine == true for mine, true in parts)
        near = all(2 * len(mine & true) >= max(len(mine), len(true)) for mine, true in parts)
        sums.precision, sums.recall = sums.precision + near, sums.recall + near


def _f1(precise: float, recalled: float, predicted: int, gold: int) -> float:
    precision, recall = precise / predicted if predicted else 0.0, recalled / gold if gold else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
