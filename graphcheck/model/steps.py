"""A module's top level, reduced to the steps that decide which imports run, in source order.

A large Worker has a hundred thousand of them: frozen dataclasses take four times as long to make.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple, TypeAlias

from graphcheck.model.conditions import KnownPath, Test
from graphcheck.model.frozen import frozen
from graphcheck.model.location import Span

__all__ = [
    "BindStep",
    "CallStep",
    "CodeStep",
    "DefineStep",
    "Handler",
    "IfStep",
    "ImportStep",
    "PathChange",
    "RaiseStep",
    "RegisterStep",
    "Registration",
    "RuntimeCallStep",
    "ScopeStep",
    "SearchPathStep",
    "Step",
    "SuppressStep",
    "TryStep",
    "names_bound_by",
]


class ImportStep(NamedTuple):
    """Execute ``sites[site]`` and bind its names."""

    site: int


class BindStep(NamedTuple):
    """Names bound in the current scope by anything but an import, ``def`` or ``class``.

    ``truth`` is the truth value of the bound constant where it is one (``HAS_X = True``), else None.
    ``is_none`` says whether the bound value is the constant None; None where that is not known.
    ``source`` is the value as written, where computed imports or conditions may need it.
    """

    names: tuple[str, ...]
    truth: bool | None = None
    is_none: bool | None = None
    source: str = ""


class DefineStep(NamedTuple):
    """``def name``: ``body`` runs when a ``CallStep`` names it.

    ``returns_early``: a ``return`` stands in an inner block, so that a call may not reach every step of ``body``.
    ``source`` is the whole definition in a file that imports computed names; it begins at ``line``.
    ``body`` is None where it was not read: the facts of the same file for ``Target.outer`` = False have it.
    """

    name: str
    body: tuple[Step, ...] | None
    returns_early: bool = False
    source: str = ""
    line: int = 0


class CallStep(NamedTuple):
    """A call of a plain name in statement or value position: ``_setup()``, ``x = _setup()``, a decorator.

    ``source`` is the call as written, where its arguments may decide what it imports.
    """

    name: str
    source: str = ""


class CodeStep(NamedTuple):
    """A statement that imports computed names: its ``source``, and the steps that it comes to where that is too little.

    ``line`` is where it begins.
    """

    source: str
    line: int
    otherwise: tuple[Step, ...] = ()


class RuntimeCallStep(NamedTuple):
    """A call of one of the runtime's functions that the target watches: ``random.random()`` under any alias.

    ``literal`` is the first argument where it is a constant text.
    """

    function: str
    arguments: int
    span: Span
    literal: str | None = None


class ScopeStep(NamedTuple):
    """A class body: it executes now, but its names do not become the module's; ``name`` is bound at its end."""

    name: str
    body: tuple[Step, ...]


class IfStep(NamedTuple):
    """``body`` if ``test`` holds, else ``orelse``. Loops and ``match`` cases are IfSteps whose test is Unknown."""

    test: Test
    body: tuple[Step, ...]
    orelse: tuple[Step, ...]


class Handler(NamedTuple):
    """``catches`` are the exception class names as written, last part only; None for a bare ``except`` or an expression
    that names no class. ``name`` is what the exception is called in ``body``."""

    catches: tuple[str, ...] | None
    body: tuple[Step, ...]
    name: str | None = None


class TryStep(NamedTuple):
    body: tuple[Step, ...]
    handlers: tuple[Handler, ...]
    orelse: tuple[Step, ...]
    final: tuple[Step, ...]


class SuppressStep(NamedTuple):
    """``with contextlib.suppress(...)``."""

    catches: tuple[str, ...]
    body: tuple[Step, ...]


class RaiseStep(NamedTuple):
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


@frozen
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


class RegisterStep(NamedTuple):
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


def names_bound_by(step: Step) -> tuple[str, ...]:
    """What it binds by itself, its blocks left aside; an import's names are those of its site."""
    match step:
        case ScopeStep(name=name) | DefineStep(name=name):
            return (name,)
        case BindStep(names=names):
            return names
        case _:
            return ()
