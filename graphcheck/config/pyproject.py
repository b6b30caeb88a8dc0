"""``pyproject.toml``: our own settings and the declared dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from graphcheck.config.document import MISSING, Document, KeyPath, SyntaxProblem, key_text
from graphcheck.config.policy import POLICY_KEYS, read_policy
from graphcheck.config.problems import ProblemList
from graphcheck.config.reading import read_document
from graphcheck.config.remarks import nearest
from graphcheck.model.location import Origin, Sourced
from graphcheck.model.package import DependencySource, SourceKind
from graphcheck.model.project import ConfigNotice, Dependency, Settings
from graphcheck.model.requirement import normal_name, parse_requirement
from graphcheck.model.tree import SourceTree, TreeError

__all__ = ["read_allow_build", "read_dependencies", "read_pyproject", "read_settings", "read_sources"]

_LEVELS = ("error", "warning", "info", "never")
_SETTINGS = frozenset({"budget", "fail-on"}) | POLICY_KEYS
_SIZE = re.compile(r"(?P<figure>[0-9]{1,9}(?:\.[0-9]{1,6})?) ?(?P<unit>B|KiB|MiB|kB|KB|MB)")
_UNITS = {"B": 1, "KiB": 1024, "MiB": 1024 * 1024, "kB": 1000, "KB": 1000, "MB": 1000 * 1000}


def read_pyproject(tree: SourceTree, path: str, problems: ProblemList) -> Document:
    """The document; an empty one, and a problem, where it cannot be read."""
    try:
        return read_document(tree, path)
    except SyntaxProblem as error:
        problems.add_syntax(error, path)
    except TreeError as error:
        problems.add(f"cannot be read: {error.kind.value}", Origin(path, ""))
    return Document(path, {})


def read_settings(document: Document, problems: ProblemList) -> Settings:
    """``[tool.graphcheck]``, or a graphcheck.toml put inside of that. A key or value that means nothing is a problem,
    never ignored."""
    table = document.get("tool", "graphcheck")
    if table is MISSING:
        return Settings()
    if not isinstance(table, Mapping):
        problems.add("[tool.graphcheck] must be a table", document.origin("tool", "graphcheck"))
        return Settings()
    for key in table:
        if key not in _SETTINGS:
            meant = nearest(key, _SETTINGS)
            hint = f"did you mean `{meant}`?" if meant else f"known keys: {', '.join(sorted(_SETTINGS))}"
            place = document.key_origin("tool", "graphcheck", key)
            where = "[tool.graphcheck]" if document.path.endswith("pyproject.toml") else "graphcheck.toml"
            problems.add(f"{where} has no key `{key}`", place, hint=hint)
    return Settings(
        _read_fail_on(document, problems), _read_budget(document, problems), read_policy(document, problems)
    )


def _read_fail_on(document: Document, problems: ProblemList) -> Sourced[str]:
    path = ("tool", "graphcheck", "fail-on")
    value = document.get(*path)
    if value is MISSING:
        return Sourced("error")
    if isinstance(value, str) and value in _LEVELS:
        return Sourced(value, document.origin(*path))
    problems.add("`fail-on` must be one of " + ", ".join(f'"{level}"' for level in _LEVELS), document.origin(*path))
    return Sourced("error")


def _read_budget(document: Document, problems: ProblemList) -> Sourced[int | None]:
    path = ("tool", "graphcheck", "budget")
    value = document.get(*path)
    if value is MISSING:
        return Sourced(None)
    size = _SIZE.fullmatch(value) if isinstance(value, str) else None
    if size is None:
        problems.add('`budget` must be a size such as "5 MiB" or "800 KiB"', document.origin(*path))
        return Sourced(None)
    return Sourced(int(float(size["figure"]) * _UNITS[size["unit"]]), document.origin(*path))


def read_dependencies(document: Document) -> tuple[tuple[Dependency, ...], tuple[ConfigNotice, ...]]:
    """Declared requirements in file order, and a remark for each that cannot be parsed (PEP 508)."""
    dependencies: list[Dependency] = []
    notices: list[ConfigNotice] = []
    for path, requirement, group in _requirements(document):
        name = _name_of(requirement)
        origin = document.origin(*path)
        if name is None:
            message = f"`{requirement}` in {key_text(path)} is not a requirement"
            notices.append(ConfigNotice("malformed-requirement", message, origin))
        else:
            dependencies.append(Dependency(name, requirement, origin, group))
    return tuple(dependencies), tuple(notices)


def read_sources(document: Document) -> tuple[DependencySource, ...]:
    """``[tool.uv.sources]``, where it is what uv would accept; a list of sources counts as its first."""
    table = document.get("tool", "uv", "sources")
    found: list[DependencySource] = []
    for name, value in table.items() if isinstance(table, Mapping) else ():
        first = value[0] if isinstance(value, list) and value else value
        for kind in SourceKind if isinstance(first, Mapping) else ():
            if kind.value in first:
                origin = document.origin("tool", "uv", "sources", name)
                found.append(DependencySource(normal_name(name), kind, str(first[kind.value]), origin))
                break
    return tuple(found)


def read_allow_build(document: Document) -> bool:
    """Whether pywrangler may build distributions without a wheel (workers-py 1.15.0)."""
    return document.get("tool", "pywrangler", "allow-build") is True


def _requirements(document: Document) -> Iterator[tuple[KeyPath, str, str | None]]:
    yield from _strings(document, ("project", "dependencies"), None)
    for section in (("project", "optional-dependencies"), ("dependency-groups",)):
        groups = document.get(*section)
        for group in groups if isinstance(groups, Mapping) else ():
            yield from _strings(document, (*section, group), group)


def _strings(document: Document, path: KeyPath, group: str | None) -> Iterator[tuple[KeyPath, str, str | None]]:
    values = document.get(*path)
    for index, value in enumerate(values if isinstance(values, list) else ()):
        # A table here is {include-group = ...}: the group that it names is read by itself.
        if isinstance(value, str):
            yield (*path, index), value, group


def _name_of(requirement: str) -> str | None:
    parsed = parse_requirement(requirement)
    return normal_name(parsed.name) if parsed else None
