"""Objects that modules of the app make while they are executed, whose constructors import what is missing."""

from __future__ import annotations

from collections.abc import Callable

from graphcheck.graph.essence import is_bound_again
from graphcheck.graph.startup.code.syntax import parse_function
from graphcheck.graph.startup.code.things import ClassThing, Function, RuntimeThing
from graphcheck.graph.startup.failures import Failures, Raised
from graphcheck.graph.startup.frames import Frame, Loaded
from graphcheck.graph.startup.modules import SysModules
from graphcheck.model.imports import Timing
from graphcheck.model.resolution import Outcome
from graphcheck.model.uses import Construction

__all__ = ["Constructions"]

_DEEPEST = 10


class Constructions:
    """``construct`` executes a constructor on paper with the arguments of a call.

    It is executed where the module of the class imports something in a function that is not there. What it predicts
    counts only where no executed module may have replaced the class or its constructor.
    """

    def __init__(
        self, modules: SysModules, failures: Failures, construct: Callable[[Function, Construction, Frame], None]
    ) -> None:
        self._modules = modules
        self._failures = failures
        self._construct = construct

    def run(self, use: Construction, frame: Frame) -> bool:
        """Whether it does anything, or could at another place in the module."""
        thing = self._modules.follow(frame.loaded, use.chain)
        function = self._constructor(thing, 0) if isinstance(thing, ClassThing) and self._lacks(thing.home) else None
        path = frame.loaded.module.path or ""
        if function is None or function.node is None:
            return is_bound_again(frame.facts, use.chain[0])
        if not self._modules.uses.is_executed(path, use.span.line):
            return True
        self._failures.enter_statement(self._failures.refer(frame.loaded.module, use.span, use.source))
        self._failures.guards.append((None,))
        try:
            self._construct(function, use, frame)
        except Raised as raised:
            failure = raised.failure
        else:
            return True
        finally:
            self._failures.guards.pop()
            self._failures.leave()
        if not self._is_replaced((use.chain[-1], "__init__")):
            self._failures.raise_(failure)
        return True

    def _lacks(self, module: str) -> bool:
        """Whether functions of the module import something that is not there."""
        home = self._modules.loaded.get(module)
        facts = self._modules.facts_of(home.module) if home else None
        return facts is not None and any(
            site.timing is Timing.DEFERRED
            and not site.level
            and self._modules.resolve(site.module).outcome is not Outcome.FOUND
            for site in facts.sites
        )

    def _constructor(self, thing: ClassThing, depth: int) -> Function | None:
        """``__init__`` of the class or of what is above it; None where something else may make its objects."""
        home = self._modules.loaded.get(thing.home)
        path = home.module.path if home else None
        if home is None or path is None or depth > _DEEPEST:
            return None
        found = self._modules.uses.constructor(path, thing.name)
        if found is None:
            return None
        above = [self._above(home, base, depth) for base in found.bases]
        known = [function for function in above if function is not None]
        if len(known) < len(above):
            return None
        if found.source:
            return Function("__init__", thing.home, line=found.line, node=parse_function(found.source))
        inherited = [function for function in known if function.node]
        return inherited[0] if inherited else Function("__init__", thing.home)

    def _above(self, home: Loaded, base: tuple[str, ...], depth: int) -> Function | None:
        """Nothing of what ``object`` and ``typing.Generic`` do tells from a class without ``__init__``."""
        thing = self._modules.follow(home, base)
        if thing == RuntimeThing("typing.Generic") or (base == ("object",) and "object" not in home.names):
            return Function("__init__", home.module.name)
        return self._constructor(thing, depth + 1) if isinstance(thing, ClassThing) else None

    def _is_replaced(self, names: tuple[str, ...]) -> bool:
        paths = self._modules.executed_paths()
        return any(self._modules.uses.count_stores(path, name) for path in paths for name in names)
