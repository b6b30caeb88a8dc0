"""The language of Graphviz."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.export.look import ALARM, COLOURS, TEXT, edge_words, is_absent, node_words
from graphcheck.model.escape import escape_text
from graphcheck.model.graph import GraphView, ViewCluster, ViewEdge, ViewNode

__all__ = ["export"]


def export(view: GraphView) -> str:
    """``view`` as a digraph from left to right; node ids are module names, clusters are ``cluster_`` and their name.

    Dashed arrows are deferred imports, bold dashed red ones fail; a dashed red frame is a module that the Worker lacks.
    """
    return "\n".join(_lines(view)) + "\n"


def _lines(view: GraphView) -> Iterator[str]:
    yield f"digraph {_id(view.title)} {{"
    yield f'  graph [rankdir=LR, label={_label(view.title)}, labelloc=t, fontname="Helvetica"];'
    yield f'  node [shape=box, style="rounded,filled", fontname="Helvetica", fontcolor="{TEXT}"];'
    yield '  edge [color="#4b5563", fontname="Helvetica", fontsize=10];'
    for cluster in view.clusters:
        yield from _cluster(cluster, view)
    yield from (f"  {_node(node)}" for node in view.nodes if node.cluster is None)
    yield from (f"  {_edge(edge)}" for edge in view.edges)
    yield "}"


def _cluster(cluster: ViewCluster, view: GraphView) -> Iterator[str]:
    yield f"  subgraph {_id('cluster_' + cluster.name)} {{"
    yield f'    label={_label(cluster.name)}; color="{COLOURS[cluster.origin].line}"; style=rounded;'
    yield from (f"    {_node(node)}" for node in view.nodes if node.cluster == cluster.name)
    yield "  }"


def _node(node: ViewNode) -> str:
    colours = COLOURS[node.origin]
    attributes = [f"label={_label(node.name + node_words(node))}", f'fillcolor="{colours.fill}"']
    if is_absent(node):
        attributes += [f'color="{ALARM}"', 'style="rounded,filled,dashed"', "penwidth=2"]
    else:
        attributes += [f'color="{colours.line}"']
    if node.entry:
        attributes += ["shape=oval"]
    return f"{_id(node.name)} [{', '.join(attributes)}];"


def _edge(edge: ViewEdge) -> str:
    attributes = []
    if words := edge_words(edge):
        attributes.append(f"label={_label(words)}")
    if edge.unresolved:
        attributes += [f'color="{ALARM}"', f'fontcolor="{ALARM}"', 'style="bold,dashed"']
    elif edge.deferred:
        attributes.append("style=dashed")
    tail = f" [{', '.join(attributes)}]" if attributes else ""
    return f"{_id(edge.source)} -> {_id(edge.target)}{tail};"


def _id(text: str) -> str:
    escaped = escape_text(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _label(text: str) -> str:
    """Graphviz reads HTML's character entities in labels, though not in ids."""
    return _id(text.replace("&", "&amp;"))
