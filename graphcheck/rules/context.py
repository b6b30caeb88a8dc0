"""All that a rule may look at. Reads files, writes nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from graphcheck.graph.import_graph import ImportGraph
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import Startup
from graphcheck.model.imports import ModuleImports
from graphcheck.model.latitude import Latitude
from graphcheck.model.project import Project
from graphcheck.model.resolution import ResolvedModule
from graphcheck.model.runtime import RuntimeProfile
from graphcheck.model.tree import SourceTree
from graphcheck.model.upload import UploadSet
from graphcheck.resolve.resolver import Resolver
from graphcheck.rules.comments import IgnoreComment

__all__ = ["Context", "Refusal", "SizeMargin", "UnusedIgnore"]


@frozen
class Refusal:
    """Why the platform would not take compatibility date and flags; ``kind`` is a stable identifier."""

    kind: str
    value: str
    message: str
    fatal: bool


@frozen
class UnusedIgnore:
    """A comment in ``path`` (relative to the project root) whose ``rules``, if it names any, hide nothing."""

    module: str
    path: str
    comment: IgnoreComment
    rules: tuple[str, ...]
    message: str


class SizeMargin:
    """By how many bytes the sizes of files, all together, may differ before a message of a rule would be another."""

    def __init__(self) -> None:
        self.bytes = sys.maxsize

    def narrow(self, distance: float) -> None:
        """A difference of ``distance`` may be too much."""
        self.bytes = max(0, min(self.bytes, int(distance) - 1))


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """``modules`` are the graph's by name, ``facts`` those of each reached file by tree path.

    ``display`` makes a tree path relative to the project root; ``read_line`` gives a line of such a relative path,
    empty where it cannot be read. ``read_facts`` gives those of any other file by tree path. ``unused_ignores`` and
    ``stale_baseline`` (how many entries, of which file) are known once all other rules have been asked. A rule that
    looks at the size of a file narrows the ``margin``; one that looks at names which a module binds without asking the
    startup walk takes the module's path out of ``latitudes``.
    """

    tree: SourceTree
    project: Project
    upload: UploadSet
    profile: RuntimeProfile
    resolver: Resolver
    graph: ImportGraph
    startup: Startup
    modules: Mapping[str, ResolvedModule]
    facts: Mapping[str, ModuleImports]
    display: Callable[[str], str]
    read_line: Callable[[str, int], str]
    read_facts: Callable[[str], ModuleImports]
    refusals: tuple[Refusal, ...] = field(default=())
    unused_ignores: tuple[UnusedIgnore, ...] = field(default=())
    stale_baseline: tuple[int, str] | None = None
    margin: SizeMargin = field(default_factory=SizeMargin)
    latitudes: dict[str, Latitude] = field(default_factory=dict)
