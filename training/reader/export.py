"""Write a trained model as int8 ONNX into src/whence/models/ with its entry in the manifest.

    python -m training.reader.export NAME --weights training/runs/find/best.pt --encoder FOLDER --version 1

NAME is `find`, `fill`, `lessons` (a finder whose other heads are measured) or `attribution` (one of which only the
heads of attributions are kept). The last two are packed (xz), because reading never loads them.

The manifest holds name, version, file, sha256 and the labels in their order; at load, another hash is refused.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import shutil
from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.reader.encoder import load_encoder
from training.reader.fill import Filler
from training.reader.fuse import joined
from training.reader.labels import FILL_ROLES, MODES, STATUS, TYPES
from training.reader.multi import Reader

MODELS = Path(__file__).resolve().parents[2] / "src" / "whence" / "models"
PACKED = ("lessons", "attribution")
WHOLE = ("incident_kind", "story")  # read at [CLS]: one row a window
OUTPUTS = {
    "find": [
        "inside", "begin", "mode", "status", "attribution", "attribution_begin", "factuality",
        "incident", "incident_begin", "incident_kind", "story",
    ],
    "attribution": ["attribution", "attribution_begin"],
    "fill": ["inside", "begin", "type", "mode", "status", "links"],
}  # fmt: skip


class Every(nn.Module):
    """The reader with the logits of some heads, in the order given."""

    def __init__(self, reader: Reader, names: Sequence[str]) -> None:
        super().__init__()
        self.reader, self.names = reader, names

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        x = self.reader.states(ids, mask)
        found = []
        for name in self.names:
            out = getattr(self.reader, name)(x[:, 0] if name in WHOLE else x)
            found.append(out[..., 0] if name == "begin" else out)
        return tuple(found)


def build(name: str, encoder: Path) -> nn.Module:
    return Filler(load_encoder(encoder)) if name == "fill" else Reader(load_encoder(encoder))


def export(name: str, model: nn.Module, target: Path) -> None:
    """Trace with dynamic length, quantise weights to int8, join the parts of attention."""
    model.eval()
    ids = torch.ones(2, 16, dtype=torch.long)
    inputs = (ids, ids, ids) if name == "fill" else (ids, ids)
    names = ["ids", "mask", "segment"] if name == "fill" else ["ids", "mask"]
    axes = {n: {0: "batch", 1: "length"} for n in names} | {
        n: {0: "batch", 1: "length"}
        if n in ("inside", "begin") or (name != "fill" and n not in WHOLE)
        else {0: "batch"}
        for n in OUTPUTS[name]
    }
    full = target.with_suffix(".fp32.onnx")
    torch.onnx.export(
        model,
        inputs,
        str(full),
        input_names=names,
        output_names=OUTPUTS[name],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(full), str(target), weight_type=QuantType.QInt8, per_channel=True)
    onnx.save(joined(onnx.load(str(target))), str(target))
    full.unlink()


def enter(name: str, version: str, target: Path) -> None:
    """Put the model's hash and labels into the manifest."""
    path = target.parent / "manifest.json"
    manifest = json.loads(path.read_text()) if path.exists() else {}
    manifest[name] = {
        "version": version,
        "file": target.name,
        "sha256": hashlib.sha256(target.read_bytes()).hexdigest(),
        "labels": {"types": TYPES, "modes": MODES, "status": STATUS, "roles": FILL_ROLES},
    }
    path.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")


def packed(target: Path) -> Path:
    """The file as xz, in its place."""
    done = target.with_name(target.name + ".xz")
    done.write_bytes(lzma.compress(target.read_bytes(), preset=9 | lzma.PRESET_EXTREME))
    target.unlink()
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=sorted({*OUTPUTS, *PACKED}))
    parser.add_argument("--weights", required=True)
    parser.add_argument("--encoder", required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--out", default=str(MODELS), help="folder of the manifest to write to")
    args = parser.parse_args()
    folder = Path(args.out)
    folder.mkdir(parents=True, exist_ok=True)
    kind = "find" if args.name == "lessons" else args.name
    model = build(kind, Path(args.encoder))
    model.load_state_dict(torch.load(args.weights))
    target = folder / f"reader-{args.name}.onnx"
    export(kind, Every(model, OUTPUTS[kind]) if isinstance(model, Reader) else model, target)
    target = packed(target) if args.name in PACKED else target
    shutil.copy(Path(args.encoder) / "tokenizer.json", folder / "tokenizer.json")
    enter(args.name, args.version, target)
    print(target, target.stat().st_size)


if __name__ == "__main__":
    main()
