"""Modules in ``sys.modules`` and the scopes that execute, as the walk knows them."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from graphcheck.graph.conditions import Value
from graphcheck.graph.startup.code.things import ModuleThing
from graphcheck.graph.startup.interest import Namespace
from graphcheck.model.graph import StartupFailure
from graphcheck.model.imports import ImportSite, ModuleImports
from graphcheck.model.resolution import ResolvedModule
from graphcheck.model.uses import Use
from graphcheck.resolve.resolver import Resolver

__all__ = ["MODULE_VALUE", "Frame", "Loaded", "module_value"]

MODULE_VALUE = Value(truth=True, is_none=False)


@lru_cache(maxsize=1 << 16)
def module_value(name: str) -> Value:
    return Value(truth=True, is_none=False, thing=ModuleThing(name))


@dataclass(slots=True)
class Loaded:
    """A module in ``sys.modules``. ``open`` where it may have names that the steps do not show, whatever its hook says.

    ``resolver`` is the state of the import system that found it, None for what code put into place.
    ``for_checkers`` are imports that the walk left to type checkers. ``uses`` are what the module has still to do
    beside its imports, in the order of the file; with ``watches`` they hold its reads of attributes.
    """

    module: ResolvedModule
    open: bool
    names: Namespace = field(default_factory=Namespace)
    initialising: bool = False
    resolver: Resolver | None = None
    for_checkers: list[ImportSite] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    watches: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it may have any name. A module's own ``__getattr__`` gives names from its definition on."""
        return self.open or "__getattr__" in self.names


@dataclass(slots=True)
class Frame:
    """A scope that executes: a module's own names, or a class's or function's that fall back to them.

    What a function binds by a ``BindStep`` is global; imports and definitions in it are local.
    """

    loaded: Loaded
    facts: ModuleImports
    names: dict[str, Value]
    function: bool = False
    handling: list[StartupFailure] = field(default_factory=list)

    def visible(self) -> Mapping[str, Value]:
        return self.names if self.names is self.loaded.names else ChainMap(self.names, self.loaded.names)
