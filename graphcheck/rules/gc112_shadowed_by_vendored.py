"""An app module that has the name of a vendored one.

## What it checks

Modules and packages directly in the module root whose name a package or module in `python_modules` has as well.

## Why it fails in a Worker

`python_modules` comes before the app on the Worker's search path, so the import gives the vendored package. On a
desktop the app comes first.

## How to fix

Rename the app's module, or remove the package that brings the other one.

## Limits

Folders without `__init__.py` are merged by Python and not reported. A module that nobody imports is not reported.
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
    "GC112",
    "shadowed-by-vendored",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "same name",
            worker({
                "src/main.py": "from pad import left\n",
                "src/pad.py": "def left(): ...\n",
                "python_modules/pad/__init__.py": "def left(): ...\n",
            }),
            ("src/main.py:1",),
        ),
        Example(
            "another name",
            worker({"src/main.py": "import pads\n", "src/pads.py": "X = 1\n", "python_modules/pad/__init__.py": ""}),
        ),
        Example(
            "below a package of that name",
            worker({
                "src/main.py": "import pad.left\n",
                "src/pad/left.py": "",
                "python_modules/pad/__init__.py": "",
            }),
            ("src/main.py:1",),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for shadowed in shadowed_modules(context):
        winner = shadowed.winner
        if winner.origin is ModuleOrigin.VENDORED and winner.kind is not ModuleKind.NAMESPACE and not shadowed.is_entry:
            finding = report_shadowed(RULE, context, shadowed, "a vendored package")
            if finding:
                yield finding
    for hidden in hidden_modules(context):
        if hidden.winner.origin is ModuleOrigin.VENDORED and hidden.winner.kind is not ModuleKind.NAMESPACE:
            yield report_hidden(RULE, context, hidden, "a vendored package", "rename the folder")
