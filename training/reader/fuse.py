"""Join the parts of attention in an exported int8 model into one operator, weights untouched: a third faster.

    python -m training.reader.fuse src/whence/models/reader-find.onnx OUT.onnx

`export` does this by itself; the command is for a model that was exported before. The input `mask` stays but is not
looked at: windows run one by one, without padding. Sums come in another order than before, so outputs differ a little.
"""

from __future__ import annotations

import argparse

import onnx
from onnx import helper

LAYERS, HEADS = 6, 12
JOINED = "com.microsoft"  # the operator set of onnxruntime that attention is in


def joined(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with one operator for each layer's attention."""
    graph = model.graph
    for layer in range(LAYERS):
        _attention(graph, f"encoder/layers.{layer}")
    _without_unused(graph)
    if all(one.domain != JOINED for one in model.opset_import):
        model.opset_import.append(helper.make_opsetid(JOINED, 1))
    onnx.checker.check_model(model)
    return model


def _attention(graph: onnx.GraphProto, layer: str) -> None:
    """Query, key and value of one layer go into one operator, whose output takes the place of the mixed values."""
    places = [i for i, node in enumerate(graph.node) if node.name.endswith(f"{layer}/Reshape_3")]
    if len(places) != 1:
        raise ValueError(f"{layer}: the graph is not the one that `export` writes")
    old = graph.node[places[0]]
    stem = old.name.removesuffix("/Reshape_3")
    parts = [f"{stem}/{part}/Add_output_0" for part in ("query", "key", "value")]
    new = helper.make_node(
        "MultiHeadAttention", parts, old.output, name=f"{stem}/attention", domain=JOINED, num_heads=HEADS
    )
    graph.node.remove(old)
    graph.node.insert(places[0], new)


def _without_unused(graph: onnx.GraphProto) -> None:
    """Drop nodes and weights that no output follows from any more."""
    needed = {output.name for output in graph.output}
    kept: list[onnx.NodeProto] = []
    for node in reversed(graph.node):
        if needed.intersection(node.output):
            kept.insert(0, node)
            needed.update(node.input)
    weights = [one for one in graph.initializer if one.name in needed]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(kept)
    graph.initializer.extend(weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("out")
    args = parser.parse_args()
    onnx.save(joined(onnx.load(args.model)), args.out)


if __name__ == "__main__":
    main()
