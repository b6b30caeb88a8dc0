"""An app module that has the name of a module of the runtime.

## What it checks

Modules and packages directly in the module root whose name belongs to the standard library of the Worker's Python,
or to another module that the runtime brings: when the app imports the name, and when the module is the entry
itself.

## Why it fails in a Worker

The standard library comes first on the Worker's search path, the app last; on a desktop it is the other way round.
The import gives the runtime's module. An entry of such a name is never executed, without any error: the Worker has
no handler.

## How to fix

Rename the module.

## Limits

A module that nobody imports by that name is not reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import ModuleKind, ModuleOrigin
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.shadowing import hidden_modules, report_hidden, report_shadowed, shadowed_modules

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC111",
    "shadowed-by-stdlib",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "calendar",
            worker({"src/main.py": "import calendar\n", "src/calendar.py": "EVENTS = []\n"}),
            ("src/main.py:1",),
        ),
        Example("entry", worker({"src/json.py": "import os\n"}, main="src/json.py"), ("src/json.py:1",)),
        Example("inside a package", worker({"src/main.py": "import app.json\n", "src/app/json.py": "X = 1\n"})),
        Example("free name", worker({"src/main.py": "import test\n", "src/test.py": "X = 1\n"})),
        Example(
            "below a package of that name",
            worker({"src/main.py": "import email.letters\n", "src/email/__init__.py": "", "src/email/letters.py": ""}),
            ("src/main.py:1",),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for shadowed in shadowed_modules(context):
        winner = shadowed.winner
        if winner.origin is ModuleOrigin.PYODIDE and winner.kind is not ModuleKind.SDK:
            finding = report_shadowed(RULE, context, shadowed, "a module of the runtime")
            if finding:
                yield finding
    for hidden in hidden_modules(context):
        if hidden.winner.origin is ModuleOrigin.PYODIDE and hidden.winner.kind is not ModuleKind.SDK:
            yield report_hidden(RULE, context, hidden, "a module of the runtime", "rename the folder")
