"""Why a Worker gets the runtime that it gets, and what another compatibility date would change."""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.model.finding import Finding
from graphcheck.model.frozen import frozen
from graphcheck.model.runtime import RuntimeKind, SearchEntry
from graphcheck.model.worker import WorkerInfo

__all__ = ["FlagChange", "FlagState", "ModuleAnswer", "RuntimeAnswer", "WhatIf"]


@frozen
class FlagState:
    """A compatibility flag that is on. ``meaning`` says what that is to a Python Worker, "" where it is nothing."""

    name: str
    reason: str
    meaning: str


@frozen
class FlagChange:
    """A flag that a later compatibility date switches on. ``since`` is that date."""

    since: str
    name: str
    reason: str
    meaning: str


@frozen
class ModuleAnswer:
    """Whether the runtime itself has a module. ``kind`` is None where it does not; ``error`` is why importing fails."""

    name: str
    kind: RuntimeKind | None
    package: bool = False
    preloaded: bool = False
    error: str | None = None
    remark: str = ""

    @property
    def importable(self) -> bool:
        return self.kind is not None and self.error is None


@frozen
class RuntimeAnswer:
    """The runtime of one Worker. ``date`` is the compatibility date, ``assumed`` True where the project gives none.

    ``problems`` are what the platform refuses about date and flags. ``modules`` counts by kind, ``failing`` are those
    that cannot be imported, ``missing_stdlib`` the number of names of CPython's standard library that are not there.
    ``later`` is in the order of the dates, and knows no date behind the table, which is of ``known_until``.
    """

    worker: WorkerInfo
    date: str
    assumed: bool
    listed: tuple[str, ...]
    enabled: bool
    flags: tuple[FlagState, ...]
    later: tuple[FlagChange, ...]
    known_until: str
    problems: tuple[str, ...]
    search_path: tuple[SearchEntry, ...]
    suffixes: tuple[str, ...]
    modules: Mapping[RuntimeKind, int]
    failing: tuple[str, ...]
    missing_stdlib: int
    external_sdk: bool
    reads_pth: bool


@frozen
class WhatIf:
    """The same project under two compatibility dates: flags and findings that come and go."""

    before: RuntimeAnswer
    after: RuntimeAnswer
    switched_on: tuple[FlagState, ...]
    switched_off: tuple[FlagState, ...]
    appearing: tuple[Finding, ...]
    going: tuple[Finding, ...]
    outcome_before: str
    outcome_after: str
