"""What a name may stand for. Python's own constants and containers stand for themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from graphcheck.graph.conditions import Value
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import StartupFailure
from graphcheck.model.steps import DefineStep, IfStep, RegisterStep, SearchPathStep, Step, SuppressStep, TryStep

__all__ = [
    "UNKNOWN", "Caught", "ClassThing", "Error", "Function", "Globals", "Method", "ModuleThing", "RuntimeThing", "Some",
    "Spec", "Thing",
    "is_known", "may_hold", "text_of", "thing_of", "truth_of", "value_of",
]  # fmt: skip

Thing: TypeAlias = Any
"""``str | int | float | bytes | bool | None | tuple | list | dict | set`` of things, or one of the classes here."""


@frozen
class Some:
    """A value of which at most its truth is known."""

    truth: bool | None = None
    is_none: bool | None = None


UNKNOWN: Final = Some()
_NO_NAMES: Final[Mapping[str, Thing]] = MappingProxyType({})
_DEEPEST = 10
"""Containers in containers; deeper ones are not looked into."""


@frozen
class ModuleThing:
    """A module, by its name in ``sys.modules``."""

    name: str


@frozen
class RuntimeThing:
    """Something that the runtime brings, by its dotted name: ``importlib.import_module``, ``builtins.getattr``."""

    path: str


@frozen
class ClassThing:
    """A class that the module ``home`` defines at its top level."""

    home: str
    name: str


@frozen
class Spec:
    """``__spec__`` of a module."""

    name: str
    parent: str


@frozen
class Globals:
    """``globals()`` of the module called ``home``."""

    home: str


@frozen
class Method:
    """A method of a known text or container."""

    receiver: Thing
    name: str


@frozen
class Error:
    """An exception that was made and not raised yet. ``text`` is its ``str()`` where that is known."""

    type: str
    text: str | None


@frozen
class Caught:
    """An exception that a handler has caught."""

    failure: StartupFailure


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function of the module ``home``: its ``definition`` among the steps, or its source where that is known."""

    name: str
    home: str
    definition: DefineStep | None = None
    line: int = 0
    node: ast.FunctionDef | ast.Lambda | None = None
    closure: Mapping[str, Thing] = field(default_factory=lambda: _NO_NAMES)

    @property
    def source(self) -> str:
        return self.definition.source if self.definition else ""

    @property
    def changes_search(self) -> bool:
        """Whether it changes ``sys.path`` or ``sys.modules``, which its steps know and its code does not."""
        body = self.definition.body if self.definition else None
        return any(isinstance(step, (SearchPathStep, RegisterStep)) for step in _every(body or ()))


def _every(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        match step:
            case IfStep():
                yield from _every((*step.body, *step.orelse))
            case TryStep():
                handled = (each for handler in step.handlers for each in handler.body)
                yield from _every((*step.body, *handled, *step.orelse, *step.final))
            case SuppressStep():
                yield from _every(step.body)
            case _:
                pass


def is_known(thing: Thing, depth: int = 0) -> bool:
    """Whether Python can compute with it: a constant, or a container of such."""
    if depth > _DEEPEST:
        return False
    match thing:
        case tuple() | list() | set() | frozenset():
            return all(is_known(item, depth + 1) for item in thing)
        case dict():
            return all(is_known(key, depth + 1) and is_known(value, depth + 1) for key, value in thing.items())
        case _:
            return thing is None or isinstance(thing, (str, bytes, int, float))


def may_hold(container: Thing, thing: Thing, depth: int = 0) -> bool:
    """Whether ``thing`` may go into ``container``: nothing may come to hold itself, however far down."""
    if thing is container or depth > _DEEPEST:
        return False
    match thing:
        case tuple() | list() | set() | frozenset():
            return all(may_hold(container, item, depth + 1) for item in thing)
        case dict():
            return all(may_hold(container, item, depth + 1) for item in thing.values())
        case _:
            return True


def truth_of(thing: Thing) -> bool | None:
    match thing:
        case Some():
            return False if thing.is_none else thing.truth
        case None | str() | bytes() | int() | float() | tuple() | list() | dict() | set() | frozenset():
            return bool(thing)
        case RuntimeThing():
            return None
        case _:
            return True


def text_of(thing: Thing) -> str | None:
    """``str(thing)``, None where it is not known."""
    if isinstance(thing, Caught):
        return thing.failure.message
    if isinstance(thing, Error):
        return thing.text
    return str(thing) if is_known(thing) else None


def thing_of(value: Value) -> Thing:
    if value.thing is not None:
        return value.thing
    return None if value.is_none else Some(value.truth, value.is_none)


def value_of(thing: Thing) -> Value:
    match thing:
        case Some():
            return Value(thing.truth, thing.is_none)
        case None:
            return Value(truth=False, is_none=True)
        case RuntimeThing():
            return Value(thing=thing)
        case list() | dict() | set() if not thing:
            return Value(is_none=False, thing=thing)
        case _:
            return Value(truth_of(thing), is_none=False, thing=thing)
