"""An uploaded file that lies outside the project.

## What it checks

Symbolic links below the module root or in `python_modules`, and these two folders themselves, whose target is outside
the repository, or outside the project where there is no repository.

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
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.upload import find_leaving_links

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
            "the module root from elsewhere",
            worker({"../elsewhere/main.py": "import os\n"}),
            ("src:1",),
            links={"src": "/elsewhere"},
        ),
        Example(
            "a link inside the project",
            worker({**ENTRY, "shared/util.py": "x = 1\n"}),
            links={"src/util.py": "../shared/util.py"},
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for link in find_leaving_links(context.tree, context.project, context.upload):
        yield Finding(
            RULE.code,
            RULE.name,
            Severity.INFO if link.vendored else Severity.WARNING,
            f"this link leads out of the project, to {context.display(link.target)}, and that is what is uploaded",
            path=context.display(link.path),
            subject="python_modules" if link.vendored else link.path,
            remedies=("copy it into the project",),
        )
