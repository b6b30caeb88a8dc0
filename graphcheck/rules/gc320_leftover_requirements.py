"""A file of requirements that belongs to an older way of vendoring.

## What it checks

`requirements.txt` beside a pyproject.toml that pywrangler reads, and `cf-requirements.txt` beside the wrangler
configuration.

## Why it fails in a Worker

pywrangler refuses to sync while `requirements.txt` lies beside pyproject.toml, so `pywrangler deploy` stops.
`cf-requirements.txt` was read by nobody after December 2025.

## How to fix

Move the requirements to `[project].dependencies`, then remove the file: `uv add -r requirements.txt` does the first.

## Limits

Without pyproject.toml, `requirements.txt` is not reported: it may serve another purpose.

Evidence: cloudflare/cloudflare-docs#24208, cloudflare/python-workers-examples#28.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.location import Origin
from graphcheck.model.tree import EntryKind
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at, report_notices
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

PYPROJECT = '[project]\nname = "example"\nversion = "1"\ndependencies = []\n'

RULE = Rule(
    "GC320",
    "leftover-requirements",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "beside pyproject.toml",
            worker({"src/main.py": "", "pyproject.toml": PYPROJECT, "requirements.txt": "left-pad\n"}),
            ("requirements.txt:1",),
        ),
        Example(
            "of the first Python Workers",
            worker({"src/main.py": "", "cf-requirements.txt": "left-pad\n"}),
            ("cf-requirements.txt:1",),
        ),
        Example(
            "in another folder",
            worker({"src/main.py": "", "pyproject.toml": PYPROJECT, "tools/requirements.txt": "left-pad\n"}),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    yield from report_notices(RULE, context, "cf-requirements")
    if context.project.pyproject_path is None:
        return
    path = posixpath.join(posixpath.dirname(context.project.pyproject_path), "requirements.txt")
    found = context.tree.lookup(path)
    if found is not None and found.kind is EntryKind.FILE:
        yield find_at(
            RULE,
            context,
            Origin(path, ""),
            "pywrangler refuses to sync while requirements.txt lies beside pyproject.toml",
            remedies=("uv add -r requirements.txt, then remove the file",),
        )
