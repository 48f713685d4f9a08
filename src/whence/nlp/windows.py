"""Wordpieces of a report with their offsets, cut into the windows that the models take."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct
from tokenizers import Tokenizer

from whence.errors import ModelError
from whence.schema.reading import Sentence

WINDOW = 160  # wordpieces that count in a window of the finder
CONTEXT = 40  # wordpieces before them that are only looked at
AROUND = (3, 1)  # sentences before and after a stretch that the filler sees: it was trained with these
SCENE = 150  # wordpieces around one stretch that the filler takes
SHORT = 20  # a window is not cut shorter than this to end at a sentence


class Piece(Struct, frozen=True, gc=False):
    """One wordpiece: its id, its code points in the text, and its sentence."""

    id: int
    start: int
    end: int
    sentence: int


class Window(Struct, frozen=True, kw_only=True):
    """Ids led by [CLS] and closed by [SEP]; `pieces[i]` is None for these two; `first` is where counting begins."""

    ids: list[int]
    pieces: list[Piece | None]
    first: int


def pieces(text: str, sentences: Sequence[Sentence], tokenizer: Tokenizer) -> list[Piece]:
    """The wordpieces of all sentences in order."""
    return list(_pieces(text, tuple(sentences), tokenizer))


@lru_cache(maxsize=128)  # more than a shard's reports: finder and filler take them
def _pieces(text: str, sentences: tuple[Sentence, ...], tokenizer: Tokenizer) -> tuple[Piece, ...]:
    found: list[Piece] = []
    for number, sentence in enumerate(sentences):
        first = sentence.start
        encoded = tokenizer.encode(text[first : sentence.end], add_special_tokens=False)
        found += [
            Piece(i, a + first, b + first, number) for i, (a, b) in zip(encoded.ids, encoded.offsets, strict=True)
        ]
    return tuple(found)


@lru_cache(maxsize=8)
def special(tokenizer: Tokenizer, name: str) -> int:
    """The id of a special wordpiece; raises ModelError where the tokenizer has none of that name."""
    found = tokenizer.token_to_id(name)
    if found is None:
        raise ModelError(f"models/tokenizer.json: no {name}. Install the package again.")
    return found


def framed(part: Sequence[Piece], first: int, tokenizer: Tokenizer) -> Window:
    """A window over some wordpieces, of which those before `first` only give context."""
    cls, sep = special(tokenizer, "[CLS]"), special(tokenizer, "[SEP]")
    return Window(ids=[cls, *[p.id for p in part], sep], pieces=[None, *part, None], first=first + 1)


def windows(all_pieces: Sequence[Piece], tokenizer: Tokenizer, worth: Collection[int] | None = None) -> list[Window]:
    """Windows over a report, or over its sentences that are `worth` a look, each ending at a sentence where it can."""
    found: list[Window] = []
    for at, last in _stretches(all_pieces, worth):
        while at < last:
            end = min(at + WINDOW, last)
            while at + SHORT < end < last and all_pieces[end].sentence == all_pieces[end - 1].sentence:
                end -= 1
            if end <= at + SHORT:
                end = min(at + WINDOW, last)
            low = max(0, at - CONTEXT)
            found.append(framed(all_pieces[low:end], at - low, tokenizer))
            at = end
    return found


def _stretches(all_pieces: Sequence[Piece], worth: Collection[int] | None) -> list[tuple[int, int]]:
    """Runs of wordpieces of sentences that are worth a look; gaps shorter than the context, read anyway, are filled."""
    if worth is None:
        return [(0, len(all_pieces))]
    found: list[tuple[int, int]] = []
    for i, piece in enumerate(all_pieces):
        if piece.sentence in worth:
            near = bool(found) and i - found[-1][1] <= CONTEXT
            found.append((found.pop()[0] if near else i, i + 1))
    return found


def scene(
    all_pieces: Sequence[Piece], start: int, end: int, tokenizer: Tokenizer, around: tuple[int, int] = AROUND
) -> tuple[Window, list[int]]:
    """The surroundings of one stretch (so many sentences before and after) and a mark of 1 on its wordpieces."""
    inside = _marked(all_pieces, start, end)
    low, high = 0, 1
    if inside:
        low, high = all_pieces[inside[0]].sentence - around[0], all_pieces[inside[-1]].sentence + around[1]
    first, after = (bisect_left(all_pieces, number, key=_sentence) for number in (low, high + 1))
    part = all_pieces[first:after]
    marked = _marked(part, start, end)
    if len(part) > SCENE and marked:
        # Sources stand before what they say more often than after it: keep two thirds of the room there.
        room = SCENE - min(len(marked), SCENE)
        cut = max(0, min(marked[0] - room * 2 // 3, len(part) - SCENE))
        part = part[cut : cut + SCENE]
        marked = _marked(part, start, end)
    window = framed(part, 0, tokenizer)
    mark = [0] * len(window.ids)
    for i in marked:
        mark[i + 1] = 1  # behind [CLS]
    return window, mark


def _marked(part: Sequence[Piece], start: int, end: int) -> list[int]:
    """Where the wordpieces stand that share code points with a stretch."""
    first = bisect_left(part, start, key=_end)
    near = takewhile(lambda i: part[i].start < end, range(first, len(part)))
    return [i for i in near if min(part[i].end, end) > max(part[i].start, start)]


def _end(piece: Piece) -> int:
    return piece.end


def _sentence(piece: Piece) -> int:
    return piece.sentence
