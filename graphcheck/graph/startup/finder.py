"""The state of the import system as the walk goes on: ``sys.path``, and modules that code puts into ``sys.modules``."""

from __future__ import annotations

import posixpath

from graphcheck.model.conditions import KnownPath
from graphcheck.model.graph import SearchPathEdit
from graphcheck.model.location import SiteRef
from graphcheck.model.resolution import ResolvedModule
from graphcheck.model.steps import PathChange, SearchPathStep
from graphcheck.resolve.resolver import Resolver
from graphcheck.resolve.worker_view import SESSION, ImportState, Located

__all__ = ["Finder", "text_of"]


class Finder:
    """``resolver`` answers for the present state; ``edits`` are the changes of ``sys.path`` so far."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.edits: dict[SearchPathEdit, None] = {}
        self._path = list(resolver.worker.state.path)
        self._registered: dict[str, Located | None] = {}

    def is_registered(self, name: str) -> bool:
        return name in self._registered

    def register(self, name: str, located: Located | None) -> None:
        """``sys.modules[name] = ...``; None blocks the name."""
        self._registered[name] = located
        self._enter()

    def unregister(self, name: str) -> None:
        if name in self._registered:
            del self._registered[name]
            self._enter()

    def has_entry(self, path: KnownPath, module: ResolvedModule) -> bool | None:
        """``path in sys.path``: texts are compared, as Python compares them."""
        text = text_of(path, module)
        return None if text is None else text in self._path

    def change_path(self, step: SearchPathStep, module: ResolvedModule, site: SiteRef, *, certain: bool) -> None:
        """In a branch that nothing decides, entries are added where they hide nothing, and none is removed."""
        texts = [text_of(path, module) for path in step.paths]
        entries = tuple(text for text in texts if text is not None)
        known = len(entries) == len(texts)
        change = step.change if known else PathChange.UNKNOWN
        beside = tuple(place for path in step.paths if (place := _beside(path, module)) is not None)
        self.edits.setdefault(SearchPathEdit(site, change, entries, beside, certain))
        if known and (certain or change is PathChange.INSERT):
            self._apply(change, entries, step.index if certain else None)
            self._enter()

    def _apply(self, change: PathChange, entries: tuple[str, ...], index: int | None) -> None:
        match change:
            case PathChange.INSERT if index is None:
                self._path.extend(entries)
            case PathChange.INSERT:
                self._path[index:index] = entries
            case PathChange.REMOVE:
                for entry in entries:
                    if entry in self._path:
                        self._path.remove(entry)
            case PathChange.POP:
                if self._path and -len(self._path) <= (-1 if index is None else index) < len(self._path):
                    self._path.pop(-1 if index is None else index)
            case PathChange.CLEAR:
                self._path.clear()
            case PathChange.IGNORED | PathChange.UNKNOWN:
                pass

    def _enter(self) -> None:
        self.resolver = self.resolver.on(ImportState(tuple(self._path), tuple(self._registered.items())))


def text_of(path: KnownPath, module: ResolvedModule) -> str | None:
    """The path as ``module`` computes it in the Worker; None where the module is not in the Worker."""
    if path.parents is None:
        return path.tail
    return _below(f"{SESSION}/{module.uploaded_as}", path) if module.uploaded_as else None


def _beside(path: KnownPath, module: ResolvedModule) -> str | None:
    """The same path where the file lies on a desktop; None for a path that does not depend on the file."""
    return _below(module.path, path) if path.parents is not None and module.path else None


def _below(file: str, path: KnownPath) -> str:
    folder = file
    for _ in range(path.parents or 0):
        folder = posixpath.dirname(folder)
    return posixpath.join(folder, path.tail) if path.tail else folder
