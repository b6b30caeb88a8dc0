"""``pylock.toml`` (PEP 751) and ``uv.lock`` to ``LockFile``: what they say of names, versions, wheels and needs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

from graphcheck.config.discovery import find_upwards
from graphcheck.config.paths import parent
from graphcheck.model.package import LockedNeed, LockedPackage, LockFile, LockKind
from graphcheck.model.project import Project
from graphcheck.model.requirement import normal_name
from graphcheck.model.tree import SourceTree, TreeError

__all__ = ["read_lock"]

# The largest lock file of a public project that was met has 4 MiB; a file like this is not parsed at all.
_MOST_BYTES = 32 * 1024 * 1024
_LOCAL = ("directory", "archive", "path", "editable", "virtual")


def read_lock(tree: SourceTree, project: Project, kind: LockKind) -> LockFile | None:
    """The lock file of this kind, or None where there is none or it cannot be read.

    pywrangler keeps ``pylock.toml`` beside pyproject.toml; a ``uv.lock`` may stand higher up, at a workspace's root.
    """
    if project.pyproject_path is None:
        return None
    folder = parent(project.pyproject_path)
    if kind is LockKind.PYLOCK:
        path: str | None = posixpath.join(folder, kind.value)
    else:
        path = find_upwards(tree, folder, kind.value, last=project.repository_root)
    document = _read(tree, path) if path else None
    return LockFile(path or "", kind, _packages(document)) if document is not None else None


def _read(tree: SourceTree, path: str) -> Mapping[str, Any] | None:
    import tomli

    found = tree.lookup(path)
    if found is None or found.size > _MOST_BYTES:
        return None
    try:
        return tomli.loads(tree.read(path).decode("utf-8").replace("\r\n", "\n"))
    except (TreeError, UnicodeDecodeError, tomli.TOMLDecodeError, RecursionError):
        return None


def _packages(document: Mapping[str, Any]) -> Mapping[str, tuple[LockedPackage, ...]]:
    found: dict[str, list[LockedPackage]] = {}
    for key in ("package", "packages"):
        for table in _tables(document.get(key)):
            name = table.get("name")
            if isinstance(name, str):
                normal = normal_name(name)
                found.setdefault(normal, []).append(_package(normal, table))
    return {name: tuple(packages) for name, packages in found.items()}


def _package(name: str, table: Mapping[str, Any]) -> LockedPackage:
    extras = table.get("optional-dependencies")
    by_extra = extras if isinstance(extras, Mapping) else {}
    markers = table.get("resolution-markers")
    marker = _text(table.get("marker"))
    return LockedPackage(
        name,
        _text(table.get("version")),
        needs=tuple(_needs(table.get("dependencies"))),
        extras={extra: tuple(_needs(needs)) for extra, needs in by_extra.items()},
        markers=(marker,) if marker else tuple(each for each in _listed(markers) if isinstance(each, str)),
        wheels=tuple(_wheels(table)),
        sdist="sdist" in table,
        local=_local(table),
    )


def _needs(value: Any) -> Iterator[LockedNeed]:
    for table in _tables(value):
        name = table.get("name")
        if isinstance(name, str):
            extras = tuple(each for each in _listed(table.get("extra")) if isinstance(each, str))
            marker = _text(table.get("marker")) or ""
            yield LockedNeed(normal_name(name), marker, extras, _text(table.get("version")))


def _wheels(table: Mapping[str, Any]) -> Iterator[str]:
    archive = table.get("archive")
    for wheel in (*_tables(table.get("wheels")), *([archive] if isinstance(archive, Mapping) else [])):
        for key in ("name", "filename", "url", "path"):
            text = wheel.get(key)
            file = _file_of(text) if isinstance(text, str) else ""
            if file.endswith(".whl"):
                yield file
                break


def _file_of(url: str) -> str:
    from urllib.parse import unquote, urlsplit

    try:
        path = urlsplit(url).path
    except ValueError:
        path = url
    return posixpath.basename(unquote(path))


def _local(table: Mapping[str, Any]) -> str | None:
    source = table.get("source")
    for place in (table, source if isinstance(source, Mapping) else {}):
        for key in _LOCAL:
            value = place.get(key)
            path = value.get("path") if isinstance(value, Mapping) else value
            if isinstance(path, str):
                return path
    return None


def _tables(value: Any) -> Iterator[Mapping[str, Any]]:
    return (each for each in _listed(value) if isinstance(each, Mapping))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
