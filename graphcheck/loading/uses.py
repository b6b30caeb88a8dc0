"""What files do beside their imports, asked by the startup walk for few of them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress

from graphcheck.cache.codec import DamagedFacts
from graphcheck.cache.facts import FactsCache
from graphcheck.cache.reads import decode_reads, encode_reads
from graphcheck.extract.questions import (
    count_stores,
    find_attribute_reads,
    find_class_bases,
    find_constructed,
    find_constructions,
    find_constructor,
    find_file_uses,
    find_placements,
    find_plain_classes,
    is_executed,
    may_change_class,
    may_change_folder,
    without_places,
)
from graphcheck.model.tree import Result, TreeError
from graphcheck.model.uses import AttributeRead, Construction, Constructor, FileUse, Placement
from graphcheck.resolve.worker_view import SESSION
from graphcheck.tree import RecordingTree
from graphcheck.tree.views import digest_value, view_of

__all__ = ["SourceUses"]

_READS = f"attribute reads {sys.version_info[:2]}".encode()
"""The Python that runs this parses for them."""


class SourceUses:
    """Answers are remembered: a second walk must see what the first one saw. Those that need a whole parse of many
    files, which are reads of attributes, are kept in ``store`` too."""

    def __init__(self, tree: RecordingTree, python: tuple[int, int], store: FactsCache) -> None:
        self._tree = tree
        self._store = store
        self._python = python
        self._moves = False
        self._classes: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._files: dict[str, tuple[FileUse, ...]] = {}
        self._made: dict[str, tuple[Construction, ...]] = {}
        self._reads: dict[str, tuple[AttributeRead, ...]] = {}
        self._placements: dict[tuple[str, str], tuple[Placement, ...]] = {}

    def attribute_reads(self, path: str) -> tuple[AttributeRead, ...]:
        if path not in self._reads:
            self._reads[path] = self._known_reads(path)
        return self._reads[path]

    def class_bases(self, path: str) -> Mapping[str, tuple[str, ...]]:
        if path not in self._classes:
            self._classes[path] = dict(self._look(path, find_class_bases) or ())
        return self._classes[path]

    def constructions(self, path: str) -> tuple[Construction, ...]:
        if path not in self._made:
            self._made[path] = self._look(path, find_constructions) or ()
        return self._made[path]

    def forget_places(self, paths: Iterable[str]) -> None:
        """Of constructions in these files it does not matter where they stand, as long as their order is the same."""
        for path in paths:
            made = self._made.get(path)
            if made:
                without = (view_of(find_constructed, (), None), digest_value(without_places(made)))
                self._tree.note(path, view_of(find_constructions, (), None), digest_value(made), without)

    def constructor(self, path: str, name: str) -> Constructor | None:
        return self._look(path, find_constructor, name)

    def is_executed(self, path: str, line: int) -> bool:
        return self._look(path, is_executed, line) is True

    def placements(self, path: str, function: str) -> tuple[Placement, ...]:
        asked = (path, function)
        if asked not in self._placements:
            self._placements[asked] = self._look(path, find_placements, function) or ()
        return self._placements[asked]

    def plain_classes(self, path: str) -> Mapping[str, tuple[str, ...]]:
        return dict(self._look(path, find_plain_classes) or ())

    def may_change_class(self, path: str, names: Sequence[str], attribute: str) -> bool:
        return self._look(path, may_change_class, tuple(names), attribute) is not False

    def count_stores(self, path: str, name: str) -> int:
        return self._look(path, count_stores, name) or 0

    def file_uses(self, path: str, file: str) -> tuple[FileUse, ...]:
        """``file`` is ``__file__``. Relative paths are left out once a module may have changed the current folder."""
        if path not in self._files:
            self._moves = self._moves or bool(self._look(path, may_change_folder))
            found = self._look(path, find_file_uses, file, SESSION) or ()
            self._files[path] = tuple(use for use in found if use.path.startswith("/") or not self._moves)
        return self._files[path]

    def _known_reads(self, path: str) -> tuple[AttributeRead, ...]:
        try:
            key = self._store.key(self._tree.digest(path), _READS)
        except TreeError:
            return ()
        for _, kept in self._store.get_many((key,)):
            with suppress(DamagedFacts):
                reads = decode_reads(kept)
                self._tree.note(path, view_of(find_attribute_reads, self._python, None), digest_value(reads))
                return reads
        found = self._look(path, find_attribute_reads, *self._python)
        if found is None:
            return ()
        self._store.put(key, encode_reads(found))
        return found

    def _look(self, path: str, function: Callable[..., Result], *arguments: object) -> Result | None:
        """None where the file cannot be read."""
        try:
            return self._tree.look(path, function, *arguments)
        except TreeError:
            return None
