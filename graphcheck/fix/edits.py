"""Edits by position: everything outside their spans stays as it is, byte for byte."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from graphcheck.fix.source import SourceText
from graphcheck.model.finding import Edit
from graphcheck.model.frozen import frozen

__all__ = ["FileChange", "apply_edits"]

_Replacement = tuple[int, int, str]


@frozen
class FileChange:
    """One file before and after; ``path`` is relative to the folder that is changed. ``new``: there was no file."""

    path: str
    source: SourceText
    after: str
    edits: int
    new: bool = False

    @property
    def before(self) -> str:
        return self.source.text

    @property
    def bytes_before(self) -> bytes:
        return self.source.encode(self.before)

    @property
    def bytes_after(self) -> bytes:
        return self.source.encode(self.after)


def apply_edits(text: str, groups: Iterable[tuple[Edit, ...]]) -> tuple[str, int]:
    """The text after the edits, and how many were made.

    Each group is made whole or not at all: one that overlaps an earlier group is left out.
    """
    starts = _line_starts(text)
    kept: list[_Replacement] = []
    for group in groups:
        if all(edit.span.end_line <= len(starts) for edit in group):
            kept = _with_group(kept, [_replacement(edit, starts) for edit in group])
    for begin, end, replacement in reversed(kept):
        text = text[:begin] + replacement + text[end:]
    return text, len(kept)


def _with_group(kept: list[_Replacement], group: Iterable[_Replacement]) -> list[_Replacement]:
    """``kept`` itself where one of the group does not fit."""
    together = list(kept)
    for wanted in dict.fromkeys(group):
        place = bisect_left(together, wanted)
        if place < len(together) and together[place] == wanted:
            continue
        if not _fits(
            wanted, together[place - 1] if place else None, together[place] if place < len(together) else None
        ):
            return kept
        together.insert(place, wanted)
    return together


def _replacement(edit: Edit, starts: list[int]) -> _Replacement:
    span = edit.span
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1, edit.text


def _fits(wanted: _Replacement, before: _Replacement | None, after: _Replacement | None) -> bool:
    begin, end, _ = wanted
    return (before is None or before[1] <= begin) and (after is None or (end <= after[0] and begin < after[0]))


def _line_starts(text: str) -> list[int]:
    """Lines as Python counts them: LF, CR LF and lone CR end one."""
    return [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text))]
