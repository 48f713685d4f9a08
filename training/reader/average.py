"""Average the weights of several epochs of one training, and say whether that is better on the held-out reports.

    python -m training.reader.average --encoder FOLDER --gold SHARED/gold-train --out mean.pt turn-08.pt turn-09.pt ...

The mean of the last epochs lies in a flatter place than any of them and does better on reports of other subjects
(stochastic weight averaging, Izmailov et al. 2018).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from training.reader import loop
from training.reader.data import REAL_DEV, load
from training.reader.encoder import load_encoder
from training.reader.find import f1, predict
from training.reader.multi import Reader


def mean(paths: list[str]) -> dict[str, torch.Tensor]:
    """Weight by weight the mean of some checkpoints."""
    states = [torch.load(path) for path in paths]
    return {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--threads", type=int, default=3)
    parser.add_argument("weights", nargs="+")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tokenizer = loop.tokenizer_of(Path(args.encoder))
    dev = [report for name in REAL_DEV for report in load(Path(args.gold) / name)]
    model = Reader(load_encoder(Path(args.encoder)))
    model.load_state_dict(mean(args.weights))
    for threshold in (0.3, 0.4, 0.5):
        figures = f1(dev, predict(model, dev, tokenizer, threshold))
        print(json.dumps({"threshold": threshold} | {name: round(value, 3) for name, value in figures.items()}))
    torch.save(model.state_dict(), args.out)


if __name__ == "__main__":
    main()
