"""A change as a unified diff that ``git apply`` and ``patch -p1`` take."""

from __future__ import annotations

import difflib
import re

from graphcheck.fix.edits import FileChange

__all__ = ["unified_diff"]


def unified_diff(change: FileChange) -> str:
    before = "/dev/null" if change.new else f"a/{change.path}"
    lines = difflib.unified_diff(_lines(change.before), _lines(change.after), before, f"b/{change.path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines as diff counts them: only LF ends one, not the form feeds and separators that ``str.splitlines`` knows."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
