"""From paths to facts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from graphcheck.cache.codec import DamagedFacts, decode_facts, encode_facts, meaning_of
from graphcheck.cache.facts import FactsCache, FactsKey
from graphcheck.extract import Target, extract_imports
from graphcheck.loading.binaries import inspect_binary
from graphcheck.loading.views import facts_kind, facts_view, meaning_view
from graphcheck.model.imports import ModuleImports, ParseFailure
from graphcheck.model.tree import TreeError
from graphcheck.tree import RecordingTree
from graphcheck.tree.views import digest_bytes

if TYPE_CHECKING:
    from graphcheck.loading.workers import Children

__all__ = ["FactsLoader", "Observer"]

WORTH_BYTES = (512 if hasattr(os, "fork") else 4096) * 1024
"""Of unread source. Below that a second process would hardly have begun when the work is done: where it is no copy of
this one, it starts Python and imports all that reads programs."""

WORTH_MORE_BYTES = 64 * 1024
"""For processes that run already."""

BATCH_BYTES = 1024 * 1024

BINARIES = (".so", ".pyc")

Observer = Callable[[int], None]
"""Called with the number of files read so far."""


class FactsLoader:
    """``read_program`` has the text that stands in place of the file at a path, None for most. ``processes`` is how
    many may extract at once."""

    def __init__(
        self,
        tree: RecordingTree,
        read_program: Callable[[str], bytes | None],
        target: Target,
        store: FactsCache,
        observe: Observer,
        processes: int = 1,
    ) -> None:
        self._tree = tree
        self._read_program = read_program
        self._target = target
        self._view, self._meaning_view, self._kind = facts_view(target), meaning_view(target), facts_kind(target)
        self._store = store
        self._observe = observe
        self._processes = processes
        self._facts: dict[str, ModuleImports] = {}
        self._whole: FactsLoader | None = None
        self._children: Children | None = None

    def load(self, paths: Sequence[str]) -> Mapping[str, ModuleImports]:
        """What is neither source nor a program is left out, unless it is binary and damaged.

        A source file that cannot be read has a ``failure``.
        """
        unread: list[str] = []
        wanted: dict[FactsKey, list[str]] = {}
        for path in dict.fromkeys(paths):
            if path in self._facts:
                continue
            program = self._read_program(path)
            if program is not None:
                self._facts[path] = extract_imports(program, self._target)
            elif path.endswith(".py"):
                digest = self._tree.known_digest(path)
                if digest is None:
                    unread.append(path)
                else:
                    wanted.setdefault(self._store.key(digest, self._kind), []).append(path)
            elif path.endswith(BINARIES):
                self._inspect(path)
        unread += self._recall(wanted)
        self._observe(len(self._facts))
        if unread:
            self._extract(unread)
        return {path: self._facts[path] for path in paths if path in self._facts}

    def load_one(self, path: str) -> ModuleImports:
        """For files that the graph does not have: few rules ask, and few of them."""
        return self.load((path,))[path]

    def load_whole(self, path: str) -> ModuleImports:
        """The same facts as ``load`` gives, with the bodies of all functions."""
        if self._whole is None:
            target = replace(self._target, outer=False)
            self._whole = FactsLoader(self._tree, self._read_program, target, self._store, lambda _: None)
        return self._whole.load_one(path)

    def close(self) -> None:
        """Write what is new into the store."""
        self._store.flush()

    def dismiss(self) -> None:
        """Let the children go: what is asked for from now on is little."""
        if self._children is not None:
            self._children.close()
        self._children, self._processes = None, 1

    def _recall(self, wanted: Mapping[FactsKey, list[str]]) -> list[str]:
        """Takes from the cache what it has. The paths of what it has not."""
        for key, encoded in self._store.get_many(wanted):
            with suppress(DamagedFacts):
                facts = decode_facts(encoded)
                self._facts.update(dict.fromkeys(wanted[key], facts))
                self._note(wanted[key], encoded)
        return [path for several in wanted.values() for path in several if path not in self._facts]

    def _keep(self, path: str, key: FactsKey, encoded: bytes) -> None:
        self._store.put(key, encoded)
        self._note((path,), encoded)

    def _note(self, paths: Sequence[str], encoded: bytes) -> None:
        digest, meaning = digest_bytes(encoded), (self._meaning_view, digest_bytes(meaning_of(encoded)))
        for path in paths:
            self._tree.note(path, self._view, digest, meaning)

    def _inspect(self, path: str) -> None:
        try:
            facts = inspect_binary(path, self._tree.read(path), self._target.python)
        except TreeError:
            return
        if facts:
            self._facts[path] = facts

    def _extract(self, paths: Sequence[str]) -> None:
        """The largest first: the tree of a large file needs much memory, and few facts lie beside it then."""
        keys: dict[str, FactsKey] = {}
        elsewhere = self._are_worth_children(paths)
        extracted = self._extracted_elsewhere if elsewhere else self._extracted_here
        for path, encoded in extracted(sorted(paths, key=self._size, reverse=True), keys):
            self._keep(path, keys[path], encoded)
            self._facts[path] = decode_facts(encoded)
            self._observe(len(self._facts))

    def _extracted_here(self, paths: Sequence[str], keys: dict[str, FactsKey]) -> Iterator[tuple[str, bytes]]:
        for path, source in self._sources(paths, keys):
            yield path, encode_facts(extract_imports(source, self._target))

    def _are_worth_children(self, paths: Sequence[str]) -> bool:
        least = WORTH_BYTES if self._children is None else WORTH_MORE_BYTES
        return self._processes > 1 and sum(map(self._size, paths)) >= least

    def _extracted_elsewhere(self, paths: Sequence[str], keys: dict[str, FactsKey]) -> Iterator[tuple[str, bytes]]:
        from graphcheck.loading.workers import Children

        self._children = self._children or Children(self._target, self._processes)
        for chunk in self._children.extract(self._sources(paths, keys)):
            yield from chunk

    def _sources(self, paths: Sequence[str], keys: dict[str, FactsKey]) -> Iterator[tuple[str, bytes]]:
        """Those whose facts are not in the cache. Puts into ``keys`` the keys of the bytes at hand, which need not be
        those whose digest was known. Files are read once, and a batch of them is looked up at once."""
        for batch in self._batches(paths):
            sources: dict[str, bytes] = {}
            wanted: dict[FactsKey, list[str]] = {}
            for path in batch:
                try:
                    sources[path] = self._tree.peek(path)
                except TreeError as error:
                    self._facts[path] = _unreadable(error)
                    continue
                keys[path] = self._store.key(self._tree.digest(path), self._kind)
                wanted.setdefault(keys[path], []).append(path)
            for path in self._recall(wanted):
                yield path, sources.pop(path)

    def _batches(self, paths: Sequence[str]) -> Iterator[list[str]]:
        batch: list[str] = []
        size = 0
        for path in paths:
            batch.append(path)
            size += self._size(path)
            if size >= BATCH_BYTES:
                yield batch
                batch, size = [], 0
        yield batch

    def _size(self, path: str) -> int:
        stamp = self._tree.stamp(path)
        return stamp[0] if stamp else 0


def _unreadable(error: TreeError) -> ModuleImports:
    failure = ParseFailure(f"the file cannot be read ({error.kind.value})", 1, 1, unread=True)
    return ModuleImports((), (), failure=failure)
