"""What both trainings share: arguments, tokenizer, optimiser, checkpoints."""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn


def pad(rows: list[list[int]], value: int = 0) -> Tensor:
    """Rows of unequal length as one tensor."""
    width = max(map(len, rows))
    return torch.tensor([row + [value] * (width - len(row)) for row in rows])


def arguments(doc: str | None, epochs: int, batch: int) -> argparse.ArgumentParser:
    """The options that both trainings have."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--encoder", required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--gold", required=True, help="folder of annotated storylines to train on")
    parser.add_argument("--more", help="folder of further annotated storylines to train on")
    parser.add_argument("--measure", help="folder of storylines to measure on, never trained on")
    parser.add_argument("--start", help="weights to start from (of a finder: its encoder alone)")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--batch", type=int, default=batch)
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=3)
    return parser


def begin(args: argparse.Namespace) -> tuple[Path, Tokenizer]:
    """Seed everything, make the output folder, and load the tokenizer."""
    torch.manual_seed(args.seed)
    random.seed(args.seed)
    torch.set_num_threads(args.threads)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    return out, tokenizer_of(Path(args.encoder))


def tokenizer_of(encoder: Path) -> Tokenizer:
    """The encoder's tokenizer, rid of the cutting and padding to 128 wordpieces that its file asks for."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def storylines(*roots: str | None) -> list[Path]:
    """Every annotated folder below some roots, in order."""
    return [p.parent for root in roots if root for p in sorted(Path(root).glob("*/gold.json"))]


class Course:
    """Optimiser, learning-rate schedule and checkpoint of one training.

    The rate rises over `warm` steps and falls to `least` of itself; heads learn `lead` times as fast as the encoder,
    which is already trained. Of `rng` the state is kept too, so that a course that goes on draws as one in one piece.
    """

    def __init__(
        self,
        model: nn.Module,
        args: argparse.Namespace,
        steps: float,
        *,
        warm: int = 100,
        least: float = 0.02,
        lead: float = 10,
        rng: random.Random | None = None,
    ) -> None:
        # Half of all weights are word vectors: training them costs a quarter of the time and overfits rare words.
        for name, weight in model.named_parameters():
            weight.requires_grad_(name != "encoder.words.weight")
        named = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
        self.model, self.path = model, Path(args.out) / "checkpoint.pt"
        self.body = [p for n, p in named if n.startswith("encoder.")]
        self.heads = [p for n, p in named if not n.startswith("encoder.")]
        self.lead, self.rng = lead, rng
        self.optimizer = self.adam(args.lr)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda s: min((s + 1) / warm, max(least, 1 - s / steps))
        )
        self.first, self.best = 0, -1.0
        if self.path.exists():
            self._restore()

    def adam(self, rate: float) -> torch.optim.Optimizer:
        """AdamW over encoder and heads."""
        groups = [{"params": self.body, "lr": rate}, {"params": self.heads, "lr": rate * self.lead}]
        return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)

    def step(self, loss: Tensor) -> float:
        """One step down a loss."""
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        return float(loss.item())

    def _restore(self) -> None:
        saved = torch.load(self.path)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.schedule.load_state_dict(saved["schedule"])
        self.first, self.best = saved["epoch"] + 1, saved.get("best", -1.0)
        if self.rng is not None:
            self.rng.setstate(saved["rng"])

    def save(self, epoch: int, score: float) -> None:
        """Write the checkpoint, and the weights too where they are the best so far."""
        if score > self.best:
            self.best = score
            torch.save(self.model.state_dict(), self.path.with_name("best.pt"))
        state = {"model": self.model, "optimizer": self.optimizer, "schedule": self.schedule}
        drawn = {"rng": self.rng.getstate()} if self.rng is not None else {}
        torch.save(
            {k: v.state_dict() for k, v in state.items()} | {"epoch": epoch, "best": self.best} | drawn, self.path
        )
