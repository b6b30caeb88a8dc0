"""Edits by position: everything outside their spans stays as it is, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graphcheck.model.finding import Edit

__all__ = ["FileChange", "apply_edits"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file before and after; ``path`` is relative to the folder that is changed. ``new``: there was no file."""

    path: str
    before: str
    after: str
    edits: int
    new: bool = False


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits from the last to the first; of two that overlap the later one in the file is left out."""
    starts = _line_starts(text)
    spans = sorted(
        {(starts[e.span.line - 1] + e.span.column - 1, starts[e.span.end_line - 1] + e.span.end_column - 1, e.text)
         for e in edits if e.span.end_line <= len(starts)}
    )  # fmt: skip
    kept: list[tuple[int, int, str]] = []
    for begin, end, replacement in spans:
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end, replacement))
    for begin, end, replacement in reversed(kept):
        text = text[:begin] + replacement + text[end:]
    return text


def _line_starts(text: str) -> list[int]:
    """Lines as Python counts them: LF, CR LF and lone CR end one."""
    return [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
