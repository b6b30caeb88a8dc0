"""The import graph as data: modules, import sites as edges, the predicted startup, and views for drawing."""

from __future__ import annotations

from typing import NamedTuple

from graphcheck.model.frozen import frozen
from graphcheck.model.imports import Guard, ImportKind, ImportSite, Timing
from graphcheck.model.location import SiteRef
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, Outcome, Resolution
from graphcheck.model.steps import PathChange

__all__ = [
    "PLATFORM_ERROR",
    "ComputedImport",
    "GraphView",
    "ImportEdge",
    "ModuleNode",
    "SearchPathEdit",
    "Startup",
    "StartupFailure",
    "ViewCluster",
    "ViewEdge",
    "ViewNode",
]


PLATFORM_ERROR = "PlatformError"
"""The ``type`` of a failure that is no Python exception: the Worker is refused, or the runtime itself gives up."""


@frozen
class ModuleNode:
    """A module of the graph. ``path`` is relative to the project root; ``size`` is in bytes, 0 where unknown."""

    name: str
    origin: ModuleOrigin
    kind: ModuleKind
    path: str | None
    uploaded: bool
    size: int
    reached: Reach


class ImportEdge(NamedTuple):
    """One import site, or the parent package that it executes as well.

    ``imported`` is an absolute module name.
    """

    importer: str
    imported: str
    names: tuple[str, ...]
    kind: ImportKind
    timing: Timing
    guard: Guard
    resolution: Resolution
    site: SiteRef

    @property
    def resolved(self) -> bool:
        return self.resolution.outcome is Outcome.FOUND


@frozen
class StartupFailure:
    """An exception that would leave the entry and stop the Worker.

    ``type`` and ``message`` are Python's own; ``module`` is what could not be imported (``exc.name``), or else the
    module whose code raised. ``site`` is the statement that raised, ``chain`` the imports that lead there from the
    entry, ending with ``site``. ``resolution`` is set where a failed import is the cause. ``above`` are the classes
    that a class of the project inherits from.
    """

    type: str
    message: str
    module: str
    importer: str
    site: SiteRef
    chain: tuple[SiteRef, ...]
    resolution: Resolution | None = None
    above: frozenset[str] = frozenset()


@frozen
class SearchPathEdit:
    """A change of ``sys.path`` while the Worker starts. ``entries`` are the texts that go in or out.

    ``beside_code`` are the same places as a desktop has them, in the tree that is analysed. ``certain`` is False where
    a condition that nothing decides stands around it.
    """

    site: SiteRef
    change: PathChange
    entries: tuple[str, ...]
    beside_code: tuple[str, ...]
    certain: bool


@frozen
class ComputedImport:
    """An import in the module ``importer`` whose name was computed while the Worker starts."""

    importer: str
    site: ImportSite


@frozen
class Startup:
    """What the walk in execution order found.

    ``failures`` are all exceptions that would stop the Worker, in the order in which a team would meet them if it
    repaired one per deploy; the first is the verdict. ``modules`` are the modules executed up to that first failure,
    the runtime's own left out, in the order in which their execution begins. ``repaired_modules`` is the same for a
    Worker whose failures are all repaired; ``loaded`` are all names in ``sys.modules`` then, the runtime's own and
    missing ones included. ``refused`` is why the Worker would not even be uploaded: no Python runs then.
    ``computed`` are imports of names that no file shows: they are known only because the walk came by. ``followed`` are
    all the places, by module and line, where it found out what is imported.
    ``entry_runs`` is False where the entry's name belongs to another module, which the runtime imports in its place.
    ``edits`` are the changes of ``sys.path`` that import-time code makes, in order.
    """

    failures: tuple[StartupFailure, ...]
    modules: tuple[str, ...]
    repaired_modules: tuple[str, ...]
    loaded: frozenset[str] = frozenset()
    refused: str | None = None
    entry_runs: bool = True
    edits: tuple[SearchPathEdit, ...] = ()
    computed: tuple[ComputedImport, ...] = ()
    followed: frozenset[tuple[str, int]] = frozenset()

    @property
    def starts(self) -> bool:
        return not self.failures and self.refused is None

    @property
    def error(self) -> StartupFailure | None:
        return self.failures[0] if self.failures else None


@frozen
class ViewNode:
    """A module, or a package that stands for its ``members`` modules. ``cluster`` is a ``ViewCluster.name``."""

    name: str
    origin: ModuleOrigin
    kind: ModuleKind
    uploaded: bool
    reached: Reach
    members: int
    cluster: str | None
    entry: bool = False


@frozen
class ViewEdge:
    """All import sites from ``source`` to ``target``, joined: ``count`` of them.

    ``unresolved`` if any live site fails; ``deferred`` if all are; ``optional`` if all are guarded.
    """

    source: str
    target: str
    count: int
    unresolved: bool
    deferred: bool
    optional: bool


@frozen
class ViewCluster:
    """A frame around the nodes of one origin."""

    name: str
    origin: ModuleOrigin


@frozen
class GraphView:
    """What an exporter draws, already cut to level, focus and depth; nodes, edges and clusters are sorted."""

    title: str
    nodes: tuple[ViewNode, ...]
    edges: tuple[ViewEdge, ...]
    clusters: tuple[ViewCluster, ...]
