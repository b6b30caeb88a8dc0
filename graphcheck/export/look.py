"""What a drawing says in words and in colours, whatever the format."""

from __future__ import annotations

from graphcheck.model.frozen import frozen
from graphcheck.model.graph import ViewEdge, ViewNode
from graphcheck.model.resolution import ModuleOrigin

__all__ = ["ALARM", "COLOURS", "TEXT", "Colours", "edge_words", "is_absent", "node_words"]


@frozen
class Colours:
    """``#rrggbb``. Each origin has another lightness of ``fill``, so that they can be told apart in a grey print."""

    fill: str
    line: str


COLOURS = {
    ModuleOrigin.PYODIDE: Colours("#e5e7eb", "#6b7280"),
    ModuleOrigin.VENDORED: Colours("#bbf7d0", "#15803d"),
    ModuleOrigin.APP: Colours("#dbeafe", "#1d4ed8"),
    ModuleOrigin.VENV_WORKERS: Colours("#fef3c7", "#b45309"),
    ModuleOrigin.MISSING: Colours("#ffffff", "#b91c1c"),
}
ALARM = "#b91c1c"
TEXT = "#111827"


def is_absent(node: ViewNode) -> bool:
    """The Worker will not have it."""
    return not node.uploaded and node.origin is not ModuleOrigin.PYODIDE


def node_words(node: ViewNode) -> str:
    """What stands behind the name of a node."""
    return f" ({node.members} modules)" if node.members > 1 else ""


def edge_words(edge: ViewEdge) -> str:
    """The label of an edge; empty for an import that simply works. How deferred ones are drawn says enough."""
    words = [
        *(["unresolved"] if edge.unresolved else []),
        *(["deferred"] if edge.unresolved and edge.deferred else []),
        *(["optional"] if edge.optional else []),
    ]
    imports = f" ({edge.count} imports)" if edge.unresolved and edge.count > 1 else ""
    return ", ".join(words) + imports
