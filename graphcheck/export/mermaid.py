"""Mermaid flowcharts, as GitHub and most documentation tools draw them.

Mermaid refuses charts of more than 500 edges or 50,000 characters unless it is configured otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from graphcheck.export.look import ALARM, COLOURS, TEXT, edge_words, is_absent, node_words
from graphcheck.model.escape import escape_text
from graphcheck.model.graph import GraphView, ViewEdge, ViewNode
from graphcheck.model.resolution import ModuleOrigin

__all__ = ["export"]

# Mermaid reads labels as Markdown before it decodes its entities: punctuation is safe inside a word only, and `www.`
# starts a link.
_PLAIN = re.compile(r"[^\W_]|(?<=[^\W_])(?<!www)[._-](?=[^\W_])", re.IGNORECASE)


def export(view: GraphView) -> str:
    """``view`` as a flowchart from left to right, one frame a cluster.

    Dashed arrows are deferred imports, dotted red ones fail; a dashed red frame is a module that the Worker lacks.
    """
    # An id that starts with `o` or `x` behind an arrow changes the arrow's head; `N` never does.
    ids = {node.name: f"N{number}" for number, node in enumerate(view.nodes)}
    lines = [
        *_title(view.title),
        "flowchart LR",
        *_nodes(view, ids),
        *(_edge(edge, ids) for edge in view.edges),
        *_styles(view, ids),
    ]
    return "\n".join(lines) + "\n"


def _title(title: str) -> Iterator[str]:
    """The front matter is YAML, of which JSON strings are a part; `<` would be taken for HTML."""
    if title:
        quoted = json.dumps(escape_text(title)).replace("<", "\\u003c").replace(">", "\\u003e")
        yield from ("---", f"title: {quoted}", "---")


def _nodes(view: GraphView, ids: Mapping[str, str]) -> Iterator[str]:
    for number, cluster in enumerate(view.clusters):
        yield f'  subgraph C{number}["{_escape(cluster.name)}"]'
        yield from (f"    {_node(node, ids)}" for node in view.nodes if node.cluster == cluster.name)
        yield "  end"
    yield from (f"  {_node(node, ids)}" for node in view.nodes if node.cluster is None)


def _node(node: ViewNode, ids: Mapping[str, str]) -> str:
    start, end = ("([", "])") if node.entry else ("[[", "]]") if node.members > 1 else ("[", "]")
    return f'{ids[node.name]}{start}"{_escape(node.name)}{node_words(node)}"{end}'


def _edge(edge: ViewEdge, ids: Mapping[str, str]) -> str:
    words = edge_words(edge)
    dotted = edge.unresolved or edge.deferred
    arrow = (f'-. "{words}" .->' if words else "-.->") if dotted else (f'-- "{words}" -->' if words else "-->")
    return f"  {ids[edge.source]} {arrow} {ids[edge.target]}"


def _styles(view: GraphView, ids: Mapping[str, str]) -> Iterator[str]:
    for number, cluster in enumerate(view.clusters):
        yield f"  style C{number} fill:none,stroke:{COLOURS[cluster.origin].line}"
    for origin in ModuleOrigin:
        colours = COLOURS[origin]
        members = [ids[node.name] for node in view.nodes if node.origin is origin]
        style = f"fill:{colours.fill},stroke:{colours.line},color:{TEXT}"
        yield from _class(origin.value.replace("-", "_"), style, members)
    absent = [ids[node.name] for node in view.nodes if is_absent(node)]
    yield from _class("absent", f"stroke:{ALARM},stroke-width:2px,stroke-dasharray:6 4", absent)
    unresolved = [str(number) for number, edge in enumerate(view.edges) if edge.unresolved]
    if unresolved:
        yield f"  linkStyle {','.join(unresolved)} stroke:{ALARM},stroke-width:2px,color:{ALARM}"


def _class(name: str, style: str, members: Iterable[str]) -> Iterator[str]:
    joined = ",".join(members)
    if joined:
        yield from (f"  classDef {name} {style}", f"  class {joined} {name}")


def _escape(text: str) -> str:
    text = escape_text(text)
    plain = {match.start() for match in _PLAIN.finditer(text)}
    # Mermaid refuses an empty label.
    return "".join(char if index in plain else f"#{ord(char)};" for index, char in enumerate(text)) or "#32;"
