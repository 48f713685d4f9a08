"""Graphs for Gephi, Cytoscape, networkx: who cites whom (sources), and who does what to whom (actors)."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct

from whence.publish.cells import flat
from whence.publish.view import View
from whence.schema.ids import digest

GRAPHML = ("sources.graphml", "actors.graphml")
GEXF = ("sources.gexf", "actors.gexf")


class Node(Struct, frozen=True, order=True):
    """A source or an actor: two of one name and kind are one."""

    label: str
    kind: str  # of a source its kind, of an actor its sector

    @property
    def id(self) -> str:
        """Follows from name and kind, so that it stays the same from one export to the next."""
        return "n" + digest(f"{self.kind}\n{self.label}".encode())


class Graph(Struct, kw_only=True):
    """Nodes and edges with how often each was met; `about` of an edge is the type of act, or empty."""

    nodes: Counter[Node]
    edges: Counter[tuple[Node, Node, str]]


def sources(view: View) -> Graph:
    """An edge leads from whoever cites to whoever is cited: outlet, nearest source, ..., origin; weight: claims."""
    graph = Graph(nodes=Counter(), edges=Counter())
    for claim, report in view.told():
        outlet = flat(report.outlet) if report else None
        way = [Node(outlet or "unknown outlet", "outlet")]
        way += [Node(flat(link.name) or "unknown", link.kind) for link in claim.chain]
        graph.nodes.update(way)
        graph.edges.update((left, right, "") for left, right in itertools.pairwise(way))
    return graph


def actors(view: View) -> Graph:
    """An edge leads from whoever is said to act to whoever is acted on, one an act's type; weight: events."""
    graph = Graph(nodes=Counter(), edges=Counter())
    for event in view.events():
        doing = [Node(flat(one.name) or "unknown", one.sector or "") for one in event.actors]
        done_to = [Node(flat(one.name) or "unknown", one.sector or "") for one in event.targets]
        graph.nodes.update({*doing, *done_to})
        graph.edges.update({(left, right, event.type.value) for left in doing for right in done_to})
    return graph


def graphml(view: View, folder: Path) -> None:
    """Write both graphs as GraphML."""
    for name, graph in zip(GRAPHML, (sources(view), actors(view)), strict=True):
        _write(folder / name, _graphml(graph))


def gexf(view: View, folder: Path) -> None:
    """Write both graphs as GEXF 1.2."""
    for name, graph in zip(GEXF, (sources(view), actors(view)), strict=True):
        _write(folder / name, _gexf(graph))


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in lines)


def _graphml(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for name, what, kind in (("label", "node", "string"), ("kind", "node", "string"), ("count", "node", "int")):
        yield f'<key id="{name}" for="{what}" attr.name="{name}" attr.type="{kind}"/>'
    yield '<key id="weight" for="edge" attr.name="weight" attr.type="int"/>'
    yield '<key id="type" for="edge" attr.name="type" attr.type="string"/>'
    yield '<graph edgedefault="directed">'
    for node in sorted(graph.nodes):
        data = f'<data key="label">{_xml(node.label)}</data><data key="kind">{_xml(node.kind)}</data>'
        yield f'<node id="{node.id}">{data}<data key="count">{graph.nodes[node]}</data></node>'
    for number, (left, right, about) in enumerate(sorted(graph.edges)):
        data = f'<data key="weight">{graph.edges[left, right, about]}</data>'
        data += f'<data key="type">{_xml(about)}</data>' if about else ""
        yield f'<edge id="e{number}" source="{left.id}" target="{right.id}">{data}</edge>'
    yield "</graph>"
    yield "</graphml>"


def _gexf(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">'
    yield '<graph mode="static" defaultedgetype="directed">'
    yield '<attributes class="node"><attribute id="kind" title="kind" type="string"/>'
    yield '<attribute id="count" title="count" type="integer"/></attributes>'
    yield '<attributes class="edge"><attribute id="type" title="type" type="string"/></attributes>'
    yield "<nodes>"
    for node in sorted(graph.nodes):
        values = f'<attvalue for="kind" value={_attribute(node.kind)}/>'
        values += f'<attvalue for="count" value="{graph.nodes[node]}"/>'
        yield f'<node id="{node.id}" label={_attribute(node.label)}><attvalues>{values}</attvalues></node>'
    yield "</nodes>"
    yield "<edges>"
    for number, (left, right, about) in enumerate(sorted(graph.edges)):
        ends = f'source="{left.id}" target="{right.id}" weight="{graph.edges[left, right, about]}"'
        label = f" label={_attribute(about)}" if about else ""
        values = f'<attvalues><attvalue for="type" value={_attribute(about)}/></attvalues>'
        yield f'<edge id="{number}" {ends}{label}>{values}</edge>'
    yield "</edges>"
    yield "</graph>"
    yield "</gexf>"


def _xml(words: str) -> str:
    return escape(_legal(words))


def _attribute(words: str) -> str:
    return quoteattr(_legal(words))


def _legal(words: str) -> str:
    """The words without what XML 1.0 cannot hold."""
    return "".join(letter if letter >= " " and letter not in "\ufffe\uffff" else "\ufffd" for letter in words)
