"""The files of this machine, as a ``SourceTree``."""

from __future__ import annotations

import errno
import os
import stat
from operator import attrgetter

from graphcheck.model.tree import Entry, EntryKind, SourceTree, Stamp, TreeError, TreeErrorKind

__all__ = ["DiskTree"]

_BLOCK = 1 << 20
# O_NONBLOCK: opening a FIFO without a writer would block for ever. O_BINARY exists on Windows only.
_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_READABLE_BY_ALL = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
_ERRORS = {
    errno.ENOENT: TreeErrorKind.NOT_FOUND,
    errno.ENOTDIR: TreeErrorKind.NOT_A_DIRECTORY,
    errno.EISDIR: TreeErrorKind.IS_A_DIRECTORY,
    errno.EACCES: TreeErrorKind.NO_PERMISSION,
    errno.EPERM: TreeErrorKind.NO_PERMISSION,
    errno.ENXIO: TreeErrorKind.NOT_REGULAR,
    errno.ESPIPE: TreeErrorKind.NOT_REGULAR,
    errno.ELOOP: TreeErrorKind.LINK_LOOP,
}


class DiskTree(SourceTree):
    """Reads the file system and nothing else: FIFOs, sockets and devices are listed, never opened."""

    def scan(self, path: str) -> tuple[Entry, ...]:
        """Entries of a directory in byte order of their names, with one ``lstat`` for each regular file."""
        try:
            with os.scandir(_native(path)) as found:
                entries = [_entry_of(item) for item in found]
        except (OSError, ValueError) as error:
            raise _tree_error(error, path) from None
        # Code points are in the order of their UTF-8 bytes; undecodable bytes, as surrogates, are not.
        ascii_only = all(entry.name.isascii() for entry in entries)
        entries.sort(key=_name if ascii_only else _encoded_name)
        return tuple(entries)

    def lookup(self, path: str, *, follow: bool = True) -> Entry | None:
        """What is at ``path``; None where nothing is, and where it cannot be told (a loop of links, no permission)."""
        try:
            status = os.stat(_native(path), follow_symlinks=follow)
        except (OSError, ValueError):
            return None
        readable = os.access(_native(path), os.R_OK)
        return Entry(path.rstrip("/").rpartition("/")[2], _kind(status.st_mode), status.st_size, readable)

    def read(self, path: str) -> bytes:
        """The bytes of a regular file. Raises ``TreeError`` for everything else."""
        return _read(path)

    def read_end(self, path: str, count: int) -> bytes:
        """At most the last ``count`` bytes of a regular file. Raises ``TreeError`` for everything else."""
        return _read_end(path, count)

    def real_path(self, path: str) -> str:
        """``path`` without links; the part that does not exist is kept as it is."""
        try:
            resolved = os.path.realpath(_native(path))
        except (OSError, ValueError):
            return path
        return resolved.removeprefix("\\\\?\\").replace("\\", "/") if os.sep == "\\" else resolved


_name = attrgetter("name")


def _encoded_name(entry: Entry) -> bytes:
    return os.fsencode(entry.name)


def _read(path: str) -> bytes:
    native = _native(path)
    try:
        _expect_regular(os.stat(native).st_mode, path)
        descriptor = os.open(native, _OPEN_FLAGS)
        try:
            # The name may have come to mean a FIFO between the two calls.
            status = os.fstat(descriptor)
            _expect_regular(status.st_mode, path)
            return _read_all(descriptor, status.st_size)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        raise _tree_error(error, path) from None


def _read_end(path: str, count: int) -> bytes:
    native = _native(path)
    try:
        status = os.stat(native)
        _expect_regular(status.st_mode, path)
        descriptor = os.open(native, _OPEN_FLAGS)
        try:
            # Should the name have come to mean a FIFO between the two calls: in that there is nowhere to seek.
            os.lseek(descriptor, max(status.st_size - count, 0), os.SEEK_SET)
            return os.read(descriptor, count)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        raise _tree_error(error, path) from None


def _expect_regular(mode: int, path: str) -> None:
    if not stat.S_ISREG(mode):
        raise TreeError(TreeErrorKind.IS_A_DIRECTORY if stat.S_ISDIR(mode) else TreeErrorKind.NOT_REGULAR, path)


def _native(path: str) -> str:
    # "C:" alone means the current folder of that drive, not its root.
    return path + "/" if os.sep == "\\" and path.endswith(":") else path


def _entry_of(item: os.DirEntry[str]) -> Entry:
    if not item.is_file(follow_symlinks=False):
        return Entry(item.name, _kind_of_other(item))
    try:
        status = item.stat(follow_symlinks=False)
    except OSError:
        return Entry(item.name, EntryKind.FILE)
    readable = status.st_mode & _READABLE_BY_ALL == _READABLE_BY_ALL or os.access(item.path, os.R_OK)
    return Entry(item.name, EntryKind.FILE, status.st_size, readable, _stamp(status))


def _kind_of_other(item: os.DirEntry[str]) -> EntryKind:
    if item.is_symlink():
        return EntryKind.SYMLINK
    return EntryKind.DIRECTORY if item.is_dir(follow_symlinks=False) else EntryKind.OTHER


def _stamp(status: os.stat_result) -> Stamp | None:
    # On Windows st_ctime is the time of creation: a write may leave all of these as they are.
    if os.sep == "\\":
        return None
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _kind(mode: int) -> EntryKind:
    if stat.S_ISREG(mode):
        return EntryKind.FILE
    if stat.S_ISDIR(mode):
        return EntryKind.DIRECTORY
    return EntryKind.SYMLINK if stat.S_ISLNK(mode) else EntryKind.OTHER


def _read_all(descriptor: int, expected: int) -> bytes:
    """Everything up to the end of the file; usually two calls: the content, and the proof that it ended."""
    blocks: list[bytes] = []
    while block := os.read(descriptor, max(expected + 1, 1) if not blocks else _BLOCK):
        blocks.append(block)
    return blocks[0] if len(blocks) == 1 else b"".join(blocks)


def _tree_error(error: OSError | ValueError, path: str) -> TreeError:
    number = error.errno if isinstance(error, OSError) else None
    # A ValueError is a NUL or an unencodable character in the path: no file can have that name.
    kind = TreeErrorKind.NOT_FOUND if isinstance(error, ValueError) else _ERRORS.get(number or 0, TreeErrorKind.OTHER)
    return TreeError(kind, path)
