"""From the fixes of findings to changed files: a diff to look at, or text to write."""

from graphcheck.fix.edits import FileChange, apply_edits, collect_edits, plan_changes
from graphcheck.fix.unified import unified_diff

__all__ = ["FileChange", "apply_edits", "collect_edits", "plan_changes", "unified_diff"]
