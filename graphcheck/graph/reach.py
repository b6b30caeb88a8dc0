"""Whether a module runs while the Worker starts, later, or never."""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.graph.build import BuiltGraph
from graphcheck.model.graph import Startup
from graphcheck.model.imports import Guard
from graphcheck.model.reach import Reach

__all__ = ["find_reach"]


def find_reach(built: BuiltGraph, startup: Startup) -> Mapping[str, Reach]:
    """By name, for every module of the graph."""
    reachable = _reachable(built)

    def reach_of(name: str) -> Reach:
        if name in startup.loaded:
            return Reach.IMPORT_TIME
        return Reach.DEFERRED if name in reachable else Reach.NO

    return {name: reach_of(name) for name in built.modules}


def _reachable(built: BuiltGraph) -> set[str]:
    reached = set(built.roots)
    frontier = list(built.roots)
    while frontier:
        for edge in built.edges.get(frontier.pop(), ()):
            if edge.guard is Guard.DEAD or edge.guard is Guard.TYPE_CHECKING:
                continue
            target = edge.resolution.target
            for name in (edge.imported, target.name if target else edge.imported):
                if name not in reached:
                    reached.add(name)
                    frontier.append(name)
    return reached
