"""What became of one name when the import system looked for it."""

from __future__ import annotations

from dataclasses import field
from enum import Enum

from graphcheck.model.frozen import frozen

__all__ = ["Attempt", "ModuleKind", "ModuleOrigin", "Outcome", "Resolution", "ResolvedModule"]


class ModuleOrigin(Enum):
    """Where a module of the graph comes from; the five origins of a report."""

    PYODIDE = "pyodide"
    VENDORED = "vendored"
    APP = "app"
    VENV_WORKERS = "venv-workers"
    MISSING = "missing"


class ModuleKind(Enum):
    """What kind of thing a module is. The runtime's own keep the kind that the runtime gives them."""

    PACKAGE = "package"
    MODULE = "module"
    NAMESPACE = "namespace"
    EXTENSION = "extension"
    BYTECODE = "bytecode"
    BUILTIN = "builtin"
    FROZEN = "frozen"
    STDLIB = "stdlib"
    BUNDLED = "bundled"
    SDK = "sdk"
    FFI = "ffi"
    PTH = "pth"
    """A path configuration file: no module, but its import lines run before the entry."""
    MISSING = "missing"


class Outcome(Enum):
    """How the search for one module in the Worker ended."""

    FOUND = "found"
    RUNTIME_FAILS = "runtime-fails"
    """The runtime has the module, and importing it raises there."""
    SDK_EXTERNAL = "sdk-external"
    """The date moved the SDK out of the runtime; a stub that raises stands in its place."""
    STDLIB_MISSING = "stdlib-missing"
    NO_PARENT_PACKAGE = "no-parent-package"
    BEYOND_TOP_LEVEL = "beyond-top-level"
    NOT_A_PACKAGE = "not-a-package"
    PROJECT_ONLY = "project-only"
    """The developer's machine finds it, the Worker does not."""
    MISSING = "missing"


@frozen
class ResolvedModule:
    """A module that a view found. ``path`` is a ``SourceTree`` path, None for the runtime's own and for namespaces.

    ``uploaded_as`` is the file's name in the upload, where the Worker's own view found it.
    """

    name: str
    kind: ModuleKind
    origin: ModuleOrigin
    path: str | None = None
    uploaded: bool = False
    error: str | None = None
    preloaded: bool = False
    uploaded_as: str | None = field(default=None, compare=False)

    @property
    def is_package(self) -> bool:
        return self.kind in (ModuleKind.PACKAGE, ModuleKind.NAMESPACE)


@frozen
class Attempt:
    """One place where a name was looked for; ``hit`` is what was found there (a project-relative path), else None."""

    place: str
    hit: str | None = None


@frozen
class Resolution:
    """The answer for one absolute module name in the Worker.

    ``target`` is the module the Worker would load; on failure, the project's module that was meant, if there is one.
    ``failed_at`` is the dotted prefix at which the search ended (``src`` for ``src.core.config``).
    ``error_type`` and ``message`` are what Python raises.
    """

    name: str
    outcome: Outcome
    target: ResolvedModule | None
    failed_at: str | None = None
    error_type: str | None = None
    message: str | None = None
    attempts: tuple[Attempt, ...] = ()
