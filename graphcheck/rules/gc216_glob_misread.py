"""A glob that does not mean what it looks like.

## What it checks

The globs of `rules` and of `python_modules.exclude` for what wrangler's dialect does not have: a leading `/` or `./`, a
trailing `/`, a path that starts with `python_modules/` where paths are relative to that folder, braces, brackets,
question marks and backslashes.

## Why it fails in a Worker

wrangler knows `*` (within one folder name) and `**` (any number of folders), and takes everything else literally.
Such a glob matches nothing, without a word: the files stay in the upload, or stay out of it.

## How to fix

Write the glob as the finding shows it. A folder is `name/**`; alternatives are one glob each.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.notices import report_notices
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

ENTRY = {"src/main.py": "import os\n"}

RULE = Rule(
    "GC216",
    "glob-misread",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "python_modules named again",
            worker(ENTRY, keys='[python_modules]\nexclude = ["python_modules/a/**"]'),
            ("wrangler.toml:6",),
        ),
        Example(
            "braces",
            worker(ENTRY, keys='[[rules]]\ntype = "Data"\nglobs = ["**/*.{json,csv}"]\nfallthrough = true'),
            ("wrangler.toml:7",),
        ),
        Example("stars", worker(ENTRY, keys='[python_modules]\nexclude = ["a/**", "**/*.md"]')),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    yield from report_notices(RULE, context, "glob-never-matches", "glob-literal")
    if not any(problem.kind == "invalid-glob" for problem in context.upload.problems):
        yield from report_notices(RULE, context, "glob-backslash")
