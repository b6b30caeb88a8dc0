"""Edits by position: everything outside their spans stays as it is, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graphcheck.model.finding import Edit, Finding

__all__ = ["FileChange", "apply_edits", "collect_edits", "plan_changes"]


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file before and after; ``path`` is relative to the project root."""

    path: str
    before: str
    after: str
    edits: int


def collect_edits(findings: Iterable[Finding], *, unsafe: bool) -> tuple[Edit, ...]:
    """Edits of all fixable findings, each once; those of unsafe fixes only if asked for."""
    fixes = [finding.fix for finding in findings if finding.fix and (finding.fix.safe or unsafe)]
    return tuple(dict.fromkeys(edit for fix in fixes for edit in fix.edits))


def plan_changes(edits: Iterable[Edit], read: Callable[[str], str]) -> tuple[FileChange, ...]:
    """What the edits make of each file, in the order of paths. ``read`` gives a file's text with its own line ends."""
    by_path: dict[str, list[Edit]] = {}
    for edit in edits:
        by_path.setdefault(edit.path, []).append(edit)
    changes = []
    for path, of_file in sorted(by_path.items()):
        before = read(path)
        changes.append(FileChange(path, before, apply_edits(before, of_file), len(of_file)))
    return tuple(change for change in changes if change.before != change.after)


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
