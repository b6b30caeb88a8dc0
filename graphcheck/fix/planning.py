"""From fixes to changed files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from graphcheck.fix.edits import FileChange, apply_edits
from graphcheck.fix.settings import edit_setting
from graphcheck.model.finding import ConfigEdit, Edit, Finding, Fix, ImportRename

__all__ = ["choose_fixes", "plan_changes"]


def choose_fixes(findings: Iterable[Finding], *, unsafe: bool, choice: str | None) -> tuple[Fix, ...]:
    """The fixes of all findings, each once; unsafe ones only if asked for.

    With ``choice`` only the alternatives of that name: they change what the other fixes rest on.
    """
    if choice is not None:
        offered = [fix for finding in findings for fix in finding.alternatives if fix.choice == choice]
        return tuple(dict.fromkeys(offered))
    fixes = [finding.fix for finding in findings if finding.fix and (finding.fix.safe or unsafe)]
    return tuple(dict.fromkeys(fixes))


def plan_changes(fixes: Iterable[Fix], read: Callable[[str], str]) -> tuple[FileChange, ...]:
    """What the fixes make of each file, in the order of paths. ``read`` gives a file's text with its own line ends."""
    edits: dict[str, list[Edit]] = {}
    renames: dict[str, list[ImportRename]] = {}
    settings: dict[str, list[ConfigEdit]] = {}
    for fix in fixes:
        for edit in fix.edits:
            edits.setdefault(edit.path, []).append(edit)
        for rename in fix.renames:
            renames.setdefault(rename.path, []).append(rename)
        for setting in fix.settings:
            settings.setdefault(setting.path, []).append(setting)
    changes = [_change(path, read, edits, renames, settings) for path in sorted({*edits, *renames, *settings})]
    return tuple(change for change in changes if change.before != change.after)


def _change(
    path: str,
    read: Callable[[str], str],
    edits: dict[str, list[Edit]],
    renames: dict[str, list[ImportRename]],
    settings: dict[str, list[ConfigEdit]],
) -> FileChange:
    before = read(path)
    of_file = list(dict.fromkeys(edits.get(path, ())))
    if path in renames:
        # libcst takes longer to import than most fixes to plan.
        from graphcheck.fix.renames import edits_of_renames

        of_file += edits_of_renames(before, renames[path])
    change = FileChange(path, before, apply_edits(before, of_file), len(of_file))
    for setting in dict.fromkeys(settings.get(path, ())):
        changed = edit_setting(change.after, setting)
        if changed is not None and changed != change.after:
            change = replace(change, after=changed, edits=change.edits + 1)
    return change
