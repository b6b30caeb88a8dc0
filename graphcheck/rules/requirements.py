"""What vendored distributions say that they need, read from the metadata in ``python_modules``."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.parser import HeaderParser
from functools import lru_cache

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from graphcheck.model.tree import TreeError
from graphcheck.rules.context import Context
from graphcheck.rules.sites import FailingImport

__all__ = ["Requisite", "requisite_of", "unmet_by_owner"]


@dataclass(frozen=True, slots=True)
class Requisite:
    """``distribution`` needs ``name`` (normalised); ``text`` is the requirement as written in its METADATA."""

    distribution: str
    name: str
    text: str


def requisite_of(context: Context, failing: FailingImport) -> Requisite | None:
    """The unmet requirement that has the missing package's own name (PEP 503): the importer's, else another's."""
    wanted = canonicalize_name(failing.resolution.name.partition(".")[0])
    metadata = _metadata(context)
    owner = metadata.owners.get(failing.site.path)
    unmet = (*metadata.unmet.get(owner or "", ()), *(each for of_one in metadata.unmet.values() for each in of_one))
    return next((each for each in unmet if each.name == wanted), None)


def unmet_by_owner(context: Context, path: str) -> tuple[Requisite, ...]:
    """Unmet requirements, without extras, of the distribution that the file at ``path`` belongs to."""
    metadata = _metadata(context)
    return metadata.unmet.get(metadata.owners.get(path, ""), ())


@dataclass(frozen=True, slots=True)
class _Metadata:
    """``owners``: distribution by project-relative path of a file. ``unmet``: unmet requirements by distribution."""

    owners: Mapping[str, str]
    unmet: Mapping[str, tuple[Requisite, ...]]


@lru_cache(maxsize=2)
def _metadata(context: Context) -> _Metadata:
    infos = {_name_of(info): info for info in _infos(context)}
    owners = {
        f"python_modules/{line.partition(',')[0]}": name
        for name, info in infos.items()
        for line in _read(context, info, "RECORD").splitlines()
    }
    unmet = {
        name: tuple(each for each in _requirements(context, info) if each.name not in infos)
        for name, info in infos.items()
    }
    return _Metadata(owners, unmet)


def _requirements(context: Context, info: str) -> Iterator[Requisite]:
    headers = HeaderParser().parsestr(_read(context, info, "METADATA"))
    for text in headers.get_all("Requires-Dist") or ():
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if requirement.marker is None or requirement.marker.evaluate(_environment(context)):
            yield Requisite(_name_of(info), canonicalize_name(requirement.name), text.partition(";")[0].strip())


def _environment(context: Context) -> dict[str, str]:
    """The marker values of the Worker's Python, as pywrangler's Pyodide environment has them."""
    major, minor, _ = context.profile.python
    return {
        "implementation_name": "cpython",
        "implementation_version": context.profile.python_version,
        "os_name": "posix",
        "platform_machine": "wasm32",
        "platform_python_implementation": "CPython",
        "platform_system": "Emscripten",
        "python_full_version": context.profile.python_version,
        "python_version": f"{major}.{minor}",
        "sys_platform": "emscripten",
        "extra": "",
    }


def _infos(context: Context) -> tuple[str, ...]:
    try:
        entries = context.tree.scan(posixpath.join(context.project.project_root, "python_modules"))
    except TreeError:
        return ()
    return tuple(entry.name for entry in entries if entry.name.endswith(".dist-info"))


def _name_of(info: str) -> str:
    return canonicalize_name(info.removesuffix(".dist-info").rpartition("-")[0])


def _read(context: Context, info: str, file: str) -> str:
    path = posixpath.join(context.project.project_root, "python_modules", info, file)
    try:
        return context.tree.read(path).decode("utf-8", "replace").replace("\r\n", "\n")
    except TreeError:
        return ""
