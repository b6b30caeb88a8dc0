"""A compatibility date or flag that the platform does not accept.

## What it checks

The form of `compatibility_date`, flags that do not exist, flags listed twice, flags that contradict each other, and
experimental flags.

## Why it fails in a Worker

The upload is refused with a configuration error.

## How to fix

Correct the value that the message names.

## Limits

The table of flags has a date of its own; a flag newer than it is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule

__all__ = ["RULE", "check"]

HEAD = 'name = "example"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\n'
ENTRY = {"src/main.py": "import os\n"}

RULE = Rule(
    "GC304",
    "compatibility-refused",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "listed twice",
            {"wrangler.toml": HEAD + 'compatibility_flags = ["python_workers", "python_workers"]\n', **ENTRY},
            ("wrangler.toml:4",),
        ),
        Example("fine", {"wrangler.toml": HEAD + 'compatibility_flags = ["python_workers"]\n', **ENTRY}),
    ),
)

_OTHER_RULES = frozenset({"python-workers-off"})


def check(context: Context) -> Iterator[Finding]:
    project = context.project
    for refusal in context.refusals:
        if refusal.kind in _OTHER_RULES or not refusal.fatal:
            continue
        about_date = refusal.kind.endswith("date")
        origin = project.compatibility_date.origin if about_date else project.compatibility_flags.origin
        origin = origin or project.main.origin
        path = context.display(origin.path) if origin else None
        span = origin.span if origin else None
        yield Finding(
            RULE.code,
            RULE.name,
            # An unknown flag may be newer than the table of flags.
            Severity.WARNING if refusal.kind == "unknown-flag" else Severity.ERROR,
            refusal.message,
            path=path,
            span=span,
            source=context.read_line(path, span.line) if path and span else None,
            subject=refusal.value,
            refuses=refusal.kind != "unknown-flag",
        )
