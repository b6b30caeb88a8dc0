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

The wording of the message is that of graphcheck's parser; Python may word the same mistake differently.

Evidence: adewale/planet_cf@cfa7910.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.graph import Reach
from graphcheck.model.location import Span
from graphcheck.model.resolution import ModuleOrigin
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
    fatal = {failure.module: failure for failure in context.startup.failures if failure.type == "SyntaxError"}
    for name, module in sorted(context.modules.items()):
        facts = context.facts.get(module.path) if module.path else None
        if facts is None or facts.failure is None or module.path is None:
            continue
        failure, path = facts.failure, context.display(module.path)
        stops = name in fatal
        reached = _reach_of(context, name)
        own = module.origin is ModuleOrigin.APP
        severity = Severity.ERROR if stops else Severity.WARNING if own and reached is not Reach.NO else Severity.INFO
        yield Finding(
            RULE.code,
            RULE.name,
            severity,
            f"Python cannot compile this file: {failure.message}",
            module=name,
            path=path,
            span=Span(failure.line, failure.column, failure.line, failure.column + 1),
            source=context.read_line(path, failure.line),
            subject=path,
            chain=fatal[name].chain if stops else context.graph.chain_to(name),
            notes=("what this file imports is not known, so the result is incomplete",),
        )


def _reach_of(context: Context, name: str) -> Reach:
    return next((node.reached for node in context.graph.nodes if node.name == name), Reach.NO)
