"""Train the reader's finder with all its lessons: acts, attributions, factuality, incidents, stories.

    python -m training.reader.multi --encoder FOLDER --gold SHARED/gold-train --data SHARED/data --ngec STORIES.csv \
        --out training/runs/multi

First some rounds over the side lessons (PolNeAR, UDS, MUC-4, NGEC), then epochs over the annotated reports in which a
share of the side lessons goes on, so that one encoder keeps them all. bfloat16 where the processor has it. Resumable,
seeded.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.reader import lessons, loop
from training.reader.data import REAL_DEV, Window, load, windows
from training.reader.encoder import Encoder, load_encoder
from training.reader.find import Finder, f1, predict
from training.reader.find import loss_of as act_loss
from training.reader.labels import TYPES
from training.reader.lessons import KINDS, PARTS, SLOTS, Lesson
from whence.evaluate.classes import macro

Batch = list[Lesson] | list[Window]

# How often a round, and an epoch of annotated reports, goes over each side lesson. Attributions are many and learned
# in one pass; slots of incidents and types of stories are few and need several.
FIRST = {"attribution": 1.0, "factuality": 1.0, "incident": 1.0, "story": 1.0}
LATER = {"attribution": 0.4, "factuality": 0.4, "incident": 2.0, "story": 3.0}
BESIDE = {"attribution": 0.04, "factuality": 0.05, "incident": 0.15, "story": 0.5}


class Reader(Finder):
    """The finder with the heads of the side lessons."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        width = encoder.width
        self.attribution, self.attribution_begin = nn.Linear(width, len(PARTS)), nn.Linear(width, len(PARTS))
        self.factuality = nn.Linear(width, 1)
        self.incident, self.incident_begin = nn.Linear(width, len(SLOTS)), nn.Linear(width, len(SLOTS))
        self.incident_kind = nn.Linear(width, len(KINDS) + 1)
        self.story = nn.Linear(width, len(TYPES))

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The encoder's last layer (batch, length, width)."""
        return self.dropout(self.encoder(ids, mask))


def labels(batch: Sequence[Lesson], name: str) -> Tensor:
    """Labels of a batch (batch, length, columns), padded with SKIP."""
    width = max(len(one.ids) for one in batch)
    columns = len(getattr(batch[0], name)[0])
    blank = [lessons.SKIP] * columns
    return torch.tensor([[*getattr(one, name), *[blank] * (width - len(one.ids))] for one in batch])


def tagged(logits: Tensor, want: Tensor, weight: float) -> Tensor:
    """Binary cross-entropy a wordpiece, summed over columns, over the wordpieces that count."""
    live = want != lessons.SKIP
    loss = nn.functional.binary_cross_entropy_with_logits(
        logits.float(), want.clamp(min=0), pos_weight=torch.tensor(weight), reduction="none"
    )
    return (loss * live).sum() / live[..., 0].sum().clamp(min=1)


def by_document(logits: Tensor, batch: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    """The strongest logit of any window of a message (messages, kinds), and what the message tells."""
    names = sorted({one.document for one in batch})
    top = torch.stack([logits[[i for i, one in enumerate(batch) if one.document == n]].amax(0) for n in names])
    return top.float(), torch.tensor([next(one.kinds for one in batch if one.document == n) for n in names])


def side_loss(model: Reader, batch: list[Lesson]) -> Tensor:
    """The loss of one batch of a side lesson."""
    ids, mask = loop.pad([one.ids for one in batch]), loop.pad([[1] * len(one.ids) for one in batch])
    x = model.states(ids, mask)
    match batch[0].kind:
        case "attribution":
            inside = tagged(model.attribution(x), labels(batch, "inside"), 1.5)
            return 2 * inside + 2 * tagged(model.attribution_begin(x), labels(batch, "begin"), 3.0)
        case "incident":
            top, want = by_document(model.incident_kind(x[:, 0]), batch)
            told = nn.functional.binary_cross_entropy_with_logits(top, want)
            inside = tagged(model.incident(x), labels(batch, "inside"), 2.0)
            return told + 4 * inside + 2 * tagged(model.incident_begin(x), labels(batch, "begin"), 3.0)
        case "factuality":
            want = loop.pad([[int(v * 1e4) for v in one.value] for one in batch], int(lessons.SKIP * 1e4)) / 1e4
            live = want != lessons.SKIP
            got = model.factuality(x)[..., 0].float()
            return 2 * nn.functional.smooth_l1_loss(got[live], want[live]) if live.any() else got.sum() * 0
        case _:
            kind = torch.tensor([one.whole for one in batch])
            top = model.inside(x).float().masked_fill(mask[..., None] == 0, -20)
            spread = top.topk(min(8, top.shape[1]), dim=1).values.mean(1)
            ce = nn.functional.cross_entropy
            return 0.5 * ce(spread, kind) + ce(model.story(x[:, 0]).float(), kind)


def loss_of(model: Reader, batch: Batch) -> Tensor:
    """The loss of a batch of any lesson."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return act_loss(model, batch) if isinstance(batch[0], Window) else side_loss(model, batch)  # type: ignore[arg-type]


def acts(todo: Sequence[Window], rng: random.Random) -> list[Batch]:
    """Windows of annotated reports in batches of like length."""
    order = sorted(todo, key=lambda w: (len(w.ids) // 16, rng.random()))
    found: list[Batch] = [order[at : at + 8] for at in range(0, len(order), 8)]
    rng.shuffle(found)
    return found


@torch.no_grad()
def logits(model: Reader, some: Sequence[Lesson], head: str) -> list[Tensor]:
    """What one head says of each lesson, batch by batch, in the order given."""
    model.eval()
    found: list[Tensor] = []
    for at in range(0, len(some), 16):
        batch = some[at : at + 16]
        ids, mask = loop.pad([one.ids for one in batch]), loop.pad([[1] * len(one.ids) for one in batch])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = getattr(model, head)(model.encoder(ids, mask)).float()
        found += [out[row, : len(one.ids)] for row, one in enumerate(batch)]
    return found


def piece_f1(model: Reader, some: Sequence[Lesson], head: str, names: Sequence[str]) -> dict[str, float]:
    """F1 of wordpieces, column by column: a quick look; the published measures are in `whence evaluate`."""
    counts = torch.zeros(len(names), 3)
    for one, out in zip(some, logits(model, some, head), strict=True):
        want = torch.tensor(one.inside)
        live = want != lessons.SKIP
        got = (out > 0) & live
        true = (want == 1) & live
        counts += torch.stack([(got & true).sum(0), got.sum(0), true.sum(0)], 1)
    return {name: round(float(2 * tp / max(1, a + b)), 3) for name, (tp, a, b) in zip(names, counts, strict=True)}


def measure(model: Reader, held: dict[str, list[Lesson]]) -> dict[str, object]:
    """Quick figures on the held-out side lessons."""
    line: dict[str, object] = {}
    line["attribution"] = piece_f1(model, held["attribution"], "attribution", PARTS)
    line["incident"] = piece_f1(model, held["incident"], "incident", SLOTS)
    pairs = [
        (float(out[i, 0]), want)
        for one, out in zip(held["factuality"], logits(model, held["factuality"], "factuality"), strict=True)
        for i, want in enumerate(one.value)
        if want != lessons.SKIP
    ]
    line["factuality"] = round(float(torch.corrcoef(torch.tensor(pairs).T)[0, 1]), 3)
    kinds = [TYPES[int(o[0].argmax())] for o in logits(model, held["story"], "story")]
    line["story"] = round(macro([TYPES[one.whole] for one in held["story"]], kinds), 3)
    return line


def side(args: argparse.Namespace, tokenizer: Tokenizer) -> tuple[list[Lesson], dict[str, list[Lesson]]]:
    """Side lessons to learn from, and those held out to look at."""
    data, ngec = Path(args.data), Path(args.ngec)
    polnear, muc, uds = data / "polnear/data", data / "muc4/processed", data / "uds"
    learn = [
        *lessons.attributions(polnear / "train", tokenizer),
        *lessons.factuality(uds, "train", tokenizer),
        *lessons.incidents(muc / "train.json", tokenizer),
        *lessons.told(ngec, None, tokenizer),
    ]
    held = {
        "attribution": list(lessons.attributions(polnear / "dev", tokenizer))[::4],
        "factuality": list(lessons.factuality(uds, "dev", tokenizer)),
        "incident": list(lessons.incidents(muc / "dev.json", tokenizer))[::2],
        "story": lessons.told(ngec, None, tokenizer, held=True),
    }
    return learn, held


def run(args: argparse.Namespace) -> None:
    """Rounds of side lessons, then epochs of annotated reports with some side lessons."""
    out, tokenizer = loop.begin(args)
    learn, held = side(args, tokenizer)
    folders = loop.storylines(args.gold, args.more)
    todo = [w for f in folders if f.name not in REAL_DEV for r in load(f) for w in windows(r, tokenizer)]
    dev = [r for f in folders if f.name in REAL_DEV for r in load(f)]
    gsr = lessons.told(None, Path(args.gsr), tokenizer) if args.gsr else []
    model = Reader(load_encoder(Path(args.encoder), dropout=args.dropout))
    if args.start:
        print(model.load_state_dict(torch.load(args.start), strict=False))
    once = lessons.batches(learn, random.Random(0))
    rounds = [len(again(once, table(args, turn))) for turn in range(args.rounds)]
    epochs = (len(todo) // 8 + len(again(once, table(args, args.rounds)))) * args.epochs
    course = loop.Course(model, args, sum(rounds) + epochs)
    for turn in range(course.first, args.rounds + args.epochs):
        began, rng = time.time(), random.Random(args.seed + turn)
        taught: list[Batch] = [*again(lessons.batches(learn, rng), table(args, turn))]
        if turn >= args.rounds:
            taught += [*acts(todo, rng), *lessons.batches(gsr, rng)]
        rng.shuffle(taught)
        drop(model.encoder, 0.0 if turn < args.rounds else args.dropout)
        total = teach(model, course, taught)
        line: dict[str, object] = {"turn": turn, "loss": total, "seconds": round(time.time() - began)}
        score = -1.0
        if turn >= args.rounds + 2 or turn == args.rounds + args.epochs - 1:
            for threshold in (0.35, 0.5):
                figures = f1(dev, predict(model, dev, tokenizer, threshold))
                line[f"dev@{threshold}"] = {k: round(v, 3) for k, v in figures.items()}
                score = max(score, figures["typed"])
        if turn < args.rounds or turn % 3 == 0 or turn == args.rounds + args.epochs - 1:
            line |= measure(model, held)
        print(json.dumps(line), flush=True)
        course.save(turn, score)
        for name in (f"turn-{turn:02}.pt", *(["side.pt"] if turn < args.rounds else [])):
            torch.save(model.state_dict(), out / name)


def table(args: argparse.Namespace, turn: int) -> dict[str, float]:
    """How often a round or an epoch goes over each side lesson: as asked for, else by the tables above."""
    early = turn < args.rounds
    asked = args.share if early else args.beside
    if asked is None:
        return BESIDE if not early else LATER if turn else FIRST
    return {name: float(times) for name, _, times in (one.partition("=") for one in asked)}


def again(batches: Sequence[list[Lesson]], share: dict[str, float]) -> list[list[Lesson]]:
    """Each kind of batch as often as its share says; of a fraction, the first ones."""
    found: list[list[Lesson]] = []
    for kind, times in share.items():
        some = [batch for batch in batches if batch[0].kind == kind]
        found += some * int(times) + some[: round(len(some) * (times % 1))]
    return found


def drop(encoder: Encoder, share: float) -> None:
    """Set the encoder's dropout: none over the side lessons, which are many (and a step is half as fast with it)."""
    for module in encoder.modules():
        if isinstance(module, nn.Dropout):
            module.p = share


def teach(model: Reader, course: loop.Course, taught: Sequence[Batch]) -> dict[str, float]:
    """One pass; mean loss a lesson."""
    model.train()
    sums: dict[str, list[float]] = {}
    for number, batch in enumerate(taught):
        value = course.step(loss_of(model, batch))
        name = "acts" if isinstance(batch[0], Window) else batch[0].kind
        sums.setdefault(name, []).append(value)
        if number % 100 == 0:
            print(f"{number}/{len(taught)} {name} {value:.3f}", flush=True)
    return {name: round(sum(values) / len(values), 3) for name, values in sorted(sums.items())}


def main() -> None:
    parser = loop.arguments(__doc__, epochs=10, batch=8)
    parser.add_argument("--data", required=True, help="folder of the public corpora")
    parser.add_argument("--ngec", required=True, help="the NGEC stories as CSV")
    parser.add_argument("--gsr", help="PLOVER_GSR_CAMEO.txt")
    parser.add_argument("--rounds", type=int, default=2, help="passes over the side lessons before the epochs")
    parser.add_argument("--share", nargs="*", help="LESSON=TIMES a round, instead of the usual tables")
    parser.add_argument("--beside", nargs="*", help="LESSON=TIMES an epoch, instead of the usual table")
    parser.add_argument("--dropout", type=float, default=0.1)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
