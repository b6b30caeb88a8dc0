"""The chains of imports that lead from the entry to one module."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from graphcheck.graph.import_graph import ImportGraph
from graphcheck.model.graph import ImportEdge
from graphcheck.model.imports import Guard, Timing
from graphcheck.model.why import Importers, WhyChain, WhyLink

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["find_importers", "imported_names"]

# The runtime itself, which starts the entry and the .pth files: no module is called so.
_RUNTIME = ""

Links = Mapping[tuple[str, str], list[WhyLink]]
"""All imports of one module by another, the best first: at start before deferred, then in the order of the file."""


def find_importers(graph: ImportGraph, module: str, *, limit: int = 20) -> Importers:
    """Up to ``limit`` chains to ``module``, which may also be the first missing part of a longer name (``src``).

    Along a chain each module is imported by the best of its imports; the last link stands for each one in turn.
    """
    links = [link for edge in graph.edges for link in _links_of(edge)]
    live = [link for link in links if link.guard not in (Guard.DEAD, Guard.TYPE_CHECKING)]
    at_start = _chains(graph, _by_ends(link for link in live if link.timing is Timing.IMPORT_TIME), module, limit)
    of_all = _chains(graph, _by_ends(live), module, limit)
    chains = [*at_start, *(chain for chain in of_all if chain.timing is Timing.DEFERRED)]
    never = (link for link in links if link.imported == module and link.guard in (Guard.DEAD, Guard.TYPE_CHECKING))
    return Importers(tuple(chains[:limit]), len(chains) > limit, tuple(dict.fromkeys(never)))


def imported_names(graph: ImportGraph) -> frozenset[str]:
    """Every name for which ``find_importers`` may have an answer."""
    return graph.names | {link.imported for edge in graph.edges for link in _links_of(edge)}


def _links_of(edge: ImportEdge) -> Iterator[WhyLink]:
    """To the name as imported, to what the project meant by it, and to the part of it at which the search ended."""
    target, failed_at = edge.resolution.target, edge.resolution.failed_at
    names = [edge.imported, target.name if target else None, None if edge.resolved else failed_at]
    for name in dict.fromkeys(name for name in names if name):
        yield WhyLink(edge.site, name, edge.timing, edge.guard)


def _by_ends(links: Iterable[WhyLink]) -> Links:
    found: dict[tuple[str, str], list[WhyLink]] = {}
    for link in dict.fromkeys(links):
        found.setdefault((link.site.module, link.imported), []).append(link)
    return {ends: sorted(several, key=_rank) for ends, several in found.items()}


def _rank(link: WhyLink) -> tuple[bool, bool, object]:
    return (link.timing is Timing.DEFERRED, link.guard is Guard.OPTIONAL, link.site.span)


def _chains(graph: ImportGraph, links: Links, module: str, limit: int) -> list[WhyChain]:
    """In the order of their places, at most one more than ``limit``: there may be two to the power of the modules."""
    import networkx as nx

    network: nx.DiGraph[str] = nx.DiGraph(links.keys())
    network.add_edges_from((_RUNTIME, root) for root in graph.roots)
    if module not in network or not nx.has_path(network, _RUNTIME, module):
        return []
    paths = islice(nx.all_shortest_paths(network, _RUNTIME, module), limit + 1)
    chains = [chain for path in paths for chain in _along(path[1:], links)]
    return sorted(chains, key=lambda chain: [(link.site.path, link.site.span) for link in chain.links])[: limit + 1]


def _along(path: list[str], links: Links) -> Iterator[WhyChain]:
    pairs = list(pairwise(path))
    before = [links[pair][0] for pair in pairs[:-1]]
    for last in links[pairs[-1]] if pairs else ():
        yield WhyChain((*before, last))
