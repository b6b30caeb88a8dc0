"""Modules and import sites, and the questions that are asked of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from graphcheck.graph.build import BuiltGraph
from graphcheck.graph.chains import find_chains
from graphcheck.graph.reach import find_reach
from graphcheck.model.graph import ImportEdge, ModuleNode, SiteRef, Startup

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["ImportGraph", "make_graph"]


class ImportGraph:
    """``nodes`` and ``edges`` in sorted order."""

    def __init__(self, roots: tuple[str, ...], nodes: tuple[ModuleNode, ...], edges: tuple[ImportEdge, ...]) -> None:
        self.entry = roots[0]
        self.roots = roots
        self.nodes = nodes
        self.edges = edges
        self.names = frozenset(node.name for node in nodes)

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        """Node attribute ``module`` is a ``ModuleNode``, edge attribute ``edge`` an ``ImportEdge``.

        An unresolved import whose module is known under another name also leads to that module. Made when it is asked
        for: a run that only judges does without.
        """
        import networkx as nx

        network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in self.nodes:
            network.add_node(node.name, module=node)
        for edge in self.edges:
            network.add_edge(edge.importer, edge.imported, edge=edge)
            target = edge.resolution.target
            if target and target.name != edge.imported and target.name in self.names:
                network.add_edge(edge.importer, target.name, edge=edge)
        return network

    def chain_to(self, module: str) -> tuple[SiteRef, ...]:
        """The import sites of a shortest chain from the entry to ``module``, import-time before deferred ones."""
        chain: list[SiteRef] = []
        while module in self._chains:
            module, site = self._chains[module]
            chain.append(site)
        return tuple(reversed(chain))

    @cached_property
    def _chains(self) -> Mapping[str, tuple[str, SiteRef]]:
        return find_chains(self.roots, self.names, self.edges)


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


def _edge_order(edge: ImportEdge) -> tuple[str, int, int, int, int, str, str]:
    span = edge.site.span
    return (edge.importer, span.line, span.column, span.end_line, span.end_column, edge.imported, edge.kind.value)
