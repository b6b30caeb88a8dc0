"""Facts of files: from the cache, else extracted and put into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graphcheck.cache.facts import FactsCache, FactsKey
from graphcheck.cache.file import CacheFile
from graphcheck.extract import EXTRACTOR_VERSION, Target, extract_imports
from graphcheck.model.imports import ModuleImports, ParseFailure
from graphcheck.model.tree import TreeError
from graphcheck.tree import RecordingTree

__all__ = ["FactsLoader", "Observer"]

Observer = Callable[[int], None]
"""Called with the number of files read so far."""


class FactsLoader:
    """``programs`` stand in place of the files at these paths."""

    def __init__(
        self,
        tree: RecordingTree,
        programs: Mapping[str, str],
        target: Target,
        cache: CacheFile,
        observe: Observer,
    ) -> None:
        self._tree = tree
        self._programs = programs
        self._target = target
        self._store = FactsCache(cache, _version_for(target))
        self._observe = observe
        self._facts: dict[str, ModuleImports] = {}

    def load(self, paths: Sequence[str]) -> Mapping[str, ModuleImports]:
        """What is neither source nor a program is left out; a file that cannot be read has a ``failure``."""
        keys: dict[str, FactsKey] = {}
        for path in dict.fromkeys(paths):
            if path in self._facts:
                continue
            if path in self._programs:
                self._facts[path] = extract_imports(self._programs[path].encode(), self._target)
            elif path.endswith(".py"):
                try:
                    keys[path] = self._store.key(self._tree.digest(path))
                except TreeError as error:
                    self._facts[path] = _unreadable(error)
        known = self._store.get_many(keys.values())
        for path, key in keys.items():
            self._facts[path] = known.get(key) or self._extract(path)
            self._observe(len(self._facts))
        return {path: self._facts[path] for path in paths if path in self._facts}

    def load_one(self, path: str) -> ModuleImports:
        """For files that the graph does not have: few rules ask, and few of them."""
        return self.load((path,))[path]

    def close(self) -> None:
        """Write what is new into the cache."""
        self._store.flush()

    def _extract(self, path: str) -> ModuleImports:
        try:
            source = self._tree.read(path)
        except TreeError as error:
            return _unreadable(error)
        facts = extract_imports(source, self._target)
        # The bytes at hand need not be those whose digest was known.
        self._store.put(self._store.key(self._tree.digest(path)), facts)
        return facts


def _version_for(target: Target) -> str:
    return f"{EXTRACTOR_VERSION} {target.python} {sorted(target.watched)}"


def _unreadable(error: TreeError) -> ModuleImports:
    return ModuleImports((), (), failure=ParseFailure(f"the file cannot be read ({error.kind.value})", 1, 1))
