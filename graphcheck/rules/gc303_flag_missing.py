"""A Python Worker without the flag that switches Python on.

## What it checks

`compatibility_flags` of the selected environment contains `python_workers`. An environment's list replaces the
top-level list whole.

## Why it fails in a Worker

wrangler refuses to bundle a Python entry without the flag, and the runtime refuses Python modules.

## How to fix

Add the flag; `graphcheck fix` does it.

Evidence: cloudflare/workers-sdk#5479.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, KeyRename, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_notices
from graphcheck.rules.places import add_flag
from graphcheck.rules.rule import Example, Rule

__all__ = ["RULE", "check"]

HEAD = 'name = "example"\nmain = "src/main.py"\ncompatibility_date = "2026-10-01"\n'
ENTRY = {"src/main.py": "import os\n"}

RULE = Rule(
    "GC303",
    "flag-missing",
    Severity.ERROR,
    "0.1.0",
    (
        Example("no flags", {"wrangler.toml": HEAD, **ENTRY}, ("wrangler.toml:2",)),
        Example(
            "other flags",
            {"wrangler.toml": HEAD + 'compatibility_flags = ["nodejs_compat"]\n', **ENTRY},
            ("wrangler.toml:4",),
        ),
        Example("has it", {"wrangler.toml": HEAD + 'compatibility_flags = ["python_workers"]\n', **ENTRY}),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    project = context.project
    if context.profile.enabled:
        return
    flags = project.compatibility_flags
    origin = flags.origin or project.main.origin
    listed = ", ".join(f'"{flag}"' for flag in (*flags.value, "python_workers"))
    path = context.display(origin.path) if origin else None
    span = origin.span if origin else None
    misspelt = _misspelt(context)
    yield Finding(
        RULE.code,
        RULE.name,
        Severity.ERROR,
        'main is Python, and compatibility_flags lacks "python_workers"',
        path=path,
        span=span,
        source=context.read_line(path, span.line) if path and span else None,
        refuses=True,
        remedies=(f"call `{misspelt}` compatibility_flags" if misspelt else f"compatibility_flags = [{listed}]",),
        # GC209 renames the key.
        fix=None if misspelt else add_flag(context, "python_workers", safe=True),
    )


def _misspelt(context: Context) -> str | None:
    """The key that was meant to be ``compatibility_flags``."""
    for notice in find_notices(context, "unknown-key"):
        for repair in notice.repair:
            if isinstance(repair, KeyRename) and repair.name == "compatibility_flags":
                return str(repair.keys[-1])
    return None
