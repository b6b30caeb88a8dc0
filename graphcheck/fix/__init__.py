"""From the fixes of findings to changed files: a diff to look at, or text to write."""

from graphcheck.fix.adoption import add_gitlab_job, add_pre_commit_hook, add_settings, make_workflow
from graphcheck.fix.edits import FileChange, apply_edits
from graphcheck.fix.planning import choose_fixes, plan_changes
from graphcheck.fix.source import SourceText, decode_file
from graphcheck.fix.unified import unified_diff

__all__ = [
    "FileChange",
    "SourceText",
    "add_gitlab_job",
    "add_pre_commit_hook",
    "add_settings",
    "apply_edits",
    "choose_fixes",
    "decode_file",
    "make_workflow",
    "plan_changes",
    "unified_diff",
]
