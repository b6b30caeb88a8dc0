"""An uploaded file that lies outside the project.

## What it checks

Symbolic links below the module root or in `python_modules` (or `python_modules` itself) whose target is outside the
repository, or outside the project where there is no repository.

## Why it fails in a Worker

wrangler uploads what the link leads to. A link out of the project makes the upload depend on the machine: elsewhere the
target is missing, and the deploy stops, or it is another file. It can also carry a private file into a Worker.

## How to fix

Copy the file into the project.

## Limits

For links in `python_modules` it is information: package managers link from their cache.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.tree import EntryKind
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

ENTRY = {"src/main.py": "import os\n"}

RULE = Rule(
    "GC218",
    "link-leaves-project",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "a file from elsewhere",
            worker({**ENTRY, "../elsewhere/util.py": "x = 1\n"}),
            ("src/util.py:1",),
            links={"src/util.py": "/elsewhere/util.py"},
        ),
        Example(
            "python_modules from elsewhere",
            worker({**ENTRY, "../elsewhere/pad.py": "x = 1\n"}),
            ("python_modules:1",),
            links={"python_modules": "/elsewhere"},
        ),
        Example(
            "a link inside the project",
            worker({**ENTRY, "shared/util.py": "x = 1\n"}),
            links={"src/util.py": "../shared/util.py"},
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    vendored = f"{context.project.project_root.rstrip('/')}/python_modules"
    if _leaves(context, vendored):
        yield _report(context, vendored, Severity.INFO)
    for module in context.upload.modules:
        if _leaves(context, module.path):
            inside = module.path.startswith(vendored + "/")
            yield _report(context, module.path, Severity.INFO if inside else Severity.WARNING)


def _leaves(context: Context, path: str) -> bool:
    found = context.tree.lookup(path, follow=False)
    if found is None or found.kind is not EntryKind.SYMLINK:
        return False
    root = context.tree.real_path(context.project.repository_root).rstrip("/")
    return not context.tree.real_path(path).startswith(root + "/")


def _report(context: Context, path: str, severity: Severity) -> Finding:
    target = context.display(context.tree.real_path(path))
    return Finding(
        RULE.code,
        RULE.name,
        severity,
        f"this link leads out of the project, to {target}, and that is what is uploaded",
        path=context.display(path),
        subject="python_modules" if severity is Severity.INFO else path,
        remedies=("copy it into the project",),
    )
