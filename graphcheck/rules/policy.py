"""What a team has decided about findings, applied to them: comments, baseline, settings and the command line."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from graphcheck.model.errors import ConfigError, ConfigProblem, UsageError
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.frozen import frozen
from graphcheck.model.policy import Policy, Selection
from graphcheck.model.project import Project
from graphcheck.model.tree import TreeError
from graphcheck.rules import find_rule, gc901_stale_ignore
from graphcheck.rules.baseline import fingerprint, parse_baseline
from graphcheck.rules.context import Context
from graphcheck.rules.ignores import find_unused, is_commented, read_comments
from graphcheck.rules.naming import code_of, hint_for, means

__all__ = ["Judgement", "apply_policy", "name_worker"]


@frozen
class Judgement:
    """``ignored`` are findings that somebody decided not to see, with the severity that the rule gave them."""

    findings: tuple[Finding, ...]
    ignored: tuple[Finding, ...]


def apply_policy(context: Context, findings: Sequence[Finding], selection: Selection) -> Judgement:
    """``findings`` are those of all rules. Raises ``ConfigError`` or ``UsageError`` for rules that do not exist, and
    for a baseline that cannot be read."""
    policy = context.project.settings.policy
    _check_rules(context, policy, selection)
    comments = read_comments(context)
    told, commented = _part(findings, lambda finding: is_commented(finding, comments))
    unused = tuple(find_unused(context, findings, comments))
    told += gc901_stale_ignore.check(replace(context, unused_ignores=unused))
    told, known = _without_known(context, told, selection)
    told, deselected = _part(told, _deselection(context, policy, selection))
    ranked = sorted((_ranked(finding, policy) for finding in told), key=lambda each: each.severity.rank)
    return Judgement(tuple(ranked), (*commented, *known, *deselected))


def name_worker(project: Project, baseline: str) -> str:
    """How a baseline file names a Worker: its configuration, as seen from the folder of the file, a tree path."""
    return posixpath.relpath(project.config_path or project.project_root, posixpath.dirname(baseline))


def _part(findings: Iterable[Finding], is_hidden: Callable[[Finding], bool]) -> tuple[list[Finding], list[Finding]]:
    told: list[Finding] = []
    hidden: list[Finding] = []
    for finding in findings:
        (hidden if is_hidden(finding) else told).append(finding)
    return told, hidden


def _check_rules(context: Context, policy: Policy, selection: Selection) -> None:
    for written in (*selection.select, *selection.ignore):
        if code_of(written) is None:
            raise UsageError(f"there is no rule {written}", hint=hint_for(written))
    of_paths = (rule for each in policy.per_path_ignores for rule in each.rules)
    problems = []
    for rule in (*policy.ignore, *(rule for rule, _ in policy.severity), *of_paths):
        if code_of(rule.value) is None and rule.origin:
            span = rule.origin.span
            line, column = (span.line, span.column) if span else (None, None)
            path = context.display(rule.origin.path)
            problems.append(ConfigProblem(f"there is no rule {rule.value}", path, line, column, hint_for(rule.value)))
    if problems:
        raise ConfigError(tuple(problems))


def _deselection(context: Context, policy: Policy, selection: Selection) -> Callable[[Finding], bool]:
    ignored = {code_of(rule) for rule in (*selection.ignore, *(rule.value for rule in policy.ignore))}
    is_ignored_there = _path_ignores(context, policy)

    def is_deselected(finding: Finding) -> bool:
        if finding.code in ignored or (selection.select and not means(selection.select, finding.code)):
            return True
        return is_ignored_there(finding)

    return is_deselected


def _path_ignores(context: Context, policy: Policy) -> Callable[[Finding], bool]:
    if not policy.per_path_ignores:
        return lambda _finding: False
    from pathspec import GitIgnoreSpec

    patterns = [(GitIgnoreSpec.from_lines([each.glob]), each.rules) for each in policy.per_path_ignores]

    def is_ignored(finding: Finding) -> bool:
        if finding.path is None:
            return False
        path = posixpath.normpath(posixpath.join(context.project.project_root, finding.path))
        seen_from = posixpath.relpath(path, policy.folder)
        return any(
            means((rule.value for rule in rules), finding.code) and pattern.match_file(seen_from)
            for pattern, rules in patterns
        )

    return is_ignored


def _without_known(
    context: Context, findings: list[Finding], selection: Selection
) -> tuple[list[Finding], list[Finding]]:
    """Findings that the baseline does not know, and those that it does; each entry counts for one finding."""
    path = selection.baseline or context.project.settings.policy.baseline.value
    if path is None or not selection.use_baseline:
        return findings, []
    try:
        text = context.tree.read(path).decode("utf-8", "replace")
    except TreeError as error:
        hint = "write it with graphcheck check --write-baseline"
        raise UsageError(f"cannot read the baseline {context.display(path)}: {error.kind.value}", hint=hint) from None
    workers = parse_baseline(text, context.display(path))
    unmet = Counter(workers.get(name_worker(context.project, path), Counter()))

    def is_known(finding: Finding) -> bool:
        mark = fingerprint(finding)
        unmet[mark] -= 1
        return unmet[mark] >= 0

    told, known = _part(findings, is_known)
    stale = sum(count for count in unmet.values() if count > 0)
    if stale:
        told += gc901_stale_ignore.check(replace(context, stale_baseline=(stale, context.display(path))))
    return told, known


def _ranked(finding: Finding, policy: Policy) -> Finding:
    """A severity in the settings is that of the rule's worst findings; the others move by the same step."""
    rule = find_rule(finding.code)
    wanted = next((severity for each, severity in policy.severity if code_of(each.value) == finding.code), None)
    if rule is None or wanted is None:
        return finding
    levels = tuple(Severity)
    rank = finding.severity.rank + wanted.rank - rule.RULE.severity.rank
    return replace(finding, severity=levels[min(max(rank, 0), len(levels) - 1)])
