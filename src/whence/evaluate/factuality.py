"""Factuality on files of the unified format (Stanovsky et al. 2017): UW and MEANTIME, -3 to 3.

Each line is `number TAB word TAB value ...`, `_` where the word is no event; an empty line ends a sentence. The head
is the one measured by `uds`, trained on UDS alone: its figures, about -1.3 to 1.3, are stretched by SCALE and cut to
-3 and 3.

Files under `predictions_on_test` hold what another system (rules over TruthTeller) answered, `DEFAULT` where it had
no answer, and not what annotators said: the `unified` files hold that. Against such answers the figures only say how
far the two systems agree; `gold` is 0 then.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from whence.errors import InputError
from whence.evaluate.correlation import pearson, sign_figures
from whence.evaluate.uds import factuality as figures
from whence.nlp.heads import at

SCALE = 3 / 1.3
PREDICTED = "predictions_on_test"
Event = tuple[int, float]


def factuality(path: Path, model: Path | None = None) -> dict[str, float]:
    """`pearson`, `mae` and F1 of the sign over every .conll file at or below a path, all together and by corpus.

    A file's corpus is the name of its folder. Raises `InputError` where there is none and `ModelError` where the finder
    lacks the head.
    """
    heads = at(model)
    files = sorted(path.rglob("*.conll")) if path.is_dir() else [path]
    pairs: dict[str, list[tuple[float, float]]] = {}
    for file in (file for file in files if file.is_file()):
        for words, events in load(file):
            found = figures(words, heads)
            held = pairs.setdefault(file.resolve().parent.name, [])
            held += [(value, max(-3.0, min(3.0, found[at_] * SCALE))) for at_, value in events]
    if not any(pairs.values()):
        raise InputError(f"{path}: no .conll files with events; give a folder of the unified format")
    result = {"gold": float(not any(PREDICTED in file.resolve().parts for file in files))}
    result |= _measured([pair for held in pairs.values() for pair in held])
    for name, held in sorted(pairs.items()):
        result |= {f"{name} {key}": value for key, value in _measured(held).items() if held}
    return result


def load(file: Path) -> Iterator[tuple[tuple[str, ...], list[Event]]]:
    """(words, events as (number of the word from 0, value)) of every sentence."""
    words: list[str] = []
    events: list[Event] = []
    for line in [*file.read_text(encoding="utf-8", errors="replace").splitlines(), ""]:
        cells = line.split("\t")
        if len(cells) > 2:
            value = _value(cells[2])
            events += [(len(words), value)] if value is not None else []
            words.append(cells[1])
        elif words:
            yield tuple(words), events
            words, events = [], []


def _value(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _measured(pairs: list[tuple[float, float]]) -> dict[str, float]:
    truth, mine = [a for a, _ in pairs], [b for _, b in pairs]
    away = mean(abs(a - b) for a, b in pairs) if pairs else 0.0
    return {"events": float(len(pairs)), "pearson": pearson(truth, mine), "mae": away} | sign_figures(truth, mine)
