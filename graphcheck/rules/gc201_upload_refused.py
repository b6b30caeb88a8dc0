"""Something that makes wrangler stop before it uploads anything.

## What it checks

The situations in the module root and in `python_modules` in which `wrangler deploy` ends with an error.

## Why it fails in a Worker

Nothing is deployed.

## How to fix

The message is wrangler's own and names the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC201",
    "upload-refused",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "python_modules in the module root",
            worker({"src/main.py": "import os\n", "src/python_modules/pad.py": ""}),
            ("src/python_modules:1",),
        ),
        Example(
            "python_modules beside the configuration",
            worker({"src/main.py": "import os\n", "python_modules/pad.py": ""}),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for problem in context.upload.problems:
        if problem.fatal:
            yield Finding(
                RULE.code,
                RULE.name,
                Severity.ERROR,
                problem.message,
                path=context.display(problem.path),
                subject=problem.path,
                refuses=True,
                notes=("`wrangler deploy` stops with this message",),
            )
