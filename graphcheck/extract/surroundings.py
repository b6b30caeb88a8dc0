"""What the walk knows about the place where a statement stands."""

from __future__ import annotations

from typing import NamedTuple

import libcst as cst

from graphcheck.extract.conditions import branch_guard, stronger
from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.scopes import Scope, ScopeNode
from graphcheck.model.imports import Guard, Timing

__all__ = ["Surroundings"]


class Surroundings(NamedTuple):
    """``certain``: nothing undecided stands between the start of the module and this statement.

    ``caught`` is the name of the exception that the innermost handler around it has caught. ``depth`` counts the
    steps around it.
    """

    scope: Scope
    evaluator: Evaluator
    timing: Timing = Timing.IMPORT_TIME
    guard: Guard = Guard.NONE
    certain: bool = True
    caught: str | None = None
    depth: int = 0

    @property
    def deferred(self) -> bool:
        return self.timing is Timing.DEFERRED

    @property
    def dead(self) -> bool:
        return self.guard is Guard.DEAD

    def truth(self, test: cst.BaseExpression) -> bool | None:
        return self.evaluator.truth(test, self.scope)

    def deeper(self) -> Surroundings:
        return self._inner(self.guard, self.caught, certain=self.certain)

    def uncertain(self) -> Surroundings:
        return self._inner(self.guard, self.caught, certain=False)

    def catching(self, name: str | None) -> Surroundings:
        return self._inner(self.guard, name or self.caught, certain=False)

    def guarded(self, guard: Guard) -> Surroundings:
        return self._replace(guard=stronger(self.guard, guard))

    def when(self, test: cst.BaseExpression, *, taken_if: bool) -> Surroundings:
        """Under a branch that runs when ``test`` is ``taken_if``."""
        truth = self.truth(test)
        if truth is None:
            return self._inner(self.guard, self.caught, certain=False)
        guard = branch_guard(test, truth=truth, taken_if=taken_if, scope=self.scope, evaluator=self.evaluator)
        return self._inner(stronger(self.guard, guard), self.caught, certain=self.certain)

    def _inner(self, guard: Guard, caught: str | None, *, certain: bool) -> Surroundings:
        """A step further in."""
        return Surroundings(self.scope, self.evaluator, self.timing, guard, certain, caught, self.depth + 1)

    def inside_class(self, node: ScopeNode) -> Surroundings:
        return self._replace(scope=Scope(node, self.scope), depth=self.depth + 1)

    def inside_function(self, node: ScopeNode) -> Surroundings:
        """A ``try`` around the definition does not guard the body: it runs when the function is called."""
        guard = Guard.NONE if self.guard is Guard.OPTIONAL else self.guard
        return self._replace(
            scope=Scope(node, self.scope), timing=Timing.DEFERRED, guard=guard, caught=None, depth=self.depth + 1
        )
