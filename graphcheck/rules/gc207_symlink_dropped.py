"""A symbolic link that wrangler drops, or stops at.

## What it checks

Links below the module root that lead to a folder or to nothing; such links in `python_modules`, or with a name that a
rule matches, at which wrangler stops.

## Why it fails in a Worker

wrangler follows no link to a folder: it takes the link for a file. Where no rule matches its name it stays behind
without a word, and the modules in the folder are missing in the Worker. Where a rule matches, and everywhere in
`python_modules` (excluded or not), reading it fails and the deploy ends with EISDIR or ENOENT. On a desktop Python
follows the link.

## How to fix

Set `base_dir` to a folder that holds both the code and what the link leads to, or copy the folder in a build command. A
link to a single file works.

## Limits

A dropped link is a warning where it leads to nothing or to Python files, else information. Links inside virtual
environments and `node_modules` are not reported.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.tree import EntryKind, TreeError
from graphcheck.model.upload import DroppedFile
from graphcheck.rules.context import Context
from graphcheck.rules.foreign_folders import foreign_part
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

ENTRY = {"src/main.py": "import os\n"}

RULE = Rule(
    "GC207",
    "symlink-dropped",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "a link to a folder",
            worker({**ENTRY, "shared/util.py": "x = 1\n"}),
            ("src/shared:1",),
            links={"src/shared": "../shared"},
        ),
        Example("a link to nothing", worker(ENTRY), ("src/old:1",), links={"src/old": "gone"}),
        Example(
            "in python_modules",
            worker({**ENTRY, "pad/__init__.py": ""}),
            ("python_modules/pad:1",),
            links={"python_modules/pad": "../pad"},
        ),
        Example("links in a circle", worker(ENTRY), ("src/a.py:1",), links={"src/a.py": "a.py"}),
        Example("a link to a file", worker({**ENTRY, "util.py": "x = 1\n"}), links={"src/util.py": "../util.py"}),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for problem in context.upload.problems:
        if problem.kind == "unreadable" and is_link(context, problem.path):
            message = f"wrangler stops at this link: {problem.message}"
            yield _report(context, problem.path, message, Severity.ERROR, "replace the link by what it leads to")
    for file in context.upload.dropped:
        if file.reason in ("directory-link", "dangling-link"):
            yield from _dropped(context, file)


def is_link(context: Context, path: str) -> bool:
    found = context.tree.lookup(path, follow=False)
    return found is not None and found.kind is EntryKind.SYMLINK


def _dropped(context: Context, file: DroppedFile) -> Iterator[Finding]:
    if foreign_part(posixpath.relpath(file.path, context.project.module_root)):
        return
    if file.reason == "dangling-link":
        message = "this link leads to nothing and is not uploaded"
        yield _report(context, file.path, message, Severity.WARNING, "delete it, or put the file there")
        return
    message = "this link to a folder is not followed: nothing behind it is uploaded"
    severity = Severity.WARNING if _holds_python(context, file.path) else Severity.INFO
    yield _report(context, file.path, message, severity, "set base_dir to a folder that holds both")


def _holds_python(context: Context, folder: str) -> bool:
    """Whether the folder, or one directly in it, holds a Python file."""
    try:
        entries = context.tree.scan(folder)
        inner = [entry.name for entry in entries if entry.kind is EntryKind.DIRECTORY]
        listed = [entries, *(context.tree.scan(posixpath.join(folder, name)) for name in inner)]
    except TreeError:
        return False
    return any(entry.name.endswith(".py") for entries in listed for entry in entries)


def _report(context: Context, path: str, message: str, severity: Severity, remedy: str) -> Finding:
    return Finding(
        RULE.code,
        RULE.name,
        severity,
        message,
        path=context.display(path),
        subject=message,
        remedies=(remedy,),
        refuses=severity is Severity.ERROR,
    )
