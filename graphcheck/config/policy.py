"""The settings of ``[tool.graphcheck]`` that are about findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphcheck.config.document import MISSING, Document, KeyPath
from graphcheck.config.paths import parent, resolve
from graphcheck.config.problems import ProblemList
from graphcheck.model.finding import Severity
from graphcheck.model.location import Sourced
from graphcheck.model.policy import PathIgnore, Policy

__all__ = ["POLICY_KEYS", "read_policy"]

POLICY_KEYS = frozenset({"assume", "baseline", "ignore", "per-path-ignores", "severity"})

_SECTION = ("tool", "graphcheck")
_SEVERITIES = {severity.value: severity for severity in Severity}


def read_policy(document: Document, problems: ProblemList) -> Policy:
    """Whether the rules exist is not known here."""
    return Policy(
        ignore=tuple(_strings(document, (*_SECTION, "ignore"), problems)),
        severity=tuple(_read_severity(document, problems)),
        per_path_ignores=tuple(_read_path_ignores(document, problems)),
        assume=_read_assume(document, problems),
        baseline=_read_baseline(document, problems),
        folder=parent(document.path),
    )


def _strings(document: Document, path: KeyPath, problems: ProblemList) -> Iterator[Sourced[str]]:
    value = document.get(*path)
    if value is MISSING:
        return
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        problems.add(f"`{path[-1]}` must be a list of strings", document.origin(*path))
        return
    for index, each in enumerate(value):
        yield Sourced(each, document.origin(*path, index))


def _read_severity(document: Document, problems: ProblemList) -> Iterator[tuple[Sourced[str], Severity]]:
    for key, value in _table(document, (*_SECTION, "severity"), problems).items():
        place = (*_SECTION, "severity", key)
        if isinstance(value, str) and value in _SEVERITIES:
            yield Sourced(key, document.key_origin(*place)), _SEVERITIES[value]
        else:
            levels = ", ".join(f'"{level}"' for level in _SEVERITIES)
            problems.add(f"the severity of {key} must be one of {levels}", document.origin(*place))


def _read_path_ignores(document: Document, problems: ProblemList) -> Iterator[PathIgnore]:
    path = (*_SECTION, "per-path-ignores")
    for glob in _table(document, path, problems):
        yield PathIgnore(glob, tuple(_strings(document, (*path, glob), problems)))


def _table(document: Document, path: KeyPath, problems: ProblemList) -> Mapping[str, object]:
    value = document.get(*path)
    if value is MISSING:
        return {}
    if isinstance(value, Mapping):
        return value
    problems.add(f"`{path[-1]}` must be a table", document.origin(*path))
    return {}


def _read_assume(document: Document, problems: ProblemList) -> Sourced[tuple[str, ...]]:
    path = (*_SECTION, "assume")
    names = tuple(_strings(document, path, problems))
    for name in names:
        if not all(part.isidentifier() for part in name.value.split(".")) and name.origin:
            problems.add(f"`{name.value}` in assume is not a module name", name.origin)
    return Sourced(tuple(name.value for name in names), document.origin(*path) if names else None)


def _read_baseline(document: Document, problems: ProblemList) -> Sourced[str | None]:
    path = (*_SECTION, "baseline")
    value = document.get(*path)
    if value is MISSING:
        return Sourced(None)
    if isinstance(value, str) and value:
        return Sourced(resolve(parent(document.path), value), document.origin(*path))
    problems.add("`baseline` must be the path of a file", document.origin(*path))
    return Sourced(None)
