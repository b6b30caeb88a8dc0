"""From paths to facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress

from graphcheck.cache.codec import DamagedFacts, decode_facts, encode_facts
from graphcheck.cache.facts import FactsCache, FactsKey
from graphcheck.cache.file import CacheFile
from graphcheck.extract import Target, extract_imports
from graphcheck.loading.binaries import find_defect
from graphcheck.loading.views import facts_view, version_for
from graphcheck.model.imports import ModuleImports, ParseFailure
from graphcheck.model.tree import TreeError
from graphcheck.tree import RecordingTree
from graphcheck.tree.views import digest_bytes

__all__ = ["FactsLoader", "Observer"]

WORTH_BYTES = 4 * 1024 * 1024
"""Of unread source. Below that a second process would hardly have begun when the work is done."""

BINARIES = (".so", ".pyc")

Observer = Callable[[int], None]
"""Called with the number of files read so far."""


class FactsLoader:
    """``programs`` stand in place of the files at these paths. ``processes`` is how many may extract at once."""

    def __init__(
        self,
        tree: RecordingTree,
        programs: Mapping[str, str],
        target: Target,
        cache: CacheFile,
        observe: Observer,
        processes: int = 1,
    ) -> None:
        self._tree = tree
        self._programs = programs
        self._target = target
        self._view = facts_view(target)
        self._store = FactsCache(cache, version_for(target))
        self._observe = observe
        self._processes = processes
        self._facts: dict[str, ModuleImports] = {}

    def load(self, paths: Sequence[str]) -> Mapping[str, ModuleImports]:
        """What is neither source nor a program is left out, unless it is binary and damaged.

        A source file that cannot be read has a ``failure``.
        """
        wanted: dict[FactsKey, list[str]] = {}
        for path in dict.fromkeys(paths):
            if path in self._facts:
                continue
            if path in self._programs:
                self._facts[path] = extract_imports(self._programs[path].encode(), self._target)
            elif path.endswith(".py"):
                try:
                    wanted.setdefault(self._store.key(self._tree.digest(path)), []).append(path)
                except TreeError as error:
                    self._facts[path] = _unreadable(error)
            elif path.endswith(BINARIES):
                self._inspect(path)
        for key, encoded in self._store.get_many(wanted):
            self._decode(wanted[key], encoded)
        self._observe(len(self._facts))
        self._extract([path for several in wanted.values() for path in several if path not in self._facts])
        return {path: self._facts[path] for path in paths if path in self._facts}

    def load_one(self, path: str) -> ModuleImports:
        """For files that the graph does not have: few rules ask, and few of them."""
        return self.load((path,))[path]

    def close(self) -> None:
        """Write what is new into the cache."""
        self._store.flush()

    def _decode(self, paths: Sequence[str], encoded: bytes) -> None:
        with suppress(DamagedFacts):
            facts, digest = decode_facts(encoded), digest_bytes(encoded)
            for path in paths:
                self._facts[path] = facts
                self._tree.note(path, self._view, digest)

    def _keep(self, path: str, key: FactsKey, encoded: bytes) -> None:
        self._store.put(key, encoded)
        self._tree.note(path, self._view, digest_bytes(encoded))

    def _inspect(self, path: str) -> None:
        try:
            defect = find_defect(path, self._tree.read(path), self._target.python)
        except TreeError:
            return
        if defect:
            self._facts[path] = ModuleImports((), (), open_names=True, unloadable=defect)

    def _extract(self, paths: Sequence[str]) -> None:
        if self._processes > 1 and sum(self._size(path) for path in paths) >= WORTH_BYTES:
            self._extract_in_processes(paths)
            return
        keys: dict[str, FactsKey] = {}
        for path, source in self._sources(paths, keys):
            self._facts[path] = facts = extract_imports(source, self._target)
            if self._store.is_usable:
                self._keep(path, keys[path], encode_facts(facts))
            self._observe(len(self._facts))

    def _extract_in_processes(self, paths: Sequence[str]) -> None:
        from graphcheck.loading.workers import extract_in_processes

        keys: dict[str, FactsKey] = {}
        for chunk in extract_in_processes(self._sources(paths, keys), self._target, self._processes):
            for path, encoded in chunk:
                self._facts[path] = decode_facts(encoded)
                self._keep(path, keys[path], encoded)
            self._observe(len(self._facts))

    def _sources(self, paths: Sequence[str], keys: dict[str, FactsKey]) -> Iterator[tuple[str, bytes]]:
        """Puts into ``keys`` the key of the bytes at hand: they need not be those whose digest was known."""
        for path in paths:
            try:
                source = self._tree.peek(path)
            except TreeError as error:
                self._facts[path] = _unreadable(error)
                continue
            keys[path] = self._store.key(self._tree.digest(path))
            yield path, source

    def _size(self, path: str) -> int:
        stamp = self._tree.stamp(path)
        return stamp[0] if stamp else 0


def _unreadable(error: TreeError) -> ModuleImports:
    return ModuleImports((), (), failure=ParseFailure(f"the file cannot be read ({error.kind.value})", 1, 1))
