"""An import whose module is computed in a way that files do not say.

## What it checks

`importlib.import_module(name)` and `__import__(name)` in files of the app, where the name is neither a constant nor
found by executing the code around it on paper.

## Why it fails in a Worker

It need not. But what it imports is not in the report: a module that nothing else reaches is told as unreached, and a
missing one is not told at all.

## How to fix

Nothing has to change. Import the modules by name where they are few, or name those that exist only at run time in
`[tool.graphcheck] assume`.

## Limits

Vendored packages are not reported; plug-ins and entry points are not followed.

Evidence: the same question in seddonym/grimp and astral-sh/ruff.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.unknown_imports import unknown_imports

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC117",
    "dynamic-import-unknown",
    Severity.INFO,
    "0.1.0",
    (
        Example(
            "a name that comes later",
            worker({"src/main.py": "import importlib\ndef load(name):\n    return importlib.import_module(name)\n"}),
            ("src/main.py:3",),
        ),
        Example(
            "names that the code around it says, one of them twice",
            worker({
                "src/main.py": "import importlib\nNAME = 'plug'\nimportlib.import_module(NAME)\n"
                "for name in ('plug', 'json'):\n    importlib.import_module(name)\n",
                "src/plug.py": "",
            }),
        ),
        Example("a constant", worker({"src/main.py": "import importlib\nimportlib.import_module('json')\n"})),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for module, path, span in unknown_imports(context):
        yield Finding(
            RULE.code,
            RULE.name,
            Severity.INFO,
            "what is imported here is computed: it is not in this report",
            module=module,
            path=path,
            span=span,
            source=context.read_line(path, span.line),
            subject=f"{path}:{span.line}",
        )
