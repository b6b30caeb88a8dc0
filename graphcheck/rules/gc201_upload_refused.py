"""Something that makes wrangler stop before it uploads anything.

## What it checks

The situations in the module root and in `python_modules` in which `wrangler deploy` ends with an error.

## Why it fails in a Worker

Nothing is deployed.

## How to fix

The message is wrangler's own and names the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.tree import EntryKind
from graphcheck.model.upload import UploadProblem
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC201",
    "upload-refused",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "a glob that crashes wrangler",
            worker(
                {"src/main.py": "import os\n", "src/a.txt": ""},
                keys='[[rules]]\ntype = "Data"\nglobs = ["\\\\*"]\nfallthrough = true',
            ),
            ("wrangler.toml:1",),
        ),
        Example(
            "a source map that is not there",
            worker(
                {"src/main.py": "import os\n", "src/a.txt": "a\n//# sourceMappingURL=a.map\n"},
                keys="upload_source_maps = true",
            ),
            ("src/a.txt:1",),
        ),
        Example(
            "a source map that is not there, and not asked for",
            worker({"src/main.py": "import os\n", "src/a.txt": "a\n//# sourceMappingURL=a.map\n"}),
        ),
        Example(
            "python_modules beside the configuration",
            worker({"src/main.py": "import os\n", "python_modules/pad.py": ""}),
        ),
    ),
)

OTHER_RULES = ("python-modules-in-module-root",)
"""Kinds of problems that have a rule of their own."""


def check(context: Context) -> Iterator[Finding]:
    for problem in context.upload.problems:
        if problem.fatal and problem.kind not in OTHER_RULES and not is_link(context, problem):
            yield Finding(
                RULE.code,
                RULE.name,
                Severity.ERROR,
                problem.message,
                path=context.display(problem.path),
                subject=context.display(problem.path),
                refuses=True,
                remedies=(problem.remedy,) if problem.remedy else (),
                notes=("`wrangler deploy` stops with this message",),
            )


def is_link(context: Context, problem: UploadProblem) -> bool:
    """Links that cannot be read are told by symlink-dropped."""
    found = context.tree.lookup(problem.path, follow=False) if problem.kind == "unreadable" else None
    return found is not None and found.kind is EntryKind.SYMLINK
