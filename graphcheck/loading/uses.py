"""What files do beside their imports, asked by the startup walk for few of them."""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.extract.questions import find_attribute_reads, find_class_bases, find_file_uses, may_change_folder
from graphcheck.model.tree import TreeError
from graphcheck.model.uses import AttributeRead, FileUse
from graphcheck.resolve.worker_view import SESSION
from graphcheck.tree import RecordingTree

__all__ = ["SourceUses"]


class SourceUses:
    """Answers are remembered: a second walk must see what the first one saw."""

    def __init__(self, tree: RecordingTree, python: tuple[int, int]) -> None:
        self._tree = tree
        self._python = python
        self._moves = False
        self._classes: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._files: dict[str, tuple[FileUse, ...]] = {}
        self._reads: dict[str, tuple[AttributeRead, ...]] = {}

    def attribute_reads(self, path: str) -> tuple[AttributeRead, ...]:
        if path not in self._reads:
            try:
                self._reads[path] = self._tree.look(path, find_attribute_reads, *self._python)
            except TreeError:
                self._reads[path] = ()
        return self._reads[path]

    def class_bases(self, path: str) -> Mapping[str, tuple[str, ...]]:
        if path not in self._classes:
            try:
                self._classes[path] = dict(self._tree.look(path, find_class_bases))
            except TreeError:
                self._classes[path] = {}
        return self._classes[path]

    def file_uses(self, path: str, file: str) -> tuple[FileUse, ...]:
        """``file`` is ``__file__``. Relative paths are left out once a module may have changed the current folder."""
        if path not in self._files:
            try:
                self._moves = self._moves or self._tree.look(path, may_change_folder)
                found = self._tree.look(path, find_file_uses, file, SESSION)
            except TreeError:
                found = ()
            self._files[path] = tuple(use for use in found if use.path.startswith("/") or not self._moves)
        return self._files[path]
