"""From fixes to changed files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from graphcheck.fix.edits import FileChange, apply_edits
from graphcheck.fix.settings import edit_setting
from graphcheck.fix.source import SourceText
from graphcheck.model.finding import Edit, Finding, Fix, ImportRename, PrefixRegistration, SettingEdit

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


def plan_changes(fixes: Sequence[Fix], read: Callable[[str], SourceText | None]) -> tuple[FileChange, ...]:
    """What the fixes make of each file, in the order of paths.

    ``read`` gives a file, and None for one that is to be left alone. Of fixes that overlap in one file the later one
    waits until the next time.
    """
    paths = frozenset[str]().union(*(fix.paths for fix in fixes))
    sources = ((path, read(path)) for path in sorted(paths))
    changes = [_change(path, source, fixes) for path, source in sources if source is not None]
    return tuple(change for change in changes if change.before != change.after)


def _change(path: str, source: SourceText, fixes: Sequence[Fix]) -> FileChange:
    groups = [tuple(edit for edit in fix.edits if edit.path == path) for fix in fixes]
    renames = [rename for fix in fixes for rename in fix.renames if rename.path == path]
    if renames:
        groups += _edits_of_renames(source.text, renames)
    registrations = [each for fix in fixes for each in fix.registrations if each.path == path]
    if registrations:
        groups += _edits_of_registrations(source.text, registrations)
    after, count = apply_edits(source.text, (group for group in groups if group))
    change = FileChange(path, source, after, count)
    for fix in fixes:
        change = _with_settings(change, [setting for setting in fix.settings if setting.path == path])
    return change


def _edits_of_renames(text: str, renames: Iterable[ImportRename]) -> Iterable[tuple[Edit, ...]]:
    # libcst takes longer to import than most fixes to plan.
    from graphcheck.fix.renames import edits_of_renames

    return edits_of_renames(text, renames)


def _edits_of_registrations(text: str, wanted: Iterable[PrefixRegistration]) -> Iterable[tuple[Edit, ...]]:
    from graphcheck.fix.registrations import edits_of_registrations

    return edits_of_registrations(text, wanted)


def _with_settings(change: FileChange, settings: Sequence[SettingEdit]) -> FileChange:
    """All of them, or none."""
    text = change.after
    for setting in settings:
        edited = edit_setting(text, setting)
        if edited is None:
            return change
        text = edited
    return change if text == change.after else replace(change, after=text, edits=change.edits + len(settings))
