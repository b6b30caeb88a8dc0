"""Graph views built by hand."""

from __future__ import annotations

from graphcheck.model.graph import GraphView, ViewCluster, ViewEdge, ViewNode
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleKind, ModuleOrigin

APP, VENDORED, MISSING = ModuleOrigin.APP, ModuleOrigin.VENDORED, ModuleOrigin.MISSING


def node(
    name: str,
    origin: ModuleOrigin = APP,
    *,
    members: int = 1,
    uploaded: bool | None = None,
    entry: bool = False,
    clustered: bool = True,
) -> ViewNode:
    """A node in the cluster of its origin, uploaded where modules of that origin are."""
    return ViewNode(
        name,
        origin,
        ModuleKind.MODULE,
        uploaded=origin in (APP, VENDORED) if uploaded is None else uploaded,
        reached=Reach.IMPORT_TIME,
        members=members,
        cluster=origin.value if clustered else None,
        entry=entry,
    )


def edge(
    source: str,
    target: str,
    count: int = 1,
    *,
    unresolved: bool = False,
    deferred: bool = False,
    optional: bool = False,
) -> ViewEdge:
    return ViewEdge(source, target, count, unresolved, deferred, optional)


def view(nodes: tuple[ViewNode, ...], edges: tuple[ViewEdge, ...] = (), title: str = "") -> GraphView:
    """Frames around the origins of all clustered nodes."""
    origins = sorted({each.origin for each in nodes if each.cluster}, key=lambda origin: origin.value)
    return GraphView(title, nodes, edges, tuple(ViewCluster(origin.value, origin) for origin in origins))


EVERY_KIND = view(
    (
        node("main", entry=True),
        node("core.my_db"),
        node("core.gone", uploaded=False),
        node("fastapi", VENDORED, members=31),
        node("yaml", ModuleOrigin.VENV_WORKERS),
        node("src", MISSING),
        node("json", ModuleOrigin.PYODIDE, clustered=False),
    ),
    (
        edge("main", "core.my_db", 3),
        edge("main", "core.gone", unresolved=True, deferred=True),
        edge("main", "fastapi", deferred=True),
        edge("main", "json"),
        edge("main", "src", 17, unresolved=True),
        edge("core.my_db", "yaml", unresolved=True, optional=True),
        edge("core.my_db", "main", optional=True),
        edge("core.my_db", "core.my_db", deferred=True, optional=True),
    ),
    "api: modules",
)

ODD_NAMES = (
    "o",
    "x.y",
    "end",
    "www.views",
    "__main__",
    "pkg.__init__",
    "a_b.c__d",
    'quote"s',
    "back`tick",
    "back\\slash\\",
    "#35;",
    "#quot;",
    "&lt;b&gt;",
    "<b>bold</b>",
    "new\nline\\nline",
    "\x1b[31m\u202e\udc80",
    "日本語.モジュール",
    "ﬂ°°60¶ß",
    "style x:#f00;",
    "1. list",
    "- list",
    "*em* ~~del~~ [a](b)",
    "fa:fa-car $$x$$",
    "]) --> N0",
    "%%{init: {}}%%",
    " ",
    "",
)
