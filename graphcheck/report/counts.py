"""The figures of a report, counted once so that no two formats disagree."""

from __future__ import annotations

from graphcheck.model.analysis import Analysis
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import ImportEdge
from graphcheck.model.imports import Guard, ImportKind
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin

__all__ = ["OriginCount", "count_origins", "count_unresolved"]


@frozen
class OriginCount:
    """Modules of one origin by the time of their execution. ``unresolved`` counts what these modules import in vain."""

    origin: ModuleOrigin
    modules: int
    at_start: int
    deferred: int
    unresolved: int


def count_origins(analysis: Analysis) -> tuple[OriginCount, ...]:
    """One count for each origin, in the order of ``ModuleOrigin``, also where it is zero."""
    origin_of = {module.name: module.origin for module in analysis.modules}
    failing = [origin_of.get(importer) for importer, _ in _unresolved_pairs(analysis.edges)]
    return tuple(_count(origin, analysis, failing.count(origin)) for origin in ModuleOrigin)


def count_unresolved(edges: tuple[ImportEdge, ...]) -> int:
    """How many distinct pairs of importer and imported name fail in the Worker.

    Sites that the Worker never executes (type checking, dead conditions) do not count; guarded ones do. Parent packages
    do not count beside the import that names them.
    """
    return len(_unresolved_pairs(edges))


def _unresolved_pairs(edges: tuple[ImportEdge, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (edge.importer, edge.imported)
        for edge in edges
        if not edge.resolved and edge.kind is not ImportKind.PARENT and edge.guard in (Guard.NONE, Guard.OPTIONAL)
    )


def _count(origin: ModuleOrigin, analysis: Analysis, unresolved: int) -> OriginCount:
    reached = [module.reached for module in analysis.modules if module.origin is origin]
    return OriginCount(
        origin=origin,
        modules=len(reached),
        at_start=reached.count(Reach.IMPORT_TIME),
        deferred=reached.count(Reach.DEFERRED),
        unresolved=unresolved,
    )
