"""Reading and writing the text files that a command changes."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress

import click

from graphcheck.fix import FileChange, SourceText, decode_file, unified_diff
from graphcheck.model.errors import UsageError
from graphcheck.model.frozen import frozen

__all__ = ["read_source", "show_changes", "write_changes"]

_NOTHING = "nothing was written"


@frozen
class _Staged:
    """``target`` is the file itself, not a link to it; ``ready`` lies beside it and holds what it is going to be."""

    change: FileChange
    target: str
    ready: str


def read_source(path: str) -> SourceText | None:
    """None where there is no file. Raises ``UsageError`` for one that is no text in UTF-8."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            source = decode_file(path, file.read())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    if source is None:
        raise UsageError(f"{path} is not UTF-8")
    return source


def show_changes(changes: Sequence[FileChange]) -> None:
    for change in changes:
        click.echo(unified_diff(change), nl=False)


def write_changes(root: str, changes: Sequence[FileChange]) -> None:
    """Below ``root``, all of them or none. Encoding, byte order mark, permissions and links stay.

    Raises ``UsageError`` for a file that cannot be written, or is no longer what it was.
    """
    staged: list[_Staged] = []
    try:
        for change in changes:
            staged.append(_stage(root, change))  # noqa: PERF401 - what is staged when it fails has to be removed
        _put_in_place(staged)
    finally:
        for each in staged:
            with suppress(OSError):
                os.remove(each.ready)


def _stage(root: str, change: FileChange) -> _Staged:
    target = os.path.realpath(os.path.join(root, change.path))
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        _require_as_it_was(target, change)
        if not change.new and not os.access(target, os.W_OK):
            raise UsageError(f"cannot write {change.path}: it is read-only; {_NOTHING}")
        descriptor, ready = tempfile.mkstemp(prefix=".graphcheck-", suffix=".tmp", dir=os.path.dirname(target))
        with os.fdopen(descriptor, "wb") as file:
            file.write(change.bytes_after)
        _keep_attributes(target, ready, new=change.new)
    except OSError as error:
        raise UsageError(f"cannot write {change.path}: {error.strerror}; {_NOTHING}") from None
    return _Staged(change, target, ready)


def _require_as_it_was(target: str, change: FileChange) -> None:
    hint = "run the command again"
    try:
        with open(target, "rb") as file:  # noqa: PTH123
            same = not change.new and file.read() == change.bytes_before
    except FileNotFoundError:
        same = change.new
    if not same:
        raise UsageError(f"{change.path} has changed in the meantime; {_NOTHING}", hint=hint)


def _keep_attributes(target: str, ready: str, *, new: bool) -> None:
    """Permissions, and the owner where that is allowed. A new file gets what the umask leaves."""
    if new:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(ready, 0o666 & ~mask)
        return
    shutil.copymode(target, ready)
    chown = getattr(os, "chown", None)
    status = os.stat(target)
    if chown is not None and (status.st_uid, status.st_gid) != (os.stat(ready).st_uid, os.stat(ready).st_gid):
        with suppress(OSError):
            chown(ready, status.st_uid, status.st_gid)


def _put_in_place(staged: Sequence[_Staged]) -> None:
    done: list[_Staged] = []
    for each in staged:
        try:
            os.replace(each.ready, each.target)
        except OSError as error:
            for other in reversed(done):
                _undo(other)
            raise UsageError(f"cannot write {each.change.path}: {error.strerror}; {_NOTHING}") from None
        done.append(each)


def _undo(staged: _Staged) -> None:
    if staged.change.new:
        os.remove(staged.target)
        return
    with open(staged.target, "wb") as file:  # noqa: PTH123
        file.write(staged.change.bytes_before)
