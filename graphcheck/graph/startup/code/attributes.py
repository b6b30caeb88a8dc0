"""Attributes on paper: those of modules, the lazy ones included, and those of the runtime's own modules."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cached_property

from graphcheck.extract.facts import Reference, platform_facts
from graphcheck.extract.target import Target
from graphcheck.graph.messages import has_no_attribute
from graphcheck.graph.startup.code.things import (
    UNKNOWN,
    Function,
    ModuleThing,
    RuntimeThing,
    Some,
    Spec,
    Thing,
    is_known,
    thing_of,
    value_of,
)
from graphcheck.graph.startup.failures import Raised
from graphcheck.graph.startup.finder import Finder
from graphcheck.graph.startup.frames import Loaded
from graphcheck.graph.startup.modules import SysModules
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.runtime import module_names

__all__ = ["Attributes"]

_NOWHERE = ast.Constant(None)


class Attributes:
    """``call`` runs a function; ``raise_`` predicts an exception."""

    def __init__(
        self,
        finder: Finder,
        modules: SysModules,
        call: Callable[[Function, list[Thing], dict[str, Thing]], Thing],
        raise_: Callable[[str, str, ast.AST], None],
    ) -> None:
        self._profile = finder.resolver.worker.profile
        self._modules = modules
        self._call = call
        self._raise = raise_

    @cached_property
    def _facts(self) -> dict[str, Thing]:
        facts = platform_facts(Target(self._profile.python[:2], frozenset()))
        return {path: value for path, value in facts.items() if is_known(value) or isinstance(value, Reference)}

    def read(self, base: Thing, name: str, *, strict: bool = False) -> Thing:
        """An attribute; only where ``strict`` one that is not there is an exception.

        Other modules may have set what no step shows.
        """
        match base:
            case ModuleThing(module):
                return self._of_module(module, name, strict=strict)
            case RuntimeThing(path):
                return self._of_runtime(f"{path}.{name}")
            case Spec():
                return {"name": base.name, "parent": base.parent}.get(name, UNKNOWN)
            case Function() if name == "__name__":
                return base.name
            case _:
                return UNKNOWN

    def write(self, base: Thing, name: Thing, thing: Thing) -> None:
        loaded = self._modules.loaded.get(base.name) if isinstance(base, ModuleThing) else None
        if loaded is not None and isinstance(name, str):
            self._modules.write(loaded, name, value_of(thing))

    def has(self, base: Thing, name: str) -> bool | None:
        if isinstance(base, ModuleThing):
            loaded = self._modules.loaded.get(base.name)
            if loaded is None or loaded.module.origin is ModuleOrigin.PYODIDE:
                self._modules.interests.sensed.add(f"{base.name}.{name}")
                known = module_names(self._profile, base.name)
                return None if known is None else name in known or f"{base.name}.{name}" in self._modules.loaded
            if name in loaded.names or self._is_through(f"{base.name}.{name}"):
                return True
            return None if loaded.is_open else False
        return None

    def gives(self, base: Thing, name: str) -> bool | None:
        """``has``, after asking the module's own ``__getattr__``."""
        has = self.has(base, name)
        loaded = self._modules.loaded.get(base.name) if has is None and isinstance(base, ModuleThing) else None
        if loaded is None or name.startswith("__"):
            return has
        given = self.provide(loaded, name)
        return None if given is False and loaded.open else given

    def _is_through(self, module: str) -> bool:
        """A package has a submodule as its attribute once the submodule has been executed."""
        loaded = self._modules.loaded.get(module)
        return loaded is not None and not loaded.initialising

    def _of_runtime(self, path: str) -> Thing:
        if path in self._facts and is_known(self._facts[path]):
            return self._facts[path]
        return ModuleThing(path) if path in self._profile.modules else RuntimeThing(path)

    def _of_module(self, module: str, name: str, *, strict: bool) -> Thing:
        loaded = self._modules.loaded.get(module)
        if loaded is None or loaded.module.origin is ModuleOrigin.PYODIDE:
            return self._of_runtime(f"{module}.{name}")
        if name in loaded.names:
            return thing_of(loaded.names[name])
        if self._is_through(f"{module}.{name}"):
            return ModuleThing(f"{module}.{name}")
        if name == "__name__":
            return loaded.module.name
        if name.startswith("__"):
            return UNKNOWN
        return self._lazy(loaded, name, strict=strict)

    def _lazy(self, loaded: Loaded, name: str, *, strict: bool) -> Thing:
        hook = thing_of(loaded.names["__getattr__"]) if "__getattr__" in loaded.names else None
        if isinstance(hook, Function):
            return self._call(hook, [name], {})
        if loaded.is_open or not strict:
            return UNKNOWN
        message = has_no_attribute(name, loaded.module, self._profile, partial=loaded.initialising)
        self._raise("AttributeError", message, _NOWHERE)
        return UNKNOWN

    def provide(self, loaded: Loaded, name: str) -> bool | None:
        """``getattr`` of a module whose names do not hold ``name``: whether its ``__getattr__`` gives something."""
        hook = thing_of(loaded.names["__getattr__"]) if "__getattr__" in loaded.names else None
        if not isinstance(hook, Function):
            return None
        try:
            thing = self._call(hook, [name], {})
        except Raised as raised:
            if raised.failure.type == "AttributeError":
                return False
            raise
        loaded.names.setdefault(name, value_of(thing))
        return True if not isinstance(thing, Some) else None
