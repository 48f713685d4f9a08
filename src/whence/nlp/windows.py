"""Wordpieces of a report with their offsets, cut into the windows that the models take."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from tokenizers import Tokenizer

from whence.errors import ModelError
from whence.schema.reading import Sentence

WINDOW = 160  # wordpieces that count in a window of the finder
CONTEXT = 40  # wordpieces before them that are only looked at
SCENE = 150  # wordpieces around one stretch that the filler takes
SHORT = 20  # a window is not cut shorter than this to end at a sentence


class Piece(Struct, frozen=True):
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
    found: list[Piece] = []
    for number, sentence in enumerate(sentences):
        encoded = tokenizer.encode(text[sentence.start : sentence.end], add_special_tokens=False)
        found += [
            Piece(i, a + sentence.start, b + sentence.start, number)
            for i, (a, b) in zip(encoded.ids, encoded.offsets, strict=True)
        ]
    return found


def special(tokenizer: Tokenizer, name: str) -> int:
    """The id of a special wordpiece; raises ModelError where the tokenizer has none of that name."""
    found = tokenizer.token_to_id(name)
    if found is None:
        raise ModelError(f"models/tokenizer.json: no {name}. Install the package again.")
    return found


def framed(part: Sequence[Piece], first: int, tokenizer: Tokenizer) -> Window:
    """A window over some wordpieces, of which those before `first` only give context."""
    cls, sep = special(tokenizer, "[CLS]"), special(tokenizer, "[SEP]")
    return Window(ids=[cls, *(p.id for p in part), sep], pieces=[None, *part, None], first=first + 1)


def windows(all_pieces: Sequence[Piece], tokenizer: Tokenizer) -> list[Window]:
    """Windows over a report, each ending at a sentence where it can."""
    found: list[Window] = []
    at = 0
    while at < len(all_pieces):
        end = min(at + WINDOW, len(all_pieces))
        while at + SHORT < end < len(all_pieces) and all_pieces[end].sentence == all_pieces[end - 1].sentence:
            end -= 1
        if end <= at + SHORT:
            end = min(at + WINDOW, len(all_pieces))
        low = max(0, at - CONTEXT)
        found.append(framed(all_pieces[low:end], at - low, tokenizer))
        at = end
    return found


def scene(all_pieces: Sequence[Piece], start: int, end: int, tokenizer: Tokenizer) -> tuple[Window, list[int]]:
    """The surroundings of one stretch (three sentences before, one after) and a mark of 1 on its wordpieces."""
    inside = [p.sentence for p in all_pieces if p.end > p.start and min(p.end, end) > max(p.start, start)]
    low, high = (inside[0] - 3, inside[-1] + 1) if inside else (0, 1)
    part = [p for p in all_pieces if low <= p.sentence <= high]
    marked = [i for i, p in enumerate(part) if min(p.end, end) > max(p.start, start)]
    if len(part) > SCENE and marked:
        # Sources stand before what they say more often than after it: keep two thirds of the room there.
        room = SCENE - min(len(marked), SCENE)
        cut = max(0, min(marked[0] - room * 2 // 3, len(part) - SCENE))
        part = part[cut : cut + SCENE]
    window = framed(part, 0, tokenizer)
    return window, [int(p is not None and min(p.end, end) > max(p.start, start)) for p in window.pieces]
