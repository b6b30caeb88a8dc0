"""A `raise` statement that the Worker executes while it starts, or another one that is sure to fail.

## What it checks

`raise` at the top level of a module on the startup path, where every condition around it is known: usually the
handler of a failed import that turns it into a message of its own (`raise RuntimeError("install x") from None`). Also
any other exception that stops the Worker and that no other rule tells: an attribute that a class lacks which code has
put into the place of another, an import after its folder was taken out of `sys.path`.

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
from graphcheck.model.graph import StartupFailure
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import is_circular, report_failure

__all__ = ["RULE", "check", "report_first"]

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
            "a class in the place of another",
            worker({
                "src/main.py": "from setup import place\nplace()\nimport user\n",
                "src/setup.py": "import pool\n\nclass Mine:\n    pass\n\ndef place():\n    pool.Conn = Mine\n",
                "src/pool.py": "class Conn:\n    options = ()\n",
                "src/user.py": "import pool\nOPTIONS = pool.Conn.options\n",
            }),
            ("src/user.py:2",),
        ),
        Example(
            "an import after its folder is gone",
            worker({"src/main.py": "import sys\nsys.path.clear()\nimport a\n", "src/a.py": ""}),
            ("src/main.py:3",),
        ),
        Example(
            "never executed",
            worker({"src/main.py": "try:\n    import json\nexcept ImportError:\n    raise RuntimeError('no json')\n"}),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for failure in context.startup.failures:
        if failure.site.statement.startswith("raise ") or _is_read(failure):
            yield _report(context, failure)


def _is_read(failure: StartupFailure) -> bool:
    """Of an attribute that is not there, and not because of a cycle."""
    name, _, attributes = failure.site.statement.partition(".")
    is_dotted = name.isidentifier() and attributes.replace(".", "").isidentifier()
    return failure.type == "AttributeError" and is_dotted and not is_circular(failure)


def report_first(context: Context) -> Finding:
    """Of the exception that stops the Worker, for where no rule knows more of it."""
    return _report(context, context.startup.failures[0])


def _report(context: Context, failure: StartupFailure) -> Finding:
    module = failure.site.module
    said = f": {failure.message}" if failure.message else ""
    message = f"`{module}` raises {failure.type} while it is imported{said}"
    return report_failure(RULE, context, failure, message, subject=module)
