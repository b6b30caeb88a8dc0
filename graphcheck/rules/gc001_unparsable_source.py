"""A reachable file that Python cannot compile.

## What it checks

Every Python file that an import reaches is parsed. A file that is not valid Python, or not valid in its encoding,
is reported, and the result is marked incomplete: what that file imports is not known.

## Why it fails in a Worker

Importing the file raises `SyntaxError`.

## How to fix

Correct the file at the place shown. A source file is UTF-8 unless its first lines declare another encoding (PEP
263).

## Limits

The wording of the message is that of graphcheck's parser; Python may word the same mistake differently. A file that
Python accepts and graphcheck cannot read, because it nests too deeply or takes a form that its parser does not know, is
never an error: its imports are unknown, and it is taken to run.

Evidence: adewale/planet_cf@cfa7910.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.broken_files import broken_files
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC001",
    "unparsable-source",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "syntax error",
            worker({"src/main.py": "import broken\n", "src/broken.py": "x = 1\ndef f(:\n    pass\n"}),
            ("src/broken.py:2",),
        ),
        Example("never imported", worker({"src/main.py": "import os\n", "src/broken.py": "def f(:\n    pass\n"})),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for finding, failure in broken_files(context):
        if failure.since is None:
            what = "graphcheck cannot read this file" if failure.unread else "Python cannot compile this file"
            message = f"{what}: {failure.message}"
            yield replace(finding, code=RULE.code, rule=RULE.name, message=message)
