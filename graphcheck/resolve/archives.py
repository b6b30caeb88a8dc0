"""Zip files of the upload as folders: what CPython's ``zipimport`` finds in them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import TYPE_CHECKING

from graphcheck.model.frozen import frozen
from graphcheck.resolve.folders import Folder, list_folders

if TYPE_CHECKING:
    from graphcheck.resolve.zip_members import ZipMembers

__all__ = ["Archives"]

_MOST_MEMBERS = 20_000
_IMPLIED_FOLDERS = (3, 14)
"""From here on a folder needs no entry of its own to be a namespace (gh-121735)."""


@frozen
class _Archive:
    """``path`` is where the file lies; ``folders`` are by their place inside, empty for the archive itself."""

    path: str
    members: ZipMembers
    folders: Mapping[str, Folder]


class Archives:
    """``files`` are the paths of uploaded files by their name. A file is read when a search comes to it."""

    def __init__(
        self, files: Mapping[str, str], read: Callable[[str], bytes | None], python: tuple[int, int, int]
    ) -> None:
        self._files = files
        self._read = read
        self._implies_folders = python >= _IMPLIED_FOLDERS
        self._archives: dict[str, _Archive | None] = {}
        self._sources: dict[str, bytes] = {}

    def folder(self, place: str) -> Folder | None:
        """What lies directly at ``place``, a name of the upload that may go on inside of an archive."""
        found = self._find(place)
        if found is None:
            return None
        archive, inside = found
        return archive.folders.get(inside, Folder(frozenset(), frozenset()) if not inside else None)

    def path_of(self, place: str) -> str | None:
        """The path under which ``source`` has the text of a member; None where it is not to be had."""
        found = self._find(place)
        if found is None or not place.endswith(".py"):
            return None
        archive, inside = found
        content = archive.members.read(inside)
        if content is None:
            return None
        path = f"{archive.path}/{inside}"
        self._sources[path] = content
        return path

    def source(self, path: str) -> bytes | None:
        """The member at a path that ``path_of`` gave."""
        return self._sources.get(path)

    def _find(self, place: str) -> tuple[_Archive, str] | None:
        name, inside = place, ""
        while name:
            if name in self._files:
                archive = self._open(name)
                return None if archive is None else (archive, inside)
            name, _, last = name.rpartition("/")
            inside = f"{last}/{inside}" if inside else last
        return None

    def _open(self, name: str) -> _Archive | None:
        if name not in self._archives:
            self._archives[name] = self._load(self._files[name])
        return self._archives[name]

    def _load(self, path: str) -> _Archive | None:
        content = self._read(path)
        if content is None:
            return None
        from graphcheck.resolve.zip_members import open_zip

        members = open_zip(content)
        if members is None or len(members.names) > _MOST_MEMBERS:
            return None
        folders = list_folders(_importable(members.names))
        if not self._implies_folders:
            folders = {place: _without_implied(place, folder, members.names) for place, folder in folders.items()}
        return _Archive(path, members, folders)


def _importable(names: Iterable[str]) -> list[str]:
    """Bytecode comes first in an archive, and is left where its time is not that of the source beside it."""
    known = frozenset(names)
    return [
        name
        for name in known
        if name.endswith(("/", ".py")) or (name.endswith(".pyc") and f"{name.removesuffix('c')}" not in known)
    ]


def _without_implied(place: str, folder: Folder, names: Container[str]) -> Folder:
    """A package is found by its ``__init__``, whether or not its folder has an entry."""
    inside = f"{place}/" if place else ""
    there = (
        name
        for name in folder.folders
        if any(f"{inside}{name}/{marker}" in names for marker in ("", "__init__.py", "__init__.pyc"))
    )
    return Folder(folder.files, frozenset(there))
