"""A file that wrangler or a terminal cannot handle as others.

## What it checks

Below the module root and in `python_modules`: FIFOs, sockets and devices; names that are not valid UTF-8 or hold a
backslash; uploaded names with control characters or line breaks.

## Why it fails in a Worker

wrangler never sees a name that is not UTF-8, and reads a backslash as a slash: the file stays behind, or another one
goes up in its place. A special file that no rule matches is ignored; where one matches wrangler waits for it for ever.
A line break in a name arrives in the Worker as two characters, CR and LF.

## How to fix

Rename or delete the file.

## Limits

All this is information. Where it stops wrangler, `upload-refused` says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.upload.listing import NOT_REGULAR, UNSPEAKABLE

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC217",
    "unusual-file",
    Severity.INFO,
    "0.1.0",
    (
        Example(
            "a control character",
            worker({"src/main.py": "import os\n", "src/a\x07.txt": ""}),
            ("src/a\x07.txt:1",),
        ),
        Example(
            "a backslash",
            worker({"src/main.py": "import os\n", "src/a\\b.md": ""}),
            ("src/a\\b.md:1",),
        ),
        Example("spaces and letters of any script", worker({"src/main.py": "import os\n", "src/größe 1.txt": ""})),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for file in context.upload.dropped:
        if file.detail in (NOT_REGULAR, UNSPEAKABLE):
            yield _report(context, file.path, f"not uploaded: {file.detail}")
    for module in context.upload.modules:
        if not module.name.isprintable():
            yield _report(context, module.path, "the name holds characters that cannot be printed")


def _report(context: Context, path: str, message: str) -> Finding:
    return Finding(
        RULE.code,
        RULE.name,
        Severity.INFO,
        message,
        path=context.display(path),
        subject=message,
        remedies=("rename or delete it",),
    )
