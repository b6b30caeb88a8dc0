"""Collects every mistake before the first is reported."""

from __future__ import annotations

from graphcheck.config.document import SyntaxProblem
from graphcheck.config.paths import relative
from graphcheck.model.errors import ConfigError, ConfigProblem
from graphcheck.model.location import Origin

__all__ = ["ProblemList"]


class ProblemList:
    """Mistakes found so far; paths in them are relative to ``folder``."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._problems: list[ConfigProblem] = []

    def add(self, message: str, origin: Origin, *, hint: str | None = None) -> None:
        span = origin.span
        line, column = (span.line, span.column) if span else (None, None)
        self._problems.append(ConfigProblem(message, relative(origin.path, self._folder), line, column, hint))

    def add_syntax(self, problem: SyntaxProblem, path: str) -> None:
        place = relative(path, self._folder)
        self._problems.append(ConfigProblem(problem.message, place, problem.line, problem.column, problem.hint))

    def raise_if_any(self) -> None:
        """Raises ``ConfigError`` with all problems, in file order."""
        if self._problems:
            raise ConfigError(tuple(sorted(self._problems, key=_file_order)))


def _file_order(problem: ConfigProblem) -> tuple[str, int, int]:
    return problem.path, problem.line or 0, problem.column or 0
