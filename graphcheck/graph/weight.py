"""What import statements bring into the start, and what the start would be without them."""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.graph.dominators import immediate_dominators
from graphcheck.graph.import_graph import ImportGraph
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import ImportEdge, ModuleNode
from graphcheck.model.imports import Guard, Timing
from graphcheck.model.location import SiteRef, Span
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin

__all__ = ["StatementWeight", "source_size", "weigh_statements"]


@frozen
class StatementWeight:
    """``modules`` are those with source that are executed at start because of this statement alone; ``size`` is their
    sources' bytes."""

    site: SiteRef
    importer: str
    modules: tuple[str, ...]
    size: int


def weigh_statements(graph: ImportGraph, origin: ModuleOrigin) -> tuple[StatementWeight, ...]:
    """Import-time statements of modules of that origin, the heaviest first; those that bring nothing are left out.

    A statement stands between its module and what it imports, so that its share is what it dominates: every way from
    the entry to those modules leads through it (T. Lengauer, R. Tarjan, 1979).
    """
    sizes = {node.name: source_size(node) for node in graph.nodes if node.reached is Reach.IMPORT_TIME}
    sizes.setdefault(graph.entry, 0)
    names = [graph.entry, *(name for name in sizes if name != graph.entry)]
    statements: list[SiteRef] = []
    network = _network(graph, names, sizes, origin, statements)
    above, order = immediate_dominators(network)
    brought: dict[int, list[int]] = {}
    total = [sizes[name] for name in names] + [0] * len(statements)
    for node in reversed(order[1:]):
        total[above[node]] += total[node]
        brought.setdefault(above[node], []).append(node)
    with_source = {number: name for number, name in enumerate(names) if sizes[name]}
    found = (
        StatementWeight(site, site.module, _below(number, brought, with_source), total[number])
        for number, site in enumerate(statements, len(names))
        if number in brought
    )
    return tuple(sorted(found, key=_heaviest_first))


def source_size(node: ModuleNode) -> int:
    """Bytes of Python source that executing the module compiles."""
    return node.size if node.path and node.path.endswith(".py") else 0


def _network(
    graph: ImportGraph, names: list[str], sizes: Mapping[str, int], origin: ModuleOrigin, statements: list[SiteRef]
) -> list[list[int]]:
    """What each module imports at start, by numbers: those of ``names``, then those of ``statements``, which are added
    for modules of ``origin`` alone."""
    numbers = {name: number for number, name in enumerate(names)}
    weighed = {node.name for node in graph.nodes if node.origin is origin}
    network: list[list[int]] = [[] for _ in names]
    for name in names:
        own: dict[SiteRef, list[int]] = {}
        imported: set[int] = set()
        for edge in graph.edges_from(name):
            if edge.imported in sizes and _counts(edge):
                number = numbers[edge.imported]
                if name in weighed:
                    own.setdefault(edge.site, []).append(number)
                else:
                    imported.add(number)
        network[numbers[name]] = sorted(imported) or list(range(len(network), len(network) + len(own)))
        network += own.values()
        statements += own
    return network


def _heaviest_first(weight: StatementWeight) -> tuple[int, str, Span]:
    return (-weight.size, weight.site.path, weight.site.span)


def _counts(edge: ImportEdge) -> bool:
    return (
        edge.timing is Timing.IMPORT_TIME
        and (edge.guard is Guard.NONE or edge.guard is Guard.OPTIONAL)
        and edge.resolved
    )


def _below(number: int, brought: Mapping[int, list[int]], names: Mapping[int, str]) -> tuple[str, ...]:
    nodes = [number]
    for node in nodes:
        nodes += brought.get(node, ())
    return tuple(sorted(names[node] for node in nodes if node in names))
