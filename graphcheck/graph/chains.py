"""The shortest chains of imports from the entry to every module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush
from itertools import count

from graphcheck.model.graph import ImportEdge
from graphcheck.model.imports import Guard, Timing
from graphcheck.model.location import SiteRef

__all__ = ["find_chains"]

# A chain of two import-time imports explains more than one deferred import does.
_DEFERRED_WEIGHT = 1000

Neighbours = Mapping[str, Mapping[str, ImportEdge | None]]
"""The best edge from one module to another; None where the Worker executes none of them."""


def find_chains(
    roots: Iterable[str], known: frozenset[str], edges: Iterable[ImportEdge]
) -> Mapping[str, tuple[str, SiteRef]]:
    """For each module that a live import reaches: the module before it on a shortest chain, and the import there.

    ``edges`` in their sorted order; of equally short chains the first is taken. Dijkstra's algorithm, written out:
    the neighbours are needed for nothing else, and to build a networkx graph of them takes longer than all the rest.
    """
    neighbours = _best_edges(known, edges)
    number = count()
    distances: dict[str, int] = dict.fromkeys(roots, 0)
    waiting = [(0, next(number), root) for root in distances]
    done: set[str] = set()
    before: dict[str, tuple[str, SiteRef]] = {}
    while waiting:
        distance, _, module = heappop(waiting)
        if module in done:
            continue
        done.add(module)
        for imported, edge in neighbours.get(module, {}).items():
            if edge is None or imported in done:
                continue
            length = distance + (_DEFERRED_WEIGHT if edge.timing is Timing.DEFERRED else 1)
            if imported not in distances or length < distances[imported]:
                distances[imported] = length
                before[imported] = (module, edge.site)
                heappush(waiting, (length, next(number), imported))
    return before


def _best_edges(known: frozenset[str], edges: Iterable[ImportEdge]) -> Neighbours:
    """An unresolved import whose module is known under another name also leads to that module."""
    found: dict[str, dict[str, ImportEdge | None]] = {}
    for edge in edges:
        to = found.setdefault(edge.importer, {})
        _keep_better(to, edge.imported, edge)
        target = edge.resolution.target
        if target is not None and target.name != edge.imported and target.name in known:
            _keep_better(to, target.name, edge)
    return found


def _keep_better(to: dict[str, ImportEdge | None], imported: str, edge: ImportEdge) -> None:
    """At start before deferred, then the first in the file."""
    best = to.setdefault(imported, None)
    if edge.guard is Guard.DEAD or edge.guard is Guard.TYPE_CHECKING:
        return
    if best is None or (best.timing is Timing.DEFERRED and edge.timing is not Timing.DEFERRED):
        to[imported] = edge
