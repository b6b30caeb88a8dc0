"""What the walk knows about the place where a statement stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

import libcst as cst

from graphcheck.extract.conditions import branch_guard, stronger
from graphcheck.extract.evaluate import Evaluator
from graphcheck.extract.scopes import Scope, ScopeNode
from graphcheck.model.imports import Guard, Timing

__all__ = ["Surroundings"]


@dataclass(frozen=True, slots=True)
class Surroundings:
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
        return replace(self, depth=self.depth + 1)

    def uncertain(self) -> Surroundings:
        return replace(self, certain=False, depth=self.depth + 1)

    def catching(self, name: str | None) -> Surroundings:
        return replace(self, caught=name or self.caught, certain=False, depth=self.depth + 1)

    def guarded(self, guard: Guard) -> Surroundings:
        return replace(self, guard=stronger(self.guard, guard))

    def when(self, test: cst.BaseExpression, *, taken_if: bool) -> Surroundings:
        """Under a branch that runs when ``test`` is ``taken_if``."""
        guard = branch_guard(test, taken_if=taken_if, scope=self.scope, evaluator=self.evaluator)
        certain = self.certain and self.truth(test) is not None
        return replace(self, guard=stronger(self.guard, guard), certain=certain, depth=self.depth + 1)

    def inside_class(self, node: ScopeNode) -> Surroundings:
        return replace(self, scope=Scope(node, self.scope), depth=self.depth + 1)

    def inside_function(self, node: ScopeNode) -> Surroundings:
        """A ``try`` around the definition does not guard the body: it runs when the function is called."""
        guard = Guard.NONE if self.guard is Guard.OPTIONAL else self.guard
        return replace(
            self, scope=Scope(node, self.scope), timing=Timing.DEFERRED, guard=guard, caught=None, depth=self.depth + 1
        )
