"""Train the filler: for one stretch that tells an act, who, to whom, with what, where, when, how sure, and who says so.

    python -m training.reader.fill --encoder FOLDER --gold SHARED/gold-train --out training/runs/fill

The stretch is marked by segment 1; around it stand the sentences before and after. Each wordpiece gets an `inside`
and a `begin` logit for every role (claims have several actors); type, mode, status and the number of links are read
over the marked wordpieces. Resumable, seeded.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.reader import loop
from training.reader.data import REAL_DEV, GoldClaim, GoldReport, load, locate, sentences
from training.reader.encoder import Encoder, load_encoder
from training.reader.labels import FILL_ROLES, MODES, STATUS, TYPES
from whence.evaluate.polnear import annotated

LINKS = 4  # none, one, two, three links


class Filler(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.inside = nn.Linear(encoder.width, len(FILL_ROLES))
        self.begin = nn.Linear(encoder.width, len(FILL_ROLES))
        self.kind = nn.Linear(encoder.width, len(TYPES) + 1)
        self.mode = nn.Linear(encoder.width, len(MODES))
        self.status = nn.Linear(encoder.width, len(STATUS))
        self.links = nn.Linear(encoder.width, LINKS)

    def forward(self, ids: Tensor, mask: Tensor, segment: Tensor) -> tuple[Tensor, ...]:
        x = self.dropout(self.encoder(ids, mask, segment))
        weight = segment.to(x.dtype)[..., None]
        pooled = (x * weight).sum(1) / weight.sum(1).clamp(min=1)
        return (
            self.inside(x),
            self.begin(x),
            self.kind(pooled),
            self.mode(pooled),
            self.status(pooled),
            self.links(pooled),
        )


class Item:
    """One stretch in its surroundings."""

    def __init__(
        self, report: GoldReport, claim: GoldClaim | None, start: int, end: int, tokenizer: Tokenizer, size: int = 150
    ) -> None:
        self.report, self.claim, self.start, self.end = report, claim, start, end
        spans = sentences(report.text)
        touched = [i for i, (a, b) in enumerate(spans) if min(b, end) > max(a, start)] or [0]
        first, last = max(0, touched[0] - 3), min(len(spans) - 1, touched[-1] + 1)
        pieces: list[tuple[int, tuple[int, int]]] = []
        for a, b in spans[first : last + 1]:
            encoded = tokenizer.encode(report.text[a:b], add_special_tokens=False)
            pieces += [(i, (x + a, y + a)) for i, (x, y) in zip(encoded.ids, encoded.offsets, strict=True)]
        marked = [i for i, (_, (a, b)) in enumerate(pieces) if b > a and min(b, end) > max(a, start)]
        if len(pieces) > size and marked:  # keep more of what stands before: sources usually do
            low = max(0, min(marked[0] - (size - min(len(marked), size)) * 2 // 3, len(pieces) - size))
            pieces = pieces[low : low + size]
        self.ids = [tokenizer.token_to_id("[CLS]"), *(p[0] for p in pieces), tokenizer.token_to_id("[SEP]")]
        self.offsets = [(0, 0), *(p[1] for p in pieces), (0, 0)]
        self.segment = [int(b > a and min(b, end) > max(a, start)) for a, b in self.offsets]


def role_spans(claim: GoldClaim, report: GoldReport) -> list[tuple[str, tuple[int, int]]]:
    """Every role of a gold claim with its offsets."""
    raw, near = claim.raw, (claim.start, claim.end)
    words: list[tuple[str, str | None]] = [("actor", w) for w in raw.get("actors", [])]
    words += [("target", w) for w in raw.get("targets", [])]
    words += [("instrument", raw.get("instrument")), ("hedge", raw.get("hedge"))]
    words += [(k, (raw.get(k) or {}).get("text")) for k in ("place", "time")]
    words += [("figure", f["text"]) for f in raw.get("figures", [])]
    chain = raw.get("chain", [])
    words += [("source" if link is chain[-1] else "relay", link.get("text")) for link in chain]
    found = []
    for role, text in words:
        at = locate(report.text, text, near) if text else None
        if at:
            found.append((role, at))
    return found


def targets(item: Item) -> tuple[Tensor, Tensor]:
    inside, begin = torch.zeros(len(item.ids), len(FILL_ROLES)), torch.zeros(len(item.ids), len(FILL_ROLES))
    assert item.claim
    for role, (start, end) in role_spans(item.claim, item.report):
        column = FILL_ROLES.index(role)
        hit = [i for i, (a, b) in enumerate(item.offsets) if b > a and a >= start and b <= end]
        for i in hit:
            inside[i, column] = 1
        if hit:
            begin[hit[0], column] = 1
    return inside, begin


def loss_of(model: Filler, batch: list[Item]) -> Tensor:
    ids, mask, segment = (
        loop.pad([i.ids for i in batch]),
        loop.pad([[1] * len(i.ids) for i in batch]),
        loop.pad([i.segment for i in batch]),
    )
    inside, begin, kind, mode, status, links = model(ids, mask, segment)
    bce, ce = nn.functional.binary_cross_entropy_with_logits, nn.functional.cross_entropy
    total = torch.zeros(())
    for row, item in enumerate(batch):
        n = len(item.ids)
        if item.claim:
            want = targets(item)
            total = total + bce(inside[row, :n], want[0], reduction="sum", pos_weight=torch.tensor(2.0)) / 12
            total = total + bce(begin[row, :n], want[1], reduction="sum", pos_weight=torch.tensor(3.0)) / 12
    of = [i.claim.raw if i.claim else None for i in batch]
    total = total / len(batch)
    total = total + 0.7 * ce(kind, torch.tensor([TYPES.index(r["type"]) if r else len(TYPES) for r in of]))
    known = torch.tensor([r is not None for r in of])
    if known.any():
        rows = [r for r in of if r]
        total = total + 0.5 * ce(mode[known], torch.tensor([MODES.index(r["mode"] or "none") for r in rows]))
        total = total + 0.7 * ce(status[known], torch.tensor([STATUS.index(r["status"]) for r in rows]))
        total = total + 0.5 * ce(links[known], torch.tensor([min(len(r["chain"]), LINKS - 1) for r in rows]))
    return total


def spans_of(
    inside: Tensor, begin: Tensor, offsets: list[tuple[int, int]], threshold: float
) -> list[tuple[int, int, float]]:
    """Runs of wordpieces above the threshold, cut where a new one begins."""
    p, b = inside.sigmoid().tolist(), begin.sigmoid().tolist()
    found: list[tuple[int, int, float]] = []
    run: list[int] = []
    for i in [*range(len(offsets)), -1]:
        live = i >= 0 and offsets[i][1] > offsets[i][0] and p[i] >= threshold
        if run and (not live or b[i] > 0.5):
            found.append((offsets[run[0]][0], offsets[run[-1]][1], sum(p[j] for j in run) / len(run)))
            run = []
        if live:
            run.append(i)
    return found


@torch.no_grad()
def measure(model: Filler, items: list[Item]) -> dict[str, float]:
    """Accuracy of type, mode, status, links; F1 of roles (half of the words shared)."""
    model.eval()
    right = dict.fromkeys(("type", "mode", "status", "links", "other", "others"), 0)
    counts = {role: [0, 0, 0] for role in FILL_ROLES}
    for at in range(0, len(items), 16):
        batch = items[at : at + 16]
        ids, mask, segment = (
            loop.pad([i.ids for i in batch]),
            loop.pad([[1] * len(i.ids) for i in batch]),
            loop.pad([i.segment for i in batch]),
        )
        inside, begin, kind, mode, status, links = model(ids, mask, segment)
        for row, item in enumerate(batch):
            assert item.claim
            raw = item.claim.raw
            got = STATUS[status[row].argmax()]
            right["type"] += TYPES[kind[row, : len(TYPES)].argmax()] == raw["type"]
            right["mode"] += MODES[mode[row].argmax()] == (raw["mode"] or "none")
            right["status"] += got == raw["status"]
            right["links"] += int(links[row].argmax()) == min(len(raw["chain"]), LINKS - 1)
            if raw["status"] != "asserted":
                right["others"] += 1
                right["other"] += got == raw["status"]
            want = role_spans(item.claim, item.report)
            for column, role in enumerate(FILL_ROLES):
                mine = spans_of(inside[row, :, column], begin[row, :, column], item.offsets, 0.5)
                left = [s for r, s in want if r == role]
                counts[role][1] += len(mine)
                counts[role][2] += len(left)
                for a, b, _ in mine:
                    hit = next((s for s in left if min(b, s[1]) - max(a, s[0]) >= 0.5 * max(b - a, s[1] - s[0])), None)
                    if hit:
                        left.remove(hit)
                        counts[role][0] += 1
    n = len(items)
    figures = {k: round(right[k] / n, 3) for k in ("type", "mode", "status", "links")}
    figures["status_other"] = round(right["other"] / max(right["others"], 1), 3)
    figures |= {role: round(2 * tp / max(pred + true, 1), 3) for role, (tp, pred, true) in counts.items()}
    return figures


def distractors(report: GoldReport, tokenizer: Tokenizer, share: float, rng: random.Random) -> list[Item]:
    """Sentences that tell no act, so that the filler can turn down what the finder brings."""
    out = []
    for a, b in sentences(report.text):
        if b - a > 25 and rng.random() < share and not any(min(b, c.end) > max(a, c.start) for c in report.claims):
            out.append(Item(report, None, a, b, tokenizer))
    return out


def polnear(
    folder: Path, tokenizer: Tokenizer, most: int, rng: random.Random
) -> list[tuple[Item, list[tuple[int, int]]]]:
    """Stretches of PolNeAR contents with the spans of their source: teaches who says so before gold does."""
    out: list[tuple[Item, list[tuple[int, int]]]] = []
    for name, text, noted in annotated(folder):
        report = GoldReport("polnear", name, text, "")
        for one in noted:
            if not one.content or one.content[0][1] - one.content[0][0] < 25:
                continue
            a, b = one.content[0]
            if b - a > 140:
                a = text.find(" ", a + rng.randrange(0, b - a - 100)) + 1 if rng.random() < 0.6 else a
                b = min(b, a + rng.randrange(50, 120))
            out.append((Item(report, None, a, b, tokenizer), list(one.source)))
    rng.shuffle(out)
    return out[:most]


def source_loss(model: Filler, batch: list[tuple[Item, list[tuple[int, int]]]]) -> Tensor:
    items = [i for i, _ in batch]
    ids, mask, segment = (
        loop.pad([i.ids for i in items]),
        loop.pad([[1] * len(i.ids) for i in items]),
        loop.pad([i.segment for i in items]),
    )
    inside, begin, *_ = model(ids, mask, segment)
    column, total = FILL_ROLES.index("source"), torch.zeros(())
    bce = nn.functional.binary_cross_entropy_with_logits
    for row, (item, source) in enumerate(batch):
        n = len(item.ids)
        hit = torch.tensor([float(any(b > a and a >= s and b <= e for s, e in source)) for a, b in item.offsets])
        first = torch.tensor([float(any(b > a and a == s for s, _ in source)) for a, b in item.offsets])
        total = (
            total
            + (bce(inside[row, :n, column], hit, reduction="sum") + bce(begin[row, :n, column], first, reduction="sum"))
            / 12
        )
    return total / len(batch)


def jitter(item: Item, tokenizer: Tokenizer, rng: random.Random) -> Item:
    """The same claim with its evidence a little too long or too short, as the finder would bring it."""
    if not item.claim or rng.random() < 0.5:
        return item
    words = max(2, (item.end - item.start) // 6)
    start = max(0, item.claim.start + rng.randint(-2, 2) * 6 * (words > 4))
    end = min(len(item.report.text), item.claim.end + rng.randint(-2, 2) * 6 * (words > 4))
    return Item(item.report, item.claim, start, end, tokenizer) if end - start > 8 else item


def run(args: argparse.Namespace) -> None:
    """Sources of PolNeAR first, then epochs over the annotated claims and over sentences that tell no act."""
    out, tokenizer = loop.begin(args)
    rng = random.Random(args.seed)

    def items(reports: list[GoldReport]) -> list[Item]:
        return [Item(r, c, c.start, c.end, tokenizer) for r in reports for c in r.claims]

    folders = loop.storylines(args.gold, args.more)
    held = [r for f in folders if f.name in REAL_DEV for r in load(f)]
    taught = [r for f in folders if f.name not in REAL_DEV for r in load(f)]
    train, dev = items(taught), items(held)
    train += [d for r in taught for d in distractors(r, tokenizer, 0.35, rng)]
    gold = {f.name: items(load(f)) for f in loop.storylines(args.measure)}
    model = Filler(load_encoder(Path(args.encoder)))
    if args.start:
        saved = {k: v for k, v in torch.load(args.start).items() if k.startswith("encoder.")}
        model.load_state_dict(saved, strict=False)
    course = loop.Course(model, args, math.ceil(len(train) / args.batch) * args.epochs)
    if args.polnear and not course.first:
        teach_sources(
            model, polnear(Path(args.polnear), tokenizer, args.most, rng), course.adam(args.lr / 2), args.batch
        )
    for epoch in range(course.first, args.epochs):
        began = time.time()
        model.train()
        total = 0.0
        for batch in shuffled(train, args, epoch, tokenizer, rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, batch)
            total += course.step(loss) * len(batch)
        line: dict[str, object] = {
            "epoch": epoch,
            "loss": round(total / len(train), 4),
            "seconds": round(time.time() - began),
        }
        line["dev"] = figures = measure(model, dev)
        if epoch >= args.epochs - 3:
            line |= {name: measure(model, rows) for name, rows in gold.items()}
        print(json.dumps(line), flush=True)
        course.save(epoch, sum(figures[k] for k in ("type", "mode", "status", "actor", "target", "source")))
    print(out)


def shuffled(
    train: list[Item], args: argparse.Namespace, epoch: int, tokenizer: Tokenizer, rng: random.Random
) -> Iterator[list[Item]]:
    """The items of one epoch in batches of like length."""
    order = list(train)
    random.Random(args.seed + epoch).shuffle(order)
    for at in range(0, len(order), 256):
        chunk = sorted((jitter(i, tokenizer, rng) for i in order[at : at + 256]), key=lambda i: len(i.ids))
        batches = [chunk[i : i + args.batch] for i in range(0, len(chunk), args.batch)]
        rng.shuffle(batches)
        yield from batches


def teach_sources(
    model: Filler, teach: list[tuple[Item, list[tuple[int, int]]]], optimizer: torch.optim.Optimizer, batch: int
) -> None:
    """One pass over attributions."""
    model.train()
    for at in range(0, len(teach) - batch + 1, batch):
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            value = source_loss(model, teach[at : at + batch])
        value.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if at % (batch * 40) == 0:
            print(f"polnear {at}/{len(teach)} loss {value.item():.3f}", flush=True)


def main() -> None:
    parser = loop.arguments(__doc__, epochs=8, batch=16)
    parser.add_argument("--polnear", help="PolNeAR's data/train folder, to teach sources first")
    parser.add_argument("--most", type=int, default=6000, help="how many of its attributions")
    run(parser.parse_args())


if __name__ == "__main__":
    main()
