"""Findings from what the configuration's reader remarked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import Edit, Finding, Fix, Severity
from graphcheck.model.location import Origin
from graphcheck.model.project import ConfigNotice
from graphcheck.rules.context import Context
from graphcheck.rules.places import is_generated
from graphcheck.rules.rule import Rule

__all__ = ["find_at", "find_notices", "notice_fix", "report_notices"]


def find_notices(context: Context, *kinds: str) -> Iterator[ConfigNotice]:
    """The remarks of these kinds, in the order of the reader."""
    return (notice for notice in context.project.notices if notice.kind in kinds)


def report_notices(rule: Rule, context: Context, *kinds: str, severity: Severity | None = None) -> Iterator[Finding]:
    """One finding for each remark of these kinds, at the place in the configuration; its hint is the remedy."""
    for notice in find_notices(context, *kinds):
        remedies = (notice.hint,) if notice.hint else ()
        yield replace(
            find_at(rule, context, notice.origin, notice.message, severity=severity, remedies=remedies),
            fix=notice_fix(context, notice),
        )


def notice_fix(context: Context, notice: ConfigNotice) -> Fix | None:
    """Unsafe: what had no effect until now will have one. A generated configuration is left alone."""
    if not notice.repair or is_generated(context.project):
        return None
    repair = [replace(each, path=context.display(each.path)) for each in notice.repair]
    edits = tuple(each for each in repair if isinstance(each, Edit))
    settings = tuple(each for each in repair if not isinstance(each, Edit))
    return Fix(notice.hint or "delete it", safe=False, edits=edits, settings=settings)


def find_at(
    rule: Rule,
    context: Context,
    origin: Origin | None,
    message: str,
    *,
    severity: Severity | None = None,
    remedies: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
    refuses: bool = False,
) -> Finding:
    """A finding at a place of a configuration file, with its line; without a place it is the project's."""
    path = context.display(origin.path) if origin else None
    span = origin.span if origin else None
    return Finding(
        rule.code,
        rule.name,
        severity or rule.severity,
        message,
        path=path,
        span=span,
        source=context.read_line(path, span.line) if path and span else None,
        subject=message,
        remedies=remedies,
        notes=notes,
        refuses=refuses,
    )
