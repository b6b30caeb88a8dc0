"""Ignore comments of the app's files against the findings of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphcheck.model.finding import Finding
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.tree import TreeError
from graphcheck.rules.comments import IgnoreComment, find_ignore_comments
from graphcheck.rules.context import Context, UnusedIgnore
from graphcheck.rules.naming import code_of, hint_for, means

__all__ = ["Comments", "find_unused", "is_commented", "read_comments"]

Comments = Mapping[str, Sequence[IgnoreComment]]
"""By path relative to the project root; files without comments are left out."""


def read_comments(context: Context) -> Comments:
    """Those of the app's own files that an import reaches: nobody writes into vendored ones."""
    own = {
        module.path for module in context.modules.values() if module.path and module.origin is ModuleOrigin.APP
    } & context.facts.keys()
    found = {context.display(path): _read(context, path) for path in sorted(own)}
    return {path: comments for path, comments in found.items() if comments}


def is_commented(finding: Finding, comments: Comments) -> bool:
    return any(_hides(comment, finding) for comment in comments.get(finding.path or "", ()))


def find_unused(context: Context, findings: Sequence[Finding], comments: Comments) -> Iterator[UnusedIgnore]:
    """Comments that hide none of ``findings``, and rules in comments that hide none."""
    names = {context.display(module.path): name for name, module in context.modules.items() if module.path}
    for path, of_file in comments.items():
        here = [finding for finding in findings if finding.path == path]
        for comment in of_file:
            unused = tuple(_unused_rules(comment, here))
            idle = comment.rules is None and not any(_hides(comment, finding) for finding in here)
            if unused or idle:
                yield UnusedIgnore(names[path], path, comment, unused, _message(comment, unused))


def _read(context: Context, path: str) -> tuple[IgnoreComment, ...]:
    try:
        return context.tree.look(path, find_ignore_comments)
    except TreeError:
        return ()


def _hides(comment: IgnoreComment, finding: Finding) -> bool:
    line = finding.span.line if finding.span else None
    return comment.covers(line) and (comment.rules is None or means(comment.rules, finding.code))


def _unused_rules(comment: IgnoreComment, findings: Iterable[Finding]) -> Iterator[str]:
    covered = {finding.code for finding in findings if _hides(comment, finding)}
    for rule in comment.rules or ():
        if code_of(rule) not in covered:
            yield rule


def _message(comment: IgnoreComment, unused: tuple[str, ...]) -> str:
    unknown = [rule for rule in unused if code_of(rule) is None]
    if unknown:
        written = f"there is no rule `{unknown[0]}`" if unknown[0] else "the brackets name no rule"
        return f"this comment hides nothing: {written}; {hint_for(unknown[0])}"
    if comment.whole_file and not comment.leading:
        return "this comment hides nothing: ignore-file has to stand above the first statement"
    if len(unused) < len(comment.rules or ()):
        return f"nothing to hide here for {', '.join(unused)}"
    return "this comment hides nothing"
