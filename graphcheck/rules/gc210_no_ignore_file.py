"""A `.wranglerignore` that nobody reads.

## What it checks

A file `.wranglerignore` in the folder of the wrangler configuration.

## Why it fails in a Worker

wrangler has no ignore file for the code of a Worker: everything that the file lists is uploaded all the same.

## How to fix

Say it with `main` and `base_dir` (which folder goes up), `rules` (which files that are not Python) and
`python_modules.exclude` (which vendored files stay behind), and delete the file. Static assets have an ignore file of
their own, `.assetsignore`, inside the folder of assets.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.notices import report_notices
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC210",
    "no-ignore-file",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "a .wranglerignore",
            worker({"src/main.py": "import os\n", ".wranglerignore": "tests\n"}),
            (".wranglerignore:1",),
        ),
        Example("the ignore file of assets", worker({"src/main.py": "import os\n", "public/.assetsignore": "tests\n"})),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    return report_notices(RULE, context, "no-ignore-file")
