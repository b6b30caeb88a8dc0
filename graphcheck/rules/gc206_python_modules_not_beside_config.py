"""Vendored packages where wrangler does not look.

## What it checks

A folder `python_modules` above the module root, in a folder beside the Worker, or beside a `pyproject.toml` in another
folder, while the folder of the wrangler configuration has none.

## Why it fails in a Worker

wrangler uploads `python_modules` from the folder of its own configuration and does not search for it. `pywrangler sync`
writes it beside `pyproject.toml`. Where the two files are in different folders, the packages never reach the Worker.

## How to fix

Keep `pyproject.toml` and the wrangler configuration in one folder.

## Limits

A `python_modules` beside another wrangler configuration belongs to that Worker, and is not reported.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.tree import EntryKind, TreeError
from graphcheck.rules.context import Context
from graphcheck.rules.dependencies import has_python_modules
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

CONFIGS = ("wrangler.json", "wrangler.jsonc", "wrangler.toml")

RULE = Rule(
    "GC206",
    "python-modules-not-beside-config",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "one folder too deep",
            worker(
                {"backend/src/main.py": "import os\n", "backend/python_modules/pad.py": ""}, main="backend/src/main.py"
            ),
            ("backend/python_modules:1",),
        ),
        Example(
            "beside another Worker",
            worker(
                {"src/main.py": "import os\n", "other/python_modules/pad.py": "", "other/wrangler.toml": ""},
            ),
        ),
        Example("beside the configuration", worker({"src/main.py": "import os\n", "python_modules/pad.py": ""})),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    if has_python_modules(context):
        return
    for folder in dict.fromkeys(_candidates(context)):
        path = posixpath.join(folder, "python_modules")
        found = context.tree.lookup(path)
        if found and found.kind is EntryKind.DIRECTORY and not _is_a_worker(context, folder):
            shown = context.display(path)
            yield Finding(
                RULE.code,
                RULE.name,
                Severity.WARNING,
                f"{shown} is not uploaded: wrangler looks for python_modules beside its own configuration",
                path=shown,
                subject=path,
                remedies=(
                    "keep pyproject.toml and the wrangler configuration in one folder",
                    f"mv {shown} python_modules",
                ),
            )


def _candidates(context: Context) -> Iterator[str]:
    """Folders from above the module root up to the repository, and those directly in the project."""
    project = context.project
    if project.pyproject_path:
        yield posixpath.dirname(project.pyproject_path)
    top = project.repository_root
    for start in (project.module_root, project.project_root):
        folder = posixpath.dirname(start)
        while folder == top or folder.startswith(top.rstrip("/") + "/"):
            if folder != project.project_root:
                yield folder
            folder = posixpath.dirname(folder) if folder != top else ""
    try:
        entries = context.tree.scan(project.project_root)
    except TreeError:
        return
    for entry in entries:
        inside = posixpath.join(project.project_root, entry.name)
        if entry.kind is EntryKind.DIRECTORY and not entry.name.startswith(".") and inside != project.module_root:
            yield inside


def _is_a_worker(context: Context, folder: str) -> bool:
    return any(context.tree.lookup(posixpath.join(folder, name)) is not None for name in CONFIGS)
