"""The networkx graph of modules and import sites, and the questions that are asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from graphcheck.graph.build import BuiltGraph
from graphcheck.graph.reach import find_reach
from graphcheck.model.graph import ImportEdge, ModuleNode, SiteRef, Startup
from graphcheck.model.imports import Guard, Timing

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["ImportGraph", "make_graph"]

# A chain of two import-time imports explains more than one deferred import does.
_DEFERRED_WEIGHT = 1000


class ImportGraph:
    """``network`` is a ``MultiDiGraph``: node attribute ``module`` is a ``ModuleNode``, edge attribute ``edge`` an
    ``ImportEdge``. An unresolved import whose module is known under another name also leads to that module."""

    def __init__(self, roots: tuple[str, ...], nodes: tuple[ModuleNode, ...], edges: tuple[ImportEdge, ...]) -> None:
        import networkx as nx

        self.entry = roots[0]
        self.roots = roots
        self.nodes = nodes
        self.edges = edges
        self.network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in nodes:
            self.network.add_node(node.name, module=node)
        for edge in edges:
            weight = _DEFERRED_WEIGHT if edge.timing is Timing.DEFERRED else 1
            self.network.add_edge(edge.importer, edge.imported, edge=edge, weight=weight)
            target = edge.resolution.target
            if target and target.name != edge.imported and target.name in self.network:
                self.network.add_edge(edge.importer, target.name, edge=edge, weight=weight)
        self._paths: dict[str, list[str]] = {}

    def chain_to(self, module: str) -> tuple[SiteRef, ...]:
        """The import sites of a shortest chain from the entry to ``module``, import-time before deferred ones."""
        if not self._paths:
            import networkx as nx

            live = nx.subgraph_view(self.network, filter_edge=self._is_live)
            self._paths = nx.multi_source_dijkstra_path(live, set(self.roots))
        path = self._paths.get(module, [])
        return tuple(self._best_site(importer, imported) for importer, imported in pairwise(path))

    def _is_live(self, importer: str, imported: str, key: int) -> bool:
        edge: ImportEdge = self.network.edges[importer, imported, key]["edge"]
        return edge.guard not in (Guard.DEAD, Guard.TYPE_CHECKING)

    def _best_site(self, importer: str, imported: str) -> SiteRef:
        parallel = self.network.get_edge_data(importer, imported).values()
        edges: list[ImportEdge] = [data["edge"] for data in parallel]
        live = [edge for edge in edges if edge.guard not in (Guard.DEAD, Guard.TYPE_CHECKING)]
        return min(live, key=lambda edge: (edge.timing is Timing.DEFERRED, edge.site.span)).site


def make_graph(
    built: BuiltGraph, startup: Startup, sizes: Mapping[str, int], display: Mapping[str, str]
) -> ImportGraph:
    """Nodes and edges in sorted order. ``sizes`` and ``display`` are bytes and project-relative path by tree path."""
    reach = find_reach(built, startup)
    nodes = (
        ModuleNode(
            name,
            module.origin,
            module.kind,
            display[module.path] if module.path else None,
            module.uploaded,
            sizes.get(module.path, 0) if module.path else 0,
            reach[name],
        )
        for name, module in built.modules.items()
    )
    edges = sorted(built.edges, key=_edge_order)
    return ImportGraph(built.roots, tuple(sorted(nodes, key=lambda node: node.name)), tuple(edges))


def _edge_order(edge: ImportEdge) -> tuple[str, object, str, str]:
    return (edge.importer, edge.site.span, edge.imported, edge.kind.value)
