"""Files that a module certainly uses while it is executed, with the words that do it."""

from __future__ import annotations

from graphcheck.extract.questions import find_data_accesses, find_file_writes
from graphcheck.extract.text import fold
from graphcheck.model.location import Span
from graphcheck.model.uses import FileAct, FileUse

__all__ = ["find_file_uses"]

_LONGEST = 80


def find_file_uses(source: bytes, file: str, root: str) -> tuple[FileUse, ...]:
    """In source order. ``file`` is ``__file__``, ``root`` the app's folder."""
    accesses = find_data_accesses(source, file, root)
    writes = find_file_writes(source, file, root)
    lines = source.decode("utf-8-sig", "replace").splitlines() if accesses or writes else []
    reads = [
        FileUse(FileAct.READ, access.written, access.span, _quote(lines, access.span))
        for access in accesses
        if access.at_import and access.at_once and not access.handled and not access.folder
    ]
    made = [FileUse(write.act, write.path, write.span, _quote(lines, write.span), write.exist_ok) for write in writes]
    return tuple(sorted((*reads, *made), key=lambda use: use.span))


def _quote(lines: list[str], span: Span) -> str:
    quoted = lines[span.line - 1 : span.end_line]
    if not quoted:
        return ""
    quoted[-1] = quoted[-1][: span.end_column - 1]
    quoted[0] = quoted[0][span.column - 1 :]
    text = fold("\n".join(quoted))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
