"""A vendored module that has the entry's name.

## What it checks

Files in `python_modules` whose names begin with the entry's own: for `main.py` that is `python_modules/main.py`,
`main.pyc`, `main.pyi`, `main/__init__.py` and `main.so`.

## Why it fails in a Worker

wrangler uploads both without a word. The runtime compares the names when the Worker is validated, and refuses it.

## How to fix

Rename the entry (and `main` in the configuration), or leave the vendored file out with `python_modules.exclude`.

Evidence: workerd, src/workerd/api/pyodide/pyodide.c++ (2026-08).
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC204",
    "main-clashes-with-vendored",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "a vendored module",
            worker({"src/main.py": "import os\n", "python_modules/main.py": ""}),
            ("python_modules/main.py:1",),
        ),
        Example(
            "a vendored package",
            worker({"src/main.py": "import os\n", "python_modules/main/__init__.py": ""}),
            ("python_modules/main/__init__.py:1",),
        ),
        Example("other names", worker({"src/main.py": "import os\n", "python_modules/mainly.py": ""})),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for problem in context.upload.problems:
        if problem.kind == "clashes-with-main":
            name = problem.message.partition(" ")[0].removeprefix("python_modules/")
            yield Finding(
                RULE.code,
                RULE.name,
                Severity.ERROR,
                problem.message,
                path=context.display(problem.path),
                subject=context.project.entry,
                refuses=True,
                remedies=(
                    f"rename {context.display(context.project.entry)}, and set main to the new name",
                    f'python_modules.exclude = ["**/*.pyc", "{name}"]',
                ),
            )
