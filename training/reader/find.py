"""The finder: which stretches of a report tell an act, of which type. `training.reader.multi` trains it.

Each wordpiece gets 19 independent `inside` logits (one a type, so that claims may overlap), one `begin` logit, and mode
and status logits that are read over the whole span.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.reader import loop
from training.reader.data import GoldReport, Window, windows
from training.reader.encoder import Encoder
from training.reader.labels import MODES, STATUS, TYPES
from whence.evaluate.ngec import OPENING, story
from whence.evaluate.ngec import load as rows


class Finder(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.inside = nn.Linear(encoder.width, len(TYPES))
        self.begin = nn.Linear(encoder.width, 1)
        self.mode = nn.Linear(encoder.width, len(MODES))
        self.status = nn.Linear(encoder.width, len(STATUS))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        x = self.dropout(self.encoder(ids, mask))
        return self.inside(x), self.begin(x)[..., 0], self.mode(x), self.status(x)


def targets(window: Window) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """inside (length, types), begin, mode and status (length; -100 where not read)."""
    n = len(window.ids)
    inside, begin = torch.zeros(n, len(TYPES)), torch.zeros(n)
    mode, status = torch.full((n,), -100), torch.full((n,), -100)
    for claim in window.report.claims:
        hit = [i for i, (a, b) in enumerate(window.offsets) if b > a and a >= claim.start and b <= claim.end]
        for i in hit:
            inside[i, TYPES.index(claim.raw["type"])] = 1
            mode[i] = MODES.index(claim.raw["mode"] or "none")
            status[i] = STATUS.index(claim.raw["status"])
        if hit and window.offsets[hit[0]][0] == claim.start:
            begin[hit[0]] = 1
    return inside, begin, mode, status


def loss_of(model: Finder, batch: list[Window]) -> Tensor:
    ids, mask = loop.pad([w.ids for w in batch]), loop.pad([[1] * len(w.ids) for w in batch])
    inside, begin, mode, status = model(ids, mask)
    total = torch.zeros(())
    count = 0
    for row, window in enumerate(batch):
        n = len(window.ids)
        want = targets(window)
        live = torch.tensor(window.counts)
        bce = nn.functional.binary_cross_entropy_with_logits
        total = total + bce(inside[row, :n][live], want[0][live], reduction="sum", pos_weight=torch.tensor(1.5))
        total = total + 0.5 * bce(begin[row, :n][live], want[1][live], reduction="sum", pos_weight=torch.tensor(3.0))
        ce = nn.functional.cross_entropy
        for logits, label, weight in ((mode, want[2], 0.15), (status, want[3], 0.15)):
            keep = live & (label != -100)
            if keep.any():
                total = total + weight * ce(logits[row, :n][keep], label[keep], reduction="sum")
        count += int(live.sum())
    return total / max(count, 1)


def stories(
    path: Path, tokenizer: Tokenizer, length: int = 90, wanted: Callable[[str, str], bool] = lambda _title, _text: True
) -> list[tuple[list[int], int]]:
    """NGEC stories: the ids of their opening and the type that some part of it tells."""
    return [
        (tokenizer.encode(story(row.title, row.text)[:OPENING]).ids[:length], TYPES.index(row.kind))
        for row in rows(path)
        if wanted(row.title, row.text)
    ]


GSR = {
    "AGREE": "AGREE", "DEMAND": "REQUEST", "REJECT": "REJECT", "THREATEN": "THREATEN", "PROTEST": "PROTEST",
    "COERCE": "COERCE", "FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "ASSAULT": "ASSAULT", "RETREAT": "RETREAT",
    "SANCTION": "SANCTION", "SUPPORT": "SUPPORT", "CONCEDE": "CONCEDE", "CONSULT": "CONSULT", "AID": "AID",
    "INVESTIGATE": "ACCUSE", "MOBILIZE": "MOBILIZE", "COOPERATE": "COOPERATE",
}  # fmt: skip


def coded(path: Path, tokenizer: Tokenizer) -> list[tuple[list[int], int]]:
    """Sentences of the PLOVER gold standard records (older type names mapped)."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [(tokenizer.encode(r["text"]).ids[:90], TYPES.index(GSR[r["event"]])) for r in rows if r["event"] in GSR]


def decode(
    window_logits: tuple[Tensor, Tensor], window: Window, threshold: float = 0.5, cut: float = 0.5
) -> list[tuple[int, int, str, float]]:
    """(start, end, type, confidence) of the stretches that stand out in one window."""
    probability, begin = window_logits[0].sigmoid(), window_logits[1].sigmoid()
    found = []
    for kind in range(len(TYPES)):
        run: list[int] = []
        p = probability[:, kind].tolist()
        for i in [*range(len(p)), -1]:
            live = i >= 0 and window.counts[i] and p[i] >= threshold
            split = live and len(run) >= 5 and begin[i].item() >= cut
            if run and (not live or split):
                if i >= 0 and not live and window.counts[i] and i + 1 < len(p) and p[i + 1] >= threshold and p[i] > 0.2:
                    continue
                if len(run) >= 3:
                    confidence = sum(p[j] for j in run) / len(run)
                    found.append((window.offsets[run[0]][0], window.offsets[run[-1]][1], TYPES[kind], confidence))
                run = []
            if live:
                run.append(i)
    found.sort(key=lambda f: -f[3])
    kept: list[tuple[int, int, str, float]] = []
    for f in found:
        rivals = [k for k in kept if min(k[1], f[1]) - max(k[0], f[0]) > 0.6 * min(k[1] - k[0], f[1] - f[0])]
        if not rivals or f[3] > 0.75:
            kept.append(f)
    return kept


def f1(reports: list[GoldReport], found: dict[int, list[tuple[int, int, str, float]]]) -> dict[str, float]:
    """Claims of the right type and of any type, matched as the scorer matches them (greedy)."""
    figures = {}
    for name, typed in (("typed", True), ("any", False)):
        tp = pred = true = 0
        for report in reports:
            mine = found.get(id(report), [])
            pairs = []
            for i, f in enumerate(mine):
                for j, c in enumerate(report.claims):
                    over = min(f[1], c.end) - max(f[0], c.start)
                    short, long = sorted((f[1] - f[0], c.end - c.start))
                    if over > 0 and over >= 0.5 * short and over >= 0.3 * long and (not typed or f[2] == c.raw["type"]):
                        pairs.append((-(f[2] == c.raw["type"]), -over / long, i, j))
            seen_i, seen_j = set(), set()
            for _, _, i, j in sorted(pairs):
                if i not in seen_i and j not in seen_j:
                    seen_i.add(i), seen_j.add(j)
            tp, pred, true = tp + len(seen_i), pred + len(mine), true + len(report.claims)
        figures[name] = 2 * tp / (pred + true) if pred + true else 0.0
        figures[f"{name}_p"], figures[f"{name}_r"] = tp / max(pred, 1), tp / max(true, 1)
    return figures


@torch.no_grad()
def predict(
    model: Finder, reports: list[GoldReport], tokenizer: Tokenizer, threshold: float
) -> dict[int, list[tuple[int, int, str, float]]]:
    model.eval()
    found: dict[int, list[tuple[int, int, str, float]]] = {}
    todo = [w for r in reports for w in windows(r, tokenizer)]
    for at in range(0, len(todo), 16):
        batch = todo[at : at + 16]
        ids, mask = loop.pad([w.ids for w in batch]), loop.pad([[1] * len(w.ids) for w in batch])
        inside, begin, _, _ = model(ids, mask)
        for row, window in enumerate(batch):
            n = len(window.ids)
            found.setdefault(id(window.report), []).extend(decode((inside[row, :n], begin[row, :n]), window, threshold))
    return found
