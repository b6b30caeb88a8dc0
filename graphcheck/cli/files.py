"""Reading and writing the text files that a command changes."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from graphcheck.fix import FileChange, unified_diff
from graphcheck.model.errors import UsageError

__all__ = ["read_text", "show_changes", "write_changes"]

_MARK = b"\xef\xbb\xbf"


def read_text(path: str) -> str | None:
    """The file with its own line ends and without a byte order mark; None where there is none."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read().removeprefix(_MARK).decode("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8") from None


def show_changes(changes: Sequence[FileChange]) -> None:
    for change in changes:
        click.echo(unified_diff(change), nl=False)


def write_changes(root: str, changes: Sequence[FileChange]) -> None:
    """Below ``root``. A byte order mark stays."""
    for change in changes:
        path = os.path.join(root, change.path)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb" if change.new else "rb+") as file:  # noqa: PTH123
                mark = b"" if change.new or file.read(3) != _MARK else _MARK
                file.seek(0)
                file.write(mark + change.after.encode("utf-8"))
                file.truncate()
        except OSError as error:
            raise UsageError(f"cannot write {path}: {error.strerror}") from None
