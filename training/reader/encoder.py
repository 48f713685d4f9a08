"""A plain BERT encoder in torch (MiniLM-L6 shape), loaded from a safetensors file and exported to ONNX."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.mix = (nn.Linear(width, width) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        shape = (batch, length, self.heads, width // self.heads)
        q, k, v = (f(x).view(shape).transpose(1, 2) for f in (self.query, self.key, self.value))
        if self.training:  # the fused kernel is faster; the plain one below is what gets exported
            mixed = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        else:
            mixed = (q @ k.transpose(-1, -2) / (width // self.heads) ** 0.5 + mask).softmax(-1) @ v
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        x = self.norm1(x + self.dropout(self.mix(mixed)))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Token ids and attention mask (batch, length) to vectors (batch, length, width)."""

    def __init__(self, config: dict[str, int], dropout: float = 0.1, segments: int = 2) -> None:
        super().__init__()
        width = config["hidden_size"]
        self.width = width
        self.words = nn.Embedding(config["vocab_size"], width)
        self.positions = nn.Embedding(config["max_position_embeddings"], width)
        self.segments = nn.Embedding(segments, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"])
        )

    def forward(self, ids: Tensor, mask: Tensor, segment: Tensor | None = None) -> Tensor:
        positions = torch.arange(ids.shape[1], device=ids.device)
        segment = torch.zeros_like(ids) if segment is None else segment
        x = self.dropout(self.norm(self.words(ids) + self.positions(positions)[None] + self.segments(segment)))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


NAMES = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "mix", "attention.output.LayerNorm": "norm1", "intermediate.dense": "up",
    "output.dense": "down", "output.LayerNorm": "norm2",
}  # fmt: skip


def load_encoder(folder: Path, dropout: float = 0.1) -> Encoder:
    """Encoder with the weights of a folder that holds config.json and model.safetensors (BERT names)."""
    config = json.loads((folder / "config.json").read_text())
    encoder = Encoder(config, dropout)
    weights = load_file(str(folder / "model.safetensors"))
    state: dict[str, Tensor] = {}
    for name, value in weights.items():
        name = name.removeprefix("bert.")
        for old, new in (
            ("word_embeddings", "words"),
            ("position_embeddings", "positions"),
            ("token_type_embeddings", "segments"),
        ):
            if name == f"embeddings.{old}.weight":
                state[f"{new}.weight"] = value
        if name.startswith("embeddings.LayerNorm."):
            state[f"norm.{name.rsplit('.', 1)[1]}"] = value
        if name.startswith("encoder.layer."):
            _, _, number, rest = name.split(".", 3)
            stem, kind = rest.rsplit(".", 1)
            state[f"layers.{number}.{NAMES[stem]}.{kind}"] = value
    missing = encoder.load_state_dict(state, strict=False)
    if missing.missing_keys or missing.unexpected_keys:
        raise ValueError(f"{folder}: weights do not fit the encoder: {missing}")
    return encoder
