"""Views for drawing: the graph cut to a level, a focus and a depth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING

from graphcheck.graph.import_graph import ImportGraph
from graphcheck.model.graph import GraphView, ImportEdge, ModuleNode, ViewCluster, ViewEdge, ViewNode
from graphcheck.model.imports import Guard, ImportKind, Timing
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleKind, ModuleOrigin

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Level", "make_view", "names_in_view"]


class Level(Enum):
    MODULE = "module"
    PACKAGE = "package"


def make_view(graph: ImportGraph, title: str, level: Level, focus: str | None, depth: int | None) -> GraphView:
    """Live imports only; the implicit ones of parent packages are left out.

    ``focus`` keeps what a module (or, at package level, a package) imports and what imports it, ``depth`` steps away;
    without it ``depth`` counts from the entry. None means no limit. A focus that is not in the graph gives no nodes.
    """
    naming = _naming(graph, level)
    members = _members(graph, naming)
    edges = _joined_edges(graph, naming)
    kept = _kept(members, edges, naming[graph.entry], focus, depth)
    nodes = tuple(_view_node(name, members[name], naming[graph.entry]) for name in sorted(kept))
    origins = sorted({node.origin for node in nodes}, key=lambda origin: list(ModuleOrigin).index(origin))
    return GraphView(
        title,
        nodes,
        tuple(edge for edge in edges if edge.source in kept and edge.target in kept),
        tuple(ViewCluster(origin.value, origin) for origin in origins),
    )


def names_in_view(graph: ImportGraph, level: Level) -> tuple[str, ...]:
    """All names that a focus can have at this level."""
    return tuple(sorted(_members(graph, _naming(graph, level))))


def _naming(graph: ImportGraph, level: Level) -> Mapping[str, str]:
    """The node of the view that stands for each module."""
    to_name: Callable[[ModuleNode], str] = _package_of if level is Level.PACKAGE else lambda node: node.name
    return {node.name: node.name if node.name == graph.entry else to_name(node) for node in graph.nodes}


def _package_of(node: ModuleNode) -> str:
    """An app module's own package; for all others the top-level name, which is what a team installs or lacks."""
    if node.origin is not ModuleOrigin.APP:
        return node.name.partition(".")[0]
    package = node.kind in (ModuleKind.PACKAGE, ModuleKind.NAMESPACE)
    return node.name if package else node.name.rpartition(".")[0] or node.name


def _members(graph: ImportGraph, naming: Mapping[str, str]) -> dict[str, list[ModuleNode]]:
    """Modules that only a dead import or a parent stands for are not drawn."""
    drawn = {graph.entry}
    for edge in graph.edges:
        if _is_drawn(edge):
            drawn |= {edge.importer, edge.imported}
    members: dict[str, list[ModuleNode]] = {}
    for node in graph.nodes:
        if node.name in drawn:
            members.setdefault(naming[node.name], []).append(node)
    return members


def _is_drawn(edge: ImportEdge) -> bool:
    return edge.guard in (Guard.NONE, Guard.OPTIONAL) and edge.kind is not ImportKind.PARENT


def _joined_edges(graph: ImportGraph, naming: Mapping[str, str]) -> tuple[ViewEdge, ...]:
    joined: dict[tuple[str, str], list[ImportEdge]] = {}
    for edge in graph.edges:
        source, target = naming[edge.importer], naming[edge.imported]
        if _is_drawn(edge) and source != target:
            joined.setdefault((source, target), []).append(edge)
    return tuple(
        ViewEdge(
            source,
            target,
            len({(edge.site.path, edge.site.span) for edge in edges}),
            unresolved=any(not edge.resolved for edge in edges),
            deferred=all(edge.timing is Timing.DEFERRED for edge in edges),
            optional=all(edge.guard is Guard.OPTIONAL for edge in edges),
        )
        for (source, target), edges in sorted(joined.items())
    )


def _kept(
    members: Mapping[str, list[ModuleNode]],
    edges: tuple[ViewEdge, ...],
    entry: str,
    focus: str | None,
    depth: int | None,
) -> set[str]:
    import networkx as nx

    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(members)
    network.add_edges_from((edge.source, edge.target) for edge in edges)
    centre = focus or entry
    if centre not in network:
        return set()
    if focus is None and depth is None:
        return set(members)
    kept = set(nx.single_source_shortest_path_length(network, centre, cutoff=depth))
    if focus:
        kept |= set(nx.single_source_shortest_path_length(network.reverse(), centre, cutoff=depth))
    return kept


def _view_node(name: str, members: list[ModuleNode], entry: str) -> ViewNode:
    head = next((node for node in members if node.name == name), members[0])
    reach = min((node.reached for node in members), key=lambda reached: list(Reach).index(reached))
    return ViewNode(
        name,
        head.origin,
        head.kind,
        uploaded=any(node.uploaded for node in members),
        reached=reach,
        members=len(members),
        cluster=head.origin.value,
        entry=name == entry,
    )
