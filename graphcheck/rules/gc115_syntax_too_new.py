"""A file that a later Python compiles and the Worker's does not.

## What it checks

Grammar that came after the Python of the compatibility date: template strings and `except A, B:` without parentheses
(Python 3.14), defaults of type parameters (Python 3.13). Which Python runs graphcheck does not matter.

## Why it fails in a Worker

Compatibility date and flags choose the Python. Importing the file raises `SyntaxError`, and an `except ImportError`
around the import does not catch it.

## How to fix

Write it in the older grammar, or move the compatibility date to one that brings the newer Python: 2025-09-29 brings
3.13, 2026-09-08 brings 3.14. Packages in `python_modules` must then be installed anew.

## Limits

A file that is never imported is not reported. Syntax that no Python compiles is GC001.

Evidence: adewale/planet_cf@cfa7910, where nobody could tell which Python runs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.broken_files import broken_files
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

_TUPLE = "try:\n    import json\nexcept ImportError, ValueError:\n    json = None\n"

RULE = Rule(
    "GC115",
    "syntax-too-new",
    Severity.ERROR,
    "0.1.0",
    (
        Example("Python 3.14 in 3.13", worker({"src/main.py": _TUPLE}, date="2026-01-01"), ("src/main.py:3",)),
        Example(
            "Python 3.13 in 3.12",
            worker({"src/main.py": "import box\n", "src/box.py": "class Box[T = int]:\n    pass\n"}, date="2025-01-01"),
            ("src/box.py:1",),
        ),
        Example("Python 3.14 in 3.14", worker({"src/main.py": _TUPLE}, date="2026-10-01")),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for finding, failure in broken_files(context):
        if failure.since is None:
            continue
        major, minor = failure.since
        yield replace(
            finding,
            code=RULE.code,
            rule=RULE.name,
            message=f"this is Python {major}.{minor}, and the Worker runs {context.profile.python_version}: "
            f"{failure.message}",
            remedies=("write it in the older grammar, or move compatibility_date to one that brings the newer Python",),
        )
