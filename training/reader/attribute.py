"""Train one encoder on PolNeAR alone: mark sources, cues and contents, and fill one marked cue.

    python -m training.reader.attribute --encoder FOLDER --polnear SHARED/data/polnear/data \
        --start training/runs/said/turn-02.pt --out training/runs/attribute

The second lesson (a cue is marked by segment; which words are its source, which its content, is it a cue at all) goes
beside the first on the same encoder and is not kept: it teaches what belongs together. Weights are written after every
epoch as those of a `Reader` whose other heads are the start's, so that `average` and `export` take them. Seeded,
resumable.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.reader import loop
from training.reader.cues import SKIP, Lesson, batches, load, stacked
from training.reader.encoder import load_encoder
from whence.evaluate.polnear import PARTS

LEARN, LOOK = 2400, 4000  # wordpieces of a batch


class Marker(nn.Module):
    """An encoder with heads that tag a window (inside, then begin, of each part) and that fill a marked cue."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.encoder = load_encoder(encoder)
        width = self.encoder.width
        self.drop = nn.Dropout(0.1)
        self.tag, self.fill, self.cue = nn.Linear(width, 6), nn.Linear(width, 4), nn.Linear(width, 1)

    def forward(self, ids: Tensor, mask: Tensor, segment: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.drop(self.encoder(ids, mask, segment))
        marked = segment.to(x.dtype)[..., None]
        pooled = (x * marked).sum(1) / marked.sum(1).clamp(min=1)
        return self.tag(x), self.fill(x), self.cue(pooled)[:, 0]


def outputs(model: Marker, batch: Sequence[Lesson]) -> tuple[Tensor, Tensor, Tensor]:
    """What the model says of a batch."""
    ids, mask = loop.pad([one.ids for one in batch]), loop.pad([[1] * len(one.ids) for one in batch])
    found: tuple[Tensor, Tensor, Tensor] = model(ids, mask, loop.pad([one.segment for one in batch]))
    return found


def loss_of(model: Marker, kind: str, batch: Sequence[Lesson]) -> Tensor:
    """The loss of a batch of either lesson."""
    entropy = nn.functional.binary_cross_entropy_with_logits
    tag, fill, cue = outputs(model, batch)
    want, told = stacked(batch), torch.tensor([one.told for one in batch])
    live = (want != SKIP).float() * told[:, None, None]
    got = tag if kind == "tag" else fill
    summed = entropy(got.float(), want.clamp(min=0), weight=live, reduction="sum")
    loss = summed / live.sum().clamp(min=1) * (4 * want.shape[-1])
    return loss if kind == "tag" else loss + 0.5 * entropy(cue.float(), told)


@torch.no_grad()
def measure(model: Marker, held: dict[str, list[Lesson]], rng: random.Random) -> dict[str, float]:
    """F1 of wordpieces, column by column: a quick look; the published measure is `whence evaluate polnear-tagged`."""
    model.eval()
    columns = {"tag": PARTS, "fill": ("filled source", "filled content")}
    counts = {name: [0, 0] for names in columns.values() for name in names}
    for kind, batch in [*batches(held, "tag", LOOK, rng), *batches(held, "fill", LOOK, rng)]:
        got, want = outputs(model, batch)[0 if kind == "tag" else 1] > 0, stacked(batch)
        live = (want != SKIP) & torch.tensor([one.told > 0 for one in batch])[:, None, None]
        for column, name in enumerate(columns[kind]):
            found, true = (got & live)[..., column], (want > 0)[..., column] & live[..., column]
            counts[name][0] += int((found & true).sum()) * 2
            counts[name][1] += int(found.sum() + true.sum())
    return {name: round(both / max(1, total), 3) for name, (both, total) in counts.items()}


def started(encoder: Path, start: dict[str, Tensor]) -> Marker:
    """The model with the start's encoder and attribution heads."""
    model = Marker(encoder)
    model.encoder.load_state_dict({n.removeprefix("encoder."): v for n, v in start.items() if n.startswith("encoder.")})
    with torch.no_grad():
        for part, both in (("weight", model.tag.weight), ("bias", model.tag.bias)):
            both.copy_(torch.cat([start[f"attribution.{part}"], start[f"attribution_begin.{part}"]]))
    return model


def as_reader(model: Marker, start: dict[str, Tensor]) -> dict[str, Tensor]:
    """The start's weights with the encoder and the attribution heads of the model."""
    state = start | {f"encoder.{name}": value for name, value in model.encoder.state_dict().items()}
    for part, both in (("weight", model.tag.weight), ("bias", model.tag.bias)):
        state[f"attribution.{part}"], state[f"attribution_begin.{part}"] = both.detach().split(3)
    return state


def run(args: argparse.Namespace) -> None:
    """Epochs over all tags and a share of the fills."""
    out, tokenizer = loop.begin(args)
    rng, data = random.Random(args.seed), Path(args.polnear)
    learn, held = load(data / "train", tokenizer, rng), load(data / "dev", tokenizer, rng)
    start = torch.load(args.start)
    model = started(Path(args.encoder), start)
    sizes = [len(batches(learn, kind, LEARN, rng)) for kind in ("tag", "fill")]
    steps = (sizes[0] + sizes[1] * args.fills) * args.epochs
    print(json.dumps(measure(model, held, rng)), flush=True)
    course = loop.Course(model, args, steps, warm=200, least=0.03, lead=8, rng=rng)
    for epoch in range(course.first, args.epochs):
        began = time.time()
        losses = taught(course, learn, args.fills, rng)
        line = losses | measure(model, held, rng) | {"seconds": round(time.time() - began)}
        print(json.dumps({"epoch": epoch} | line), flush=True)
        torch.save(as_reader(model, start), out / f"turn-{epoch:02}.pt")
        course.save(epoch, sum(line[part] for part in PARTS))


def taught(course: loop.Course, learn: dict[str, list[Lesson]], share: float, rng: random.Random) -> dict[str, float]:
    """One epoch; gives the mean loss of either lesson."""
    course.model.train()
    tags, fills = batches(learn, "tag", LEARN, rng), batches(learn, "fill", LEARN, rng)
    both = [*tags, *fills[: int(len(fills) * share)]]
    rng.shuffle(both)
    sums = {"tag": [0.0, 0.0], "fill": [0.0, 0.0]}
    for number, (kind, batch) in enumerate(both):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(course.model, kind, batch)
        sums[kind][0] += course.step(loss)
        sums[kind][1] += 1
        if number % 300 == 0:
            print(number, len(both), _means(sums), flush=True)
    return _means(sums)


def _means(sums: dict[str, list[float]]) -> dict[str, float]:
    return {kind: round(summed / max(1, count), 4) for kind, (summed, count) in sums.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--polnear", required=True, help="folder of PolNeAR's splits")
    parser.add_argument("--start", required=True, help="weights of a reader to start from")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=4, help="the rate falls to almost nothing over so many")
    parser.add_argument("--fills", type=float, default=0.25, help="share of the marked cues that an epoch goes over")
    parser.add_argument("--lr", type=float, default=1.2e-4)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--threads", type=int, default=3)
    run(parser.parse_args())


if __name__ == "__main__":
    main()
