"""Errors a user can cause, each carrying the user's next step."""

from __future__ import annotations

from graphcheck.model.frozen import frozen

__all__ = ["ConfigError", "ConfigProblem", "GraphcheckError", "NothingToAnalyse", "UsageError"]


class GraphcheckError(Exception):
    """Something outside graphcheck is wrong; the command line shows ``message`` and ``hint``, never a traceback."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(GraphcheckError):
    """The command was called with arguments that cannot be used."""


class NothingToAnalyse(GraphcheckError):
    """There is no Python Worker here."""


@frozen
class ConfigProblem:
    """One mistake in a configuration file; lines and columns count from 1."""

    message: str
    path: str
    line: int | None = None
    column: int | None = None
    hint: str | None = None


class ConfigError(GraphcheckError):
    """A configuration that wrangler would refuse. All problems that were found are listed, in file order."""

    def __init__(self, problems: tuple[ConfigProblem, ...]) -> None:
        super().__init__(problems[0].message, hint=problems[0].hint)
        self.problems = problems
