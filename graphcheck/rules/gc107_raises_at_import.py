"""A `raise` statement that the Worker executes while it starts.

## What it checks

`raise` at the top level of a module on the startup path, where every condition around it is known: usually the
handler of a failed import that turns it into a message of its own (`raise RuntimeError("install x") from None`).

## Why it fails in a Worker

The exception leaves the entry and the Worker does not start.

## How to fix

Make the import before it succeed: vendor the missing package. Where the package is optional, do not import the
module that demands it.

## Limits

Conditions that files do not decide are taken to be false.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import report_failure

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC107",
    "raises-at-import",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "handler with a message of its own",
            worker({"src/main.py": "try:\n    import left_pad\nexcept ImportError:\n"
                    "    raise RuntimeError('install left-pad') from None\n"}),
            ("src/main.py:4",),
        ),
        Example(
            "never executed",
            worker({"src/main.py": "try:\n    import json\nexcept ImportError:\n    raise RuntimeError('no json')\n"}),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for failure in context.startup.failures:
        site = failure.site
        if not site.statement.startswith("raise "):
            continue
        said = f": {failure.message}" if failure.message else ""
        message = f"`{site.module}` raises {failure.type} while it is imported{said}"
        yield report_failure(RULE, context, failure, message, subject=site.module)
