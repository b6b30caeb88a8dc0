"""What one Python file does at import time, as far as imports are concerned.

``ModuleImports.body`` is the module's top level reduced to the steps that decide which imports run, in source order.
``sites`` are all import sites of the file, wherever they stand; an ``ImportStep`` refers to one by its index.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from graphcheck.model.frozen import frozen
from graphcheck.model.location import Span
from graphcheck.model.steps import Step

__all__ = [
    "Guard",
    "ImportKind",
    "ImportSite",
    "ImportedName",
    "ModuleImports",
    "ParseFailure",
    "Timing",
    "Unloadable",
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


@frozen
class ParseFailure:
    """Python could not compile the file, or with ``unread`` only we could not: what it does is not known.

    ``message`` is for the reader, without file and line.

    ``since`` is the first Python that would compile it, where a later grammar is all that the file needs.
    ``text`` is what the exception says, with ``{file}`` for the file's name, where that is not the message with file
    and line.
    """

    message: str
    line: int
    column: int
    since: tuple[int, int] | None = None
    text: str = ""
    unread: bool = False


@frozen
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


@frozen
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
