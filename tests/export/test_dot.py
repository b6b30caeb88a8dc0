"""DOT: the drawing of every kind of node and edge, and that no name can change the drawing's structure."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from graphcheck.export import export_graph
from tests.export.samples import EVERY_KIND, ODD_NAMES, edge, node, view

QUOTED = r'"((?:[^"\\\n]|\\.)*)"'
NODE = re.compile(rf" +{QUOTED} \[label={QUOTED}, .*\];")
EDGE = re.compile(rf"  {QUOTED} -> {QUOTED}(?: \[.*\])?;")


def test_every_kind() -> None:
    assert export_graph("dot", EVERY_KIND) == snapshot("""\
digraph "api: modules" {
  graph [rankdir=LR, label="api: modules", labelloc=t, fontname="Helvetica"];
  node [shape=box, style="rounded,filled", fontname="Helvetica", fontcolor="#111827"];
  edge [color="#4b5563", fontname="Helvetica", fontsize=10];
  subgraph "cluster_app" {
    label="app"; color="#1d4ed8"; style=rounded;
    "main" [label="main", fillcolor="#dbeafe", color="#1d4ed8", shape=oval];
    "core.my_db" [label="core.my_db", fillcolor="#dbeafe", color="#1d4ed8"];
    "core.gone" [label="core.gone", fillcolor="#dbeafe", color="#b91c1c", style="rounded,filled,dashed", penwidth=2];
  }
  subgraph "cluster_missing" {
    label="missing"; color="#b91c1c"; style=rounded;
    "src" [label="src", fillcolor="#ffffff", color="#b91c1c", style="rounded,filled,dashed", penwidth=2];
  }
  subgraph "cluster_vendored" {
    label="vendored"; color="#15803d"; style=rounded;
    "fastapi" [label="fastapi (31 modules)", fillcolor="#bbf7d0", color="#15803d"];
  }
  subgraph "cluster_venv-workers" {
    label="venv-workers"; color="#b45309"; style=rounded;
    "yaml" [label="yaml", fillcolor="#fef3c7", color="#b91c1c", style="rounded,filled,dashed", penwidth=2];
  }
  "json" [label="json", fillcolor="#e5e7eb", color="#6b7280"];
  "main" -> "core.my_db";
  "main" -> "core.gone" [label="unresolved, deferred", color="#b91c1c", fontcolor="#b91c1c", style="bold,dashed"];
  "main" -> "fastapi" [style=dashed];
  "main" -> "json";
  "main" -> "src" [label="unresolved (17 imports)", color="#b91c1c", fontcolor="#b91c1c", style="bold,dashed"];
  "core.my_db" -> "yaml" [label="unresolved, optional", color="#b91c1c", fontcolor="#b91c1c", style="bold,dashed"];
  "core.my_db" -> "main" [label="optional"];
  "core.my_db" -> "core.my_db" [label="optional", style=dashed];
}
""")


def test_an_empty_view() -> None:
    lines = export_graph("dot", view((), title='a"b')).splitlines()
    assert (lines[0], lines[-1], len(lines)) == ('digraph "a\\"b" {', "}", 5)


@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=4, unique=True))
@example(list(ODD_NAMES))
def test_any_names_give_the_same_structure(names: list[str]) -> None:
    nodes = tuple(node(name, entry=number == 0, clustered=number != 1) for number, name in enumerate(names))
    edges = tuple(edge(names[0], name, unresolved=number % 2 == 0) for number, name in enumerate(names))
    lines = export_graph("dot", view(nodes, edges)).split("\n")
    found = [match for line in lines if (match := NODE.fullmatch(line))]
    arrows = [(decode(match[1]), decode(match[2])) for line in lines if (match := EDGE.fullmatch(line))]
    assert sorted(decode(match[1]) for match in found) == sorted(map(visible, names))
    assert all(decode(match[2]).replace("&amp;", "&") == decode(match[1]) for match in found)
    assert arrows == [(visible(names[0]), visible(name)) for name in names]


def decode(quoted: str) -> str:
    return re.sub(r'\\([\\"])', r"\1", quoted)


def visible(name: str) -> str:
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)
