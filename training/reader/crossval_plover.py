"""Cross-validated type of the PLOVER gold standard records, from the weights that never saw them.

    python -m training.reader.crossval_plover --encoder FOLDER --start training/runs/multi/side.pt --gsr FILE

Five folds by sentence, drawn by seed; each starts from the weights after the side lessons, learns four fifths and says
the type of the rest. Prints the macro-F1 over the types that stand in the records, and F1 type by type.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch

from training.reader import lessons, loop
from training.reader.encoder import load_encoder
from training.reader.labels import TYPES
from training.reader.lessons import Lesson
from training.reader.multi import Reader, logits, loss_of
from whence.evaluate.classes import by_class, macro

FOLDS = 5


def fold(args: argparse.Namespace, learn: list[Lesson], rest: list[Lesson]) -> list[int]:
    """The types that a reader taught with some records gives to the rest."""
    model = Reader(load_encoder(Path(args.encoder)))
    model.load_state_dict(torch.load(args.start))
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, weight_decay=0.01)
    for epoch in range(args.epochs):
        model.train()
        for batch in lessons.batches(learn, random.Random(args.seed + epoch)):
            optimizer.zero_grad()
            loss_of(model, batch).backward()
            optimizer.step()
    said = zip(logits(model, rest, "story"), logits(model, rest, "inside"), strict=True)
    return [int((whole[0].log_softmax(-1) + spread(inside).log_softmax(-1)).argmax()) for whole, inside in said]


def spread(inside: torch.Tensor) -> torch.Tensor:
    """Mean of a type's strongest wordpieces, as the lesson has it."""
    return inside.topk(min(8, len(inside)), dim=0).values.mean(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--start", required=True, help="weights that have not seen the records")
    parser.add_argument("--gsr", required=True, help="PLOVER_GSR_CAMEO.txt")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    tokenizer = loop.tokenizer_of(Path(args.encoder))
    records = lessons.told(None, Path(args.gsr), tokenizer)
    random.Random(args.seed).shuffle(records)
    want: list[str] = []
    got: list[str] = []
    for part in range(FOLDS):
        rest = records[part::FOLDS]
        got += [TYPES[kind] for kind in fold(args, [r for i, r in enumerate(records) if i % FOLDS != part], rest)]
        want += [TYPES[one.whole] for one in rest]
    by_type = {name: round(score, 3) for name, score in by_class(want, got).items()}
    accuracy = sum(w == g for w, g in zip(want, got, strict=True)) / len(want)
    print(json.dumps({"macro_f1": round(macro(want, got), 3), "accuracy": round(accuracy, 3), "types": by_type}))


if __name__ == "__main__":
    main()
