"""Fit the weights by which a text is said to tell of a passage's event (`whence.linkage.same_event`), on FAMuS dev.

Ridge logistic regression by Newton's method. `--cross` prints the accuracy of ten folds (every tenth instance, in the
order of the file) and writes nothing.

    python training/fit_same_event.py ../shared/data/famus src/whence/linkage/data [--cross]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec
import numpy as np

from training.fit_mentions import regress
from whence.evaluate.famus import load
from whence.linkage.same_event import SIGNS, EventModel

RIDGE = 20.0
FOLDS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("famus", type=Path)
    parser.add_argument("folder", type=Path, help="where the weights are written")
    parser.add_argument("--cross", action="store_true")
    args = parser.parse_args()
    held = load(args.famus)
    x = np.array([[sign.value(one.passage, one.text) for sign in SIGNS] for one in held])
    y = np.array([float(one.same) for one in held])
    if args.cross:
        right = 0
        for fold in range(FOLDS):
            out = np.arange(len(y)) % FOLDS == fold
            weights, bias = regress(x[~out], y[~out], np.ones((~out).sum()), RIDGE)
            right += int((((x[out] @ weights + bias) > 0) == y[out]).sum())
        print(f"accuracy of {FOLDS} folds: {right / len(y):.3f} of {len(y)}")
        return
    weights, bias = regress(x, y, np.ones(len(y)), RIDGE)
    names = [sign.name for sign in SIGNS]
    model = EventModel(
        weights={name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)},
        bias=round(bias, 3),
    )
    (args.folder / "same_event.json").write_bytes(msgspec.json.encode(model) + b"\n")
    print(model)


if __name__ == "__main__":
    main()
