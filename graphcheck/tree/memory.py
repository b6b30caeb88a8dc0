"""Files that exist only as a dict: what tests are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphcheck.model.frozen import frozen
from graphcheck.model.tree import Entry, EntryKind, SourceTree, TreeError, TreeErrorKind

__all__ = ["MemoryTree"]

# Linux gives up after 40 links (path_resolution(7)).
_MOST_LINKS = 40


@dataclass(slots=True)
class _Folder:
    children: dict[str, _Node] = field(default_factory=dict)


@frozen
class _Link:
    target: str


_Node = _Folder | _Link | bytes


class MemoryTree(SourceTree):
    """A ``SourceTree`` over a mapping from absolute path to content.

    ``links`` maps a path to the text of a symbolic link (relative to the link's folder, or absolute);
    ``directories`` are folders that may stay empty. Parents come by themselves.
    """

    def __init__(
        self,
        files: Mapping[str, str | bytes],
        *,
        links: Mapping[str, str] | None = None,
        directories: Iterable[str] = (),
    ) -> None:
        self._root = _Folder()
        for path in directories:
            self._folder(path)
        for path, content in files.items():
            self._place(path, content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)
        for path, target in (links or {}).items():
            self._place(path, _Link(target))

    def scan(self, path: str) -> tuple[Entry, ...]:
        _, node = self._resolve(path, follow=True)
        if not isinstance(node, _Folder):
            raise TreeError(TreeErrorKind.NOT_A_DIRECTORY, path)
        names = sorted(node.children, key=lambda name: name.encode("utf-8", "surrogateescape"))
        return tuple(_entry(name, node.children[name]) for name in names)

    def lookup(self, path: str, *, follow: bool = True) -> Entry | None:
        try:
            _, node = self._resolve(path, follow=follow)
        except TreeError:
            return None
        return _entry(path.rstrip("/").rpartition("/")[2], node)

    def read(self, path: str) -> bytes:
        _, node = self._resolve(path, follow=True)
        if isinstance(node, _Folder):
            raise TreeError(TreeErrorKind.IS_A_DIRECTORY, path)
        assert isinstance(node, bytes)
        return node

    def read_end(self, path: str, count: int) -> bytes:
        return self.read(path)[-count:]

    def real_path(self, path: str) -> str:
        parts = _parts(path)
        for count in range(len(parts), 0, -1):
            try:
                resolved, _ = self._resolve("/".join(parts[:count]) or "/", follow=True)
            except TreeError:
                continue
            return "/".join((resolved.rstrip("/"), *parts[count:])) or "/"
        return path

    def _folder(self, path: str) -> _Folder:
        folder = self._root
        for part in _parts(path):
            child = folder.children.setdefault(part, _Folder())
            if not isinstance(child, _Folder):
                raise ValueError(f"{path}: {part} is a file and a folder")
            folder = child
        return folder

    def _place(self, path: str, node: _Link | bytes) -> None:
        parent, _, name = path.rpartition("/")
        self._folder(parent).children[name] = node

    def _resolve(self, path: str, *, follow: bool) -> tuple[str, _Node]:
        """The path without links and what is there; with ``follow`` false the last part may be a link."""
        pending = _parts(path)[::-1]
        trail: list[tuple[str, _Node]] = []
        links = 0
        while pending:
            part = pending.pop()
            if part == "..":
                # The parent of a root is the root itself.
                del trail[max(1, len(trail) - 1) :]
                continue
            node = self._child(trail[-1][1] if trail else self._root, part, path)
            if not isinstance(node, _Link) or (not pending and not follow):
                trail.append((part, node))
                continue
            links += 1
            if links > _MOST_LINKS:
                raise TreeError(TreeErrorKind.LINK_LOOP, path)
            if _is_absolute(node.target):
                trail.clear()
                pending.extend(reversed(_parts(node.target)))
            else:
                pending.extend(part for part in reversed(node.target.split("/")) if part not in ("", "."))
        return "/".join(name for name, _ in trail) or "/", trail[-1][1]

    def _child(self, folder: _Node, name: str, path: str) -> _Node:
        if not isinstance(folder, _Folder):
            raise TreeError(TreeErrorKind.NOT_A_DIRECTORY, path)
        node = folder.children.get(name)
        if node is None:
            raise TreeError(TreeErrorKind.NOT_FOUND, path)
        return node


def _is_absolute(path: str) -> bool:
    return path.startswith("/") or path[1:3] == ":/"


def _parts(path: str) -> list[str]:
    """``/a/b`` gives ``"", "a", "b"``, ``C:/a`` gives ``"C:", "a"``: the first part of an absolute path is its root."""
    first, *rest = path.split("/")
    return [first, *(part for part in rest if part not in ("", "."))]


def _entry(name: str, node: _Node) -> Entry:
    if isinstance(node, _Folder):
        return Entry(name, EntryKind.DIRECTORY)
    if isinstance(node, _Link):
        return Entry(name, EntryKind.SYMLINK)
    return Entry(name, EntryKind.FILE, len(node))
