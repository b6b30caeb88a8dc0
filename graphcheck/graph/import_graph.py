"""Modules and import sites, and the questions that are asked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from graphcheck.graph.build import BuiltGraph
from graphcheck.graph.chains import find_chains
from graphcheck.model.graph import ImportEdge, ModuleNode
from graphcheck.model.imports import ImportKind
from graphcheck.model.location import SiteRef
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin, Outcome

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
        self._by_importer: dict[str, list[ImportEdge]] = {}
        for edge in edges:
            self._by_importer.setdefault(edge.importer, []).append(edge)
        self._by_origin: dict[ModuleOrigin, tuple[ImportEdge, ...]] = {}
        self.names = frozenset(node.name for node in nodes)

    @cached_property
    def failing(self) -> tuple[ImportEdge, ...]:
        """Edges to what is not found, without the implicit ones of parent packages."""
        return tuple(
            edge
            for edge in self.edges
            if edge.resolution.outcome is not Outcome.FOUND and edge.kind is not ImportKind.PARENT
        )

    def edges_from(self, module: str) -> Sequence[ImportEdge]:
        return self._by_importer.get(module, ())

    def edges_of(self, origin: ModuleOrigin) -> tuple[ImportEdge, ...]:
        """Edges from modules of that origin."""
        if origin not in self._by_origin:
            names = (node.name for node in self.nodes if node.origin is origin)
            self._by_origin[origin] = tuple(edge for name in names for edge in self.edges_from(name))
        return self._by_origin[origin]

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
    built: BuiltGraph, reach: Mapping[str, Reach], sizes: Mapping[str, int], display: Mapping[str, str]
) -> ImportGraph:
    """Nodes and edges in sorted order. ``sizes`` and ``display`` are bytes and project-relative path by tree path."""
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
    edges = tuple(edge for _, several in sorted(built.edges.items()) for edge in sorted(several, key=_place))
    return ImportGraph(built.roots, tuple(sorted(nodes, key=attrgetter("name"))), edges)


def _place(edge: ImportEdge) -> tuple[int, int, int, int, str, str]:
    span = edge.site.span
    return (span.line, span.column, span.end_line, span.end_column, edge.imported, edge.kind.value)
