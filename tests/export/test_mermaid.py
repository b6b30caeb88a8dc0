"""Mermaid: the drawing of every kind of node and edge, and that no name can change the drawing's structure."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from graphcheck.export import export_graph
from tests.export.samples import EVERY_KIND, ODD_NAMES, edge, node, view

NODE = re.compile(r' +(N\d+)(?:\[|\(\[|\[\[)"((?:[^\W_]|[._ ()-]|#\d+;)*)"(?:\]|\]\)|\]\])')
EDGE = re.compile(r"  (N\d+) (?:-->|-\.->|-- \"[^\"]+\" -->|-\. \"[^\"]+\" \.->) (N\d+)")
OTHER = re.compile(r'flowchart LR|  (subgraph C0\["app"\]|end|(classDef|class|style|linkStyle) [\w#:,. -]+)|')


def test_every_kind() -> None:
    assert export_graph("mermaid", EVERY_KIND) == snapshot("""\
---
title: "api: modules"
---
flowchart LR
  subgraph C0["app"]
    N0(["main"])
    N1["core.my_db"]
    N2["core.gone"]
  end
  subgraph C1["missing"]
    N5["src"]
  end
  subgraph C2["vendored"]
    N3[["fastapi (31 modules)"]]
  end
  subgraph C3["venv-workers"]
    N4["yaml"]
  end
  N6["json"]
  N0 --> N1
  N0 -. "unresolved, deferred" .-> N2
  N0 -.-> N3
  N0 --> N6
  N0 -. "unresolved (17 imports)" .-> N5
  N1 -. "unresolved, optional" .-> N4
  N1 -- "optional" --> N0
  N1 -. "optional" .-> N1
  style C0 fill:none,stroke:#1d4ed8
  style C1 fill:none,stroke:#b91c1c
  style C2 fill:none,stroke:#15803d
  style C3 fill:none,stroke:#b45309
  classDef pyodide fill:#e5e7eb,stroke:#6b7280,color:#111827
  class N6 pyodide
  classDef vendored fill:#bbf7d0,stroke:#15803d,color:#111827
  class N3 vendored
  classDef app fill:#dbeafe,stroke:#1d4ed8,color:#111827
  class N0,N1,N2 app
  classDef venv_workers fill:#fef3c7,stroke:#b45309,color:#111827
  class N4 venv_workers
  classDef missing fill:#ffffff,stroke:#b91c1c,color:#111827
  class N5 missing
  classDef absent stroke:#b91c1c,stroke-width:2px,stroke-dasharray:6 4
  class N2,N4,N5 absent
  linkStyle 1,4,5 stroke:#b91c1c,stroke-width:2px,color:#b91c1c
""")


def test_an_empty_view() -> None:
    assert export_graph("mermaid", view(())) == "flowchart LR\n"


def test_the_title_is_data() -> None:
    text = export_graph("mermaid", view((), title='"\n---\n<b a="c">\\'))
    assert text == '---\ntitle: "\\"\\\\n---\\\\n\\u003cb a=\\"c\\"\\u003e\\\\"\n---\nflowchart LR\n'


def test_ordinary_names_stay_readable() -> None:
    text = export_graph("mermaid", view((node("my_app.core.日本語"), node("pkg.__main__"))))
    assert '"my_app.core.日本語"' in text
    assert '"pkg#46;#95;#95;main#95;#95;"' in text


@given(st.lists(st.text(st.characters(exclude_categories=())), min_size=1, max_size=4, unique=True))
@example(list(ODD_NAMES))
def test_any_names_give_the_same_structure(names: list[str]) -> None:
    nodes = tuple(node(name, entry=number == 0, clustered=number != 1) for number, name in enumerate(names))
    edges = tuple(edge(names[0], name, unresolved=number % 2 == 0) for number, name in enumerate(names))
    lines = export_graph("mermaid", view(nodes, edges)).split("\n")
    labels = {match[1]: decode(match[2]) for line in lines if (match := NODE.fullmatch(line))}
    arrows = [(labels[match[1]], labels[match[2]]) for line in lines if (match := EDGE.fullmatch(line))]
    assert sorted(labels.values()) == sorted(map(visible, names))
    assert arrows == [(visible(names[0]), visible(name)) for name in names]
    others = [line for line in lines if not NODE.fullmatch(line) and not EDGE.fullmatch(line)]
    assert all(OTHER.fullmatch(line) for line in others)


def decode(label: str) -> str:
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label)


def visible(name: str) -> str:
    """An empty label is not Mermaid, so a space stands for it."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name or " ")
