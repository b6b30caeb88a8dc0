"""The names that a piece of code sees: its own, those of the functions around it, the module's, the built-in ones."""

from __future__ import annotations

import builtins
from dataclasses import dataclass, field

from graphcheck.graph.startup.code.expressions import Names
from graphcheck.graph.startup.code.things import UNKNOWN, RuntimeThing, Some, Spec, Thing, thing_of, value_of
from graphcheck.graph.startup.frames import Frame
from graphcheck.graph.targets import package_name

__all__ = ["LocalNames", "ModuleNames", "SettledNames"]


@dataclass(slots=True)
class ModuleNames:
    """Those of a module, or of a class body in it."""

    frame: Frame

    def get(self, name: str) -> Thing:
        value = self.frame.names.get(name) or self.frame.loaded.names.get(name)
        if value is not None:
            return thing_of(value)
        module = self.frame.loaded.module
        match name:
            case "__name__":
                return module.name
            case "__package__":
                return package_name(module)
            case "__spec__":
                return Spec(module.name, package_name(module))
            case _:
                return RuntimeThing(f"builtins.{name}") if hasattr(builtins, name) else UNKNOWN

    def set(self, name: str, thing: Thing) -> None:
        self.frame.loaded.names.interest.note_call(name, works=True)
        self.frame.names[name] = value_of(thing)

    def captured(self) -> dict[str, Thing]:
        return {}


@dataclass(slots=True)
class LocalNames:
    """Those of one call, or of a comprehension."""

    own: dict[str, Thing]
    outer: Names
    declared_global: set[str] = field(default_factory=set)

    def get(self, name: str) -> Thing:
        return self.own[name] if name in self.own else self.outer.get(name)

    def set(self, name: str, thing: Thing) -> None:
        if name in self.declared_global:
            self.outer.set(name, thing)
        else:
            self.own[name] = thing

    def captured(self) -> dict[str, Thing]:
        """Functions inside see these names, also what becomes of them later."""
        return self.own if not self.outer.captured() else {**self.outer.captured(), **self.own}


@dataclass(slots=True)
class SettledNames(LocalNames):
    """Those of code of which not every call is followed: what such a call may change stands for nothing known."""

    def get(self, name: str) -> Thing:
        thing = self.own[name] if name in self.own else self.outer.get(name)
        return Some(is_none=False) if isinstance(thing, (list, dict, set)) else thing
