"""Where the code stands that executes: in which module, at which line, under which handlers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from graphcheck.graph.exceptions import catches
from graphcheck.graph.startup.code.things import UNKNOWN, Thing
from graphcheck.graph.startup.failures import Failures, Raised
from graphcheck.graph.startup.frames import Frame
from graphcheck.model.graph import StartupFailure
from graphcheck.model.location import Span

__all__ = ["LEAVING", "Break", "Continue", "Place", "Return"]

ANY = None
_T = TypeVar("_T")


class Return(Exception):
    def __init__(self, thing: Thing) -> None:
        super().__init__()
        self.thing = thing


class Break(Exception):
    pass


class Continue(Exception):
    pass


LEAVING = (Return, Break, Continue)
"""What leaves a block and is no failure."""


class Place:
    """A stack: calls enter and leave functions of other modules. A line is that where the piece of code begins."""

    def __init__(self, failures: Failures) -> None:
        self._failures = failures
        self._entered: list[tuple[Frame, int]] = []

    @property
    def frame(self) -> Frame:
        return self._entered[-1][0]

    @property
    def line(self) -> int:
        return self._entered[-1][1]

    @property
    def handling(self) -> list[StartupFailure]:
        """Exceptions that handlers around are busy with, innermost last."""
        return self.frame.handling

    @contextmanager
    def at(self, frame: Frame, line: int) -> Iterator[None]:
        self._entered.append((frame, line))
        try:
            yield
        finally:
            self._entered.pop()

    def span(self, node: ast.AST) -> Span:
        line = self.line - 1 + getattr(node, "lineno", 1)
        column = getattr(node, "col_offset", 0) + 1
        return Span(line, column, line, column + 1)

    def raise_(self, kind: str, message: str, node: ast.AST) -> None:
        self._failures.fail_statement(self.frame.loaded.module, self.span(node), f"raise {kind}", kind, message)

    @contextmanager
    def guarded(self, guards: tuple[tuple[str, ...] | None, ...]) -> Iterator[None]:
        self._failures.guards.append(guards)
        try:
            yield
        finally:
            self._failures.guards.pop()

    def is_awaited(self, kind: str) -> bool:
        """Whether some handler around names the exception."""
        named = (handler for guard in self._failures.guards for handler in guard if handler)
        return any(catches(handler, kind) for handler in named)

    def uncertainly(self, run: Callable[[], _T]) -> _T | Thing:
        """Runs what may not run, or not to its end."""
        with self.guarded((ANY,)):
            try:
                return run()
            except (Raised, *LEAVING):
                return UNKNOWN
