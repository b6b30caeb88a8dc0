"""What one Python file does at import time, as far as imports are concerned.

``ModuleImports.body`` is the module's top level reduced to the steps that decide which imports run, in source order.
``sites`` are all import sites of the file, wherever they stand; an ``ImportStep`` refers to one by its index.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple, TypeAlias

from graphcheck.model.location import Span

__all__ = [
    "AllOf",
    "AnyOf",
    "BindStep",
    "CallStep",
    "CheckerTest",
    "CodeStep",
    "Constant",
    "DefineStep",
    "ExistsTest",
    "FindableTest",
    "Guard",
    "Handler",
    "IfStep",
    "ImportKind",
    "ImportSite",
    "ImportStep",
    "ImportedName",
    "KnownPath",
    "LoadedTest",
    "ModuleImports",
    "NameTest",
    "Negation",
    "OnPathTest",
    "ParseFailure",
    "PathChange",
    "RaiseStep",
    "RegisterStep",
    "Registration",
    "RuntimeCallStep",
    "ScopeStep",
    "SearchPathStep",
    "Step",
    "SuppressStep",
    "Test",
    "Timing",
    "TryStep",
    "Unknown",
    "Unloadable",
    "WrittenTest",
]


class ImportKind(Enum):
    IMPORT = "import"
    FROM = "from"
    STAR = "star"
    DYNAMIC = "dynamic"
    PARENT = "parent"
    """Importing ``a.b.c`` executes ``a`` and ``a.b``. Edges only; a site never has this kind."""


class Timing(Enum):
    IMPORT_TIME = "import-time"
    DEFERRED = "deferred"


class Guard(Enum):
    NONE = "none"
    OPTIONAL = "optional"
    """Inside a ``try`` whose handler swallows an ImportError, or ``contextlib.suppress`` of one."""
    TYPE_CHECKING = "type-checking"
    DEAD = "dead"
    """Under a condition that is false in the Worker."""


class ImportedName(NamedTuple):
    """``name as bound`` of a from-import, with the span of ``name``."""

    name: str
    bound: str
    span: Span


class ImportSite(NamedTuple):
    """One import of one module. ``import a, b`` is two sites.

    ``module`` is the dotted name without leading dots (empty for ``from . import x``), ``level`` the number of dots.
    ``names`` are those of a from-import. ``bound`` is what ``import a.b`` (``a``) or ``import a.b as c`` (``c``) binds.
    ``span`` covers the module as written, dots included; for a dynamic import the string literal.
    ``statement`` is the source of the whole statement, white space and comments folded to one line.
    """

    kind: ImportKind
    module: str
    level: int
    names: tuple[ImportedName, ...]
    bound: str | None
    span: Span
    statement: str
    statement_span: Span
    timing: Timing
    guard: Guard


@dataclass(frozen=True, slots=True)
class KnownPath:
    """A path made of constants and ``__file__``: ``tail`` below the folder ``parents`` levels above the file (0 is the
    file itself), or ``tail`` as it stands where ``parents`` is None."""

    parents: int | None
    tail: str


# --- conditions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constant:
    """A condition whose value in the Worker is known (``sys.platform == "win32"``, ``TYPE_CHECKING``, ``0``)."""

    value: bool


@dataclass(frozen=True, slots=True)
class NameTest:
    """The truth of a module-level name, e.g. ``HAS_NUMPY`` or ``numpy``; ``is None`` tests are ``is_none``."""

    name: str
    is_none: bool = False


@dataclass(frozen=True, slots=True)
class LoadedTest:
    """``"name" in sys.modules``."""

    name: str


@dataclass(frozen=True, slots=True)
class FindableTest:
    """``importlib.util.find_spec("name") is not None``."""

    name: str


@dataclass(frozen=True, slots=True)
class OnPathTest:
    """``path in sys.path``."""

    path: KnownPath


@dataclass(frozen=True, slots=True)
class ExistsTest:
    """``os.path.exists(path)`` and its like."""

    path: KnownPath


@dataclass(frozen=True, slots=True)
class Negation:
    test: Test


@dataclass(frozen=True, slots=True)
class AllOf:
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class WrittenTest:
    """What only the values of names can decide: the expression itself, as Python source."""

    source: str


@dataclass(frozen=True, slots=True)
class CheckerTest:
    """``TYPE_CHECKING or test``: a block that is for type checkers wherever ``test`` stays undecided."""

    test: Test


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing in the file decides it."""


Test: TypeAlias = (
    Constant
    | NameTest
    | LoadedTest
    | FindableTest
    | OnPathTest
    | ExistsTest
    | WrittenTest
    | CheckerTest
    | Negation
    | AllOf
    | AnyOf
    | Unknown
)


# --- steps --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ImportStep:
    """Execute ``sites[site]`` and bind its names."""

    site: int


@dataclass(frozen=True, slots=True)
class BindStep:
    """Names bound in the current scope by anything but an import, ``def`` or ``class``.

    ``truth`` is the truth value of the bound constant where it is one (``HAS_X = True``), else None.
    ``is_none`` says whether the bound value is the constant None; None where that is not known.
    ``source`` is the value as written, where computed imports or conditions may need it.
    """

    names: tuple[str, ...]
    truth: bool | None = None
    is_none: bool | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class DefineStep:
    """``def name``: ``body`` runs when a ``CallStep`` names it.

    ``returns_early``: a ``return`` stands in an inner block, so that a call may not reach every step of ``body``.
    ``source`` is the whole definition in a file that imports computed names; it begins at ``line``.
    """

    name: str
    body: tuple[Step, ...]
    returns_early: bool = False
    source: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class CallStep:
    """A call of a plain name in statement or value position: ``_setup()``, ``x = _setup()``, a decorator.

    ``source`` is the call as written, where its arguments may decide what it imports.
    """

    name: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class CodeStep:
    """A statement that imports computed names: its ``source``, and the steps that it comes to where that is too little.

    ``line`` is where it begins.
    """

    source: str
    line: int
    otherwise: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class RuntimeCallStep:
    """A call of one of the runtime's functions that the target watches: ``random.random()`` under any alias.

    ``literal`` is the first argument where it is a constant text.
    """

    function: str
    arguments: int
    span: Span
    literal: str | None = None


@dataclass(frozen=True, slots=True)
class ScopeStep:
    """A class body: it executes now, but its names do not become the module's; ``name`` is bound at its end."""

    name: str
    body: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class IfStep:
    """``body`` if ``test`` holds, else ``orelse``. Loops and ``match`` cases are IfSteps whose test is Unknown."""

    test: Test
    body: tuple[Step, ...]
    orelse: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Handler:
    """``catches`` are the exception class names as written, last part only; None for a bare ``except`` or an expression
    that names no class. ``name`` is what the exception is called in ``body``."""

    catches: tuple[str, ...] | None
    body: tuple[Step, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class TryStep:
    body: tuple[Step, ...]
    handlers: tuple[Handler, ...]
    orelse: tuple[Step, ...]
    final: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class SuppressStep:
    """``with contextlib.suppress(...)``."""

    catches: tuple[str, ...]
    body: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class RaiseStep:
    """``type`` is None for a bare ``raise``; ``message`` is None where it is not a constant text.

    ``source`` is then the exception as written.
    """

    type: str | None
    message: str | None
    span: Span
    source: str = ""


class PathChange(Enum):
    INSERT = "insert"
    """``paths`` go in before ``index``, or at the end where that is None."""
    REMOVE = "remove"
    POP = "pop"
    """The entry at ``index``, the last one where that is None."""
    CLEAR = "clear"
    IGNORED = "ignored"
    """An object of ``pathlib`` goes in: the import system passes over what is no text."""
    UNKNOWN = "unknown"
    """What ends up on the path is not known."""


@dataclass(frozen=True, slots=True)
class SearchPathStep:
    """A change of ``sys.path``. ``span`` is the statement."""

    change: PathChange
    paths: tuple[KnownPath, ...]
    index: int | None
    span: Span


class Registration(Enum):
    """What a statement does to one entry of ``sys.modules``."""

    OBJECT = "object"
    """Puts something there that is not known."""
    MODULE = "module"
    """Puts the module ``source`` there, the one that executes where ``source`` is empty."""
    BLOCK = "block"
    """Puts None there: importing the name fails."""
    REMOVE = "remove"
    FOLDERS = "folders"
    """Gives the module a ``__path__``: it is a package then, and ``folders`` hold its submodules."""


@dataclass(frozen=True, slots=True)
class RegisterStep:
    """``sys.modules["name"] = ...`` and its like."""

    name: str
    registration: Registration
    source: str = ""
    folders: tuple[KnownPath, ...] = ()


Step: TypeAlias = (
    ImportStep
    | BindStep
    | DefineStep
    | CallStep
    | CodeStep
    | RuntimeCallStep
    | ScopeStep
    | IfStep
    | TryStep
    | SuppressStep
    | RaiseStep
    | SearchPathStep
    | RegisterStep
)


@dataclass(frozen=True, slots=True)
class ParseFailure:
    """Python could not compile the file. ``message`` is for the reader, without file and line.

    ``since`` is the first Python that would compile it, where a later grammar is all that the file needs.
    ``text`` is what the exception says, with ``{file}`` for the file's name, where that is not the message with file
    and line.
    """

    message: str
    line: int
    column: int
    since: tuple[int, int] | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Unloadable:
    """An extension module or bytecode that Python finds and cannot load.

    ``type`` and ``message`` are Python's own, with ``{path}`` for the file in the Worker and ``{name}`` for the module;
    ``what`` says what the file is. ``names_tail``: ``exc.name`` is the last part of the module's name alone.
    """

    type: str
    message: str
    what: str
    names_tail: bool = False
    other_python: bool = False


@dataclass(frozen=True, slots=True)
class ModuleImports:
    """All that the pipeline knows of one file. ``body`` is empty when ``failure`` is set.

    ``exports`` is a constant ``__all__`` (None where there is none or it is computed).
    ``open_names`` is True where names may appear that the steps do not show: a module ``__getattr__``,
    ``globals()``/``vars()``/``exec`` at module level, ``sys.modules[__name__] = ...``.
    ``registers_modules``: the file puts modules into ``sys.modules`` or a finder into ``sys.meta_path``, so that
    submodules may exist that no file shows.
    ``hook_decides``: nothing but the module's own ``__getattr__`` gives it names that the steps do not show.
    ``computed_imports`` are calls that import a module whose name is no constant.
    ``unloadable`` is set for binary files alone.
    """

    sites: tuple[ImportSite, ...]
    body: tuple[Step, ...]
    exports: tuple[str, ...] | None = None
    open_names: bool = False
    failure: ParseFailure | None = None
    registers_modules: bool = False
    hook_decides: bool = False
    computed_imports: tuple[Span, ...] = ()
    unloadable: Unloadable | None = None
