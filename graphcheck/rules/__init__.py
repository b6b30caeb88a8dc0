"""Rules turn the analysis into findings. One file per rule, found by its name; adding a rule edits no other file."""

from __future__ import annotations

import pkgutil
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from importlib import import_module

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.rules.context import Context, Refusal
from graphcheck.rules.rule import Example, Rule, RuleModule

__all__ = ["Context", "Example", "Refusal", "Rule", "RuleModule", "find_rule", "find_rules", "run_rules"]

_RULE_FILE = re.compile(r"gc\d{3}_\w+\Z")


@cache
def find_rules() -> tuple[RuleModule, ...]:
    """All rule files in the order of their codes."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__) if _RULE_FILE.match(info.name))
    modules: list[RuleModule] = [import_module(f"{__name__}.{name}") for name in names]
    return tuple(modules)


def find_rule(wanted: str) -> RuleModule | None:
    """The rule with this code or name, in any case."""
    return next((rule for rule in find_rules() if wanted.lower() in (rule.RULE.code.lower(), rule.RULE.name)), None)


def run_rules(context: Context) -> tuple[Finding, ...]:
    """Findings of all rules: errors first, of them what refuses the upload, then in the order in which startup would
    meet them, then by place. A Worker that does not start has an error."""
    findings = [finding for rule in find_rules() for finding in rule.check(context)]
    if context.startup.failures and not any(finding.severity is Severity.ERROR for finding in findings):
        from graphcheck.rules.gc107_raises_at_import import report_first

        findings.append(report_first(context))
    order = {(failure.site.path, failure.site.span): rank for rank, failure in enumerate(context.startup.failures)}

    def key(finding: Finding) -> tuple[int, bool, int, str, int, int, str, str]:
        line, column = (finding.span.line, finding.span.column) if finding.span else (0, 0)
        met = order.get((finding.path or "", finding.span), len(order)) if finding.span else -1
        return (
            finding.severity.rank,
            not finding.refuses,
            met,
            finding.path or "",
            line,
            column,
            finding.code,
            finding.message,
        )

    return _first_of_vendored(sorted(findings, key=key), context)


def _first_of_vendored(findings: list[Finding], context: Context) -> tuple[Finding, ...]:
    """One cause met at many places of vendored packages is one finding: nobody repairs those files."""
    kept: list[Finding] = []
    dropped: Counter[tuple[str, str]] = Counter()
    met: set[tuple[str, str]] = set()
    for finding in findings:
        cause = (finding.code, finding.subject)
        module = context.modules.get(finding.module or "")
        if finding.subject and cause in met and module and module.origin is ModuleOrigin.VENDORED:
            dropped[cause] += 1
            continue
        met.add(cause)
        kept.append(finding)
    return tuple(_with_count(finding, dropped.pop((finding.code, finding.subject), 0)) for finding in kept)


def _with_count(finding: Finding, more: int) -> Finding:
    if not more:
        return finding
    counted = "1 more import in python_modules fails" if more == 1 else f"{more} more imports in python_modules fail"
    note = f"{counted} for the same reason"
    return replace(finding, notes=(*finding.notes, note))
