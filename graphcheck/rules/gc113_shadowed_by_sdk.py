"""An app module that has the name of a module of the Workers SDK.

## What it checks

`workers.py`, `asgi.py` or packages of these names in the module root, while the runtime brings the SDK or the stubs
in its place.

## Why it fails in a Worker

The SDK precedes the app on the Worker's search path, also where the compatibility date replaced it by stubs that
raise. An entry of such a name is never executed.

## How to fix

Rename the module.
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
    "GC113",
    "shadowed-by-sdk",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "asgi",
            worker({"src/main.py": "import asgi\n", "src/asgi.py": "def serve(): ...\n"}, date="2026-03-01"),
            ("src/main.py:1",),
        ),
        Example("entry", worker({"src/workers.py": "X = 1\n"}, main="src/workers.py"), ("src/workers.py:1",)),
        Example("in a package", worker({"src/main.py": "import web.asgi\n", "src/web/asgi.py": "X = 1\n"})),
        Example(
            "below a package of that name",
            worker(
                {"src/main.py": "import workers.pages\n", "src/workers/__init__.py": "", "src/workers/pages.py": ""},
                date="2026-03-01",
            ),
            ("src/main.py:1",),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for shadowed in shadowed_modules(context):
        if shadowed.winner.origin is ModuleOrigin.PYODIDE and shadowed.winner.kind is ModuleKind.SDK:
            finding = report_shadowed(RULE, context, shadowed, "the Workers SDK")
            if finding:
                yield finding
    for hidden in hidden_modules(context):
        if hidden.winner.origin is ModuleOrigin.PYODIDE and hidden.winner.kind is ModuleKind.SDK:
            yield report_hidden(RULE, context, hidden, "the Workers SDK", "rename the folder")
