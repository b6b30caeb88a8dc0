"""What wrangler prints when the file system stops it."""

from __future__ import annotations

import posixpath
from typing import assert_never

from graphcheck.model.tree import TreeError, TreeErrorKind
from graphcheck.model.upload import UploadProblem

__all__ = ["unreadable"]


def unreadable(error: TreeError, *, call: str, project_root: str) -> UploadProblem:
    """The fatal problem for a ``TreeError``. ``call`` is the system call that Node names in its message."""
    return UploadProblem("unreadable", error.path, _message(error, call, project_root), fatal=True)


def _message(error: TreeError, call: str, project_root: str) -> str:
    shown = posixpath.relpath(error.path, project_root)
    match error.kind:
        case TreeErrorKind.NOT_FOUND:
            return "A file or directory could not be found."
        case TreeErrorKind.NO_PERMISSION:
            return "A permission error occurred while accessing the file system."
        case TreeErrorKind.IS_A_DIRECTORY:
            return "EISDIR: illegal operation on a directory, read"
        case TreeErrorKind.NOT_A_DIRECTORY:
            return f"ENOTDIR: not a directory, {call} '{shown}'"
        case TreeErrorKind.LINK_LOOP:
            return f"ELOOP: too many symbolic links encountered, {call} '{shown}'"
        case TreeErrorKind.NOT_REGULAR:
            return f"'{shown}' is not a regular file: wrangler would wait for it for ever."
        case TreeErrorKind.OTHER:
            return f"EIO: i/o error, {call} '{shown}'"
        case _:
            assert_never(error.kind)
