"""What each import statement brings into the start, and what the start would be without it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graphcheck.graph.import_graph import ImportGraph
from graphcheck.model.graph import ImportEdge, ModuleNode, Reach, SiteRef
from graphcheck.model.imports import Guard, Timing
from graphcheck.model.location import Span

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["StatementWeight", "source_size", "weigh_statements"]

Node: TypeAlias = str | int
"""A module by its name, a statement by a number: statements are slow to hash."""


@dataclass(frozen=True, slots=True)
class StatementWeight:
    """``modules`` are executed at start because of this statement alone; ``size`` is their sources' bytes."""

    site: SiteRef
    importer: str
    modules: tuple[str, ...]
    size: int


def weigh_statements(graph: ImportGraph) -> tuple[StatementWeight, ...]:
    """Import-time statements of the entry's graph, the heaviest first; those that bring nothing are left out.

    A statement stands between its module and what it imports, so that its share is what it dominates: every way from
    the entry to those modules leads through it (T. Lengauer, R. Tarjan, 1979; networkx has Cooper's algorithm).
    """
    import networkx as nx

    sizes = {node.name: source_size(node) for node in graph.nodes if node.reached is Reach.IMPORT_TIME}
    network: nx.DiGraph[Node] = nx.DiGraph()
    network.add_node(graph.entry)
    numbers: dict[SiteRef, int] = {}
    importers: dict[int, str] = {}
    for edge in graph.edges:
        if _counts(edge) and edge.importer in sizes and edge.imported in sizes:
            number = numbers.setdefault(edge.site, len(numbers))
            network.add_edge(edge.importer, number)
            network.add_edge(number, edge.imported)
            importers[number] = edge.importer
    shares = _dominated(nx.immediate_dominators(network, graph.entry), graph.entry)
    found = (_weigh(site, importers[number], shares.get(number, ()), sizes) for site, number in numbers.items())
    return tuple(
        sorted((each for each in found if each.modules), key=lambda each: (-each.size, each.site.path, each.site.span))
    )


def source_size(node: ModuleNode) -> int:
    """Bytes of Python source that executing the module compiles."""
    return node.size if node.path and node.path.endswith(".py") else 0


def _heaviest_first(weight: StatementWeight) -> tuple[int, str, Span]:
    return (-weight.size, weight.site.path, weight.site.span)


def _counts(edge: ImportEdge) -> bool:
    return edge.resolved and edge.timing is Timing.IMPORT_TIME and edge.guard in (Guard.NONE, Guard.OPTIONAL)


def _weigh(site: SiteRef, importer: str, dominated: Iterable[Node], sizes: Mapping[str, int]) -> StatementWeight:
    modules = tuple(sorted(node for node in dominated if isinstance(node, str)))
    return StatementWeight(site, importer, modules, sum(sizes[module] for module in modules))


def _dominated(dominators: Mapping[Node, Node | None], entry: Node) -> Mapping[Node, list[Node]]:
    """All nodes below each one in the tree of dominators."""
    children: dict[Node, list[Node]] = {}
    for node, above in dominators.items():
        if node != entry and above is not None:
            children.setdefault(above, []).append(node)
    order: list[Node] = [entry]
    for node in order:
        order += children.get(node, [])
    below: dict[Node, list[Node]] = {}
    for node in reversed(order):
        below[node] = [each for child in children.get(node, []) for each in (child, *below[child])]
    return below
