"""What the Worker's Python brings by itself, and where it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import Enum

from graphcheck.model.frozen import frozen

__all__ = [
    "ImportContext",
    "RefusedCall",
    "RuntimeKind",
    "RuntimeModule",
    "RuntimeProfile",
    "SearchEntry",
    "SearchPlace",
]


class RuntimeKind(Enum):
    """How the runtime provides a module."""

    BUILTIN = "builtin"
    FROZEN = "frozen"
    STDLIB = "stdlib"
    BUNDLED = "bundled"
    SDK = "sdk"
    FFI = "ffi"
    """Registered from JavaScript (``js``, ``pyodide_js``); found after every path entry."""


class SearchPlace(Enum):
    """The entries of ``sys.path`` that matter, by what they hold."""

    HOME = "home"
    STDLIB = "standard library"
    VENDORED = "python_modules"
    LEGACY_VENDOR = "vendor"
    SDK = "SDK"
    APP = "app"
    BUNDLED = "bundled packages"


@frozen
class SearchEntry:
    place: SearchPlace
    path: str


@frozen
class RuntimeModule:
    """One importable module of the runtime. ``error`` is the exception text when importing it fails."""

    name: str
    kind: RuntimeKind
    package: bool
    preloaded: bool
    """In ``sys.modules`` before the app starts, so nothing on the path can replace it."""
    error: str | None = None


@frozen
class RefusedCall:
    """What calling a function of the runtime raises before the first request.

    ``allowed_with_arguments``: a call with any argument works, as ``random.Random(seed)`` does. ``needs`` is a module
    with which the call works, now and later; without it is what fails. ``{}`` in ``message`` is the first argument.
    ``entropy``: an import context that grants entropy lets the call work.
    """

    type: str
    message: str
    allowed_with_arguments: bool = False
    needs: str | None = None
    entropy: bool = True


@frozen
class ImportContext:
    """What holds while one module is imported. ``provider`` is the module that must have been imported for it.

    ``entropy``: refused calls work. ``hides``: this module cannot be imported; ``provides`` is then a name that the
    imported module gets all the same.
    """

    provider: str | None
    entropy: bool = False
    hides: str | None = None
    provides: str | None = None


@frozen
class RuntimeProfile:
    """The Pyodide that compatibility date and flags select.

    ``flags`` are the enabled compatibility flags that matter to Python, implied ones included.
    ``missing_stdlib`` are names of CPython's standard library that this runtime lacks.
    ``js_names`` are what the module ``js`` holds. ``selected_by`` says, for a reader, what selected it:
    ``compatibility_date 2026-10-01``.
    """

    pyodide: str
    python: tuple[int, int, int]
    selected_by: str
    enabled: bool
    """False when the ``python_workers`` flag is off: the Worker is refused."""
    flags: frozenset[str]
    search_path: tuple[SearchEntry, ...]
    extension_suffixes: tuple[str, ...]
    modules: Mapping[str, RuntimeModule]
    missing_stdlib: frozenset[str]
    external_sdk: bool
    js_names: frozenset[str] = frozenset()
    refused_calls: Mapping[str, RefusedCall] = field(default_factory=dict)
    import_contexts: Mapping[str, ImportContext] = field(default_factory=dict)

    @property
    def python_version(self) -> str:
        return ".".join(str(part) for part in self.python)
