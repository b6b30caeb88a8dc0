"""A folder `python_modules` where wrangler does not want one.

## What it checks

`python_modules` directly in the module root, where the module root is not the folder of the wrangler configuration.

## Why it fails in a Worker

wrangler stops with "The 'python_modules' directory cannot exist in your module root. Delete it to continue.": an empty
folder of that name is enough. Vendored packages are taken from beside the configuration, and from there alone.

## How to fix

Move the folder beside the wrangler configuration, or delete it where one is there already. `pywrangler sync` puts it
beside `pyproject.toml`: keep both files in one folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.dependencies import has_python_modules
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC205",
    "python-modules-in-module-root",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "in the module root",
            worker({"src/main.py": "import os\n", "src/python_modules/pad.py": ""}),
            ("src/python_modules:1",),
        ),
        Example("beside the configuration", worker({"src/main.py": "import os\n", "python_modules/pad.py": ""})),
        Example("deeper down", worker({"src/main.py": "import os\n", "src/lib/python_modules/pad.py": ""})),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for problem in context.upload.problems:
        if problem.kind == "python-modules-in-module-root":
            path = context.display(problem.path)
            move = f"mv {path} python_modules"
            yield Finding(
                RULE.code,
                RULE.name,
                Severity.ERROR,
                problem.message,
                path=path,
                subject=problem.path,
                refuses=True,
                remedies=(f"rm -r {path}" if has_python_modules(context) else move,),
                notes=("`wrangler deploy` stops with this message",),
            )
