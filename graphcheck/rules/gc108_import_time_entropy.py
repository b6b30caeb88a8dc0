"""Random numbers, identifiers or secrets are asked for while the Worker starts.

## What it checks

Calls of `random.*`, `os.urandom`, `secrets.*`, `uuid.uuid1`, `uuid.uuid4` and `random.Random()` without a seed that
run on the startup path: at the top level of a module, in a class body, in a default argument.

## Why it fails in a Worker

There is no entropy before the first request: the state after startup is stored and used for many isolates. The
runtime raises `RuntimeError` or `OSError`, and an `except ImportError` around the import does not catch it.

## How to fix

Ask for it inside the handler, or in a function that the handler calls. In a vendored package: import the package
inside the function that needs it.

## Limits

Methods are followed only on objects that are made in the same file.

Evidence: workerd issues 7283, 7275, 7411 and 1952.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import report_failure

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC108",
    "import-time-entropy",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "at the top level",
            worker({"src/main.py": "import uuid\nSESSION = uuid.uuid4()\n"}),
            ("src/main.py:2",),
        ),
        Example(
            "under another name, in a class body",
            worker({"src/main.py": "from random import randint as draw\nclass Dice:\n    first = draw(1, 6)\n"}),
            ("src/main.py:3",),
        ),
        Example(
            "an ImportError guard does not help",
            worker({
                "src/main.py": "try:\n    import ids\nexcept ImportError:\n    ids = None\n",
                "src/ids.py": "import secrets\nTOKEN = secrets.token_hex(8)\n",
            }),
            ("src/ids.py:2",),
        ),
        Example("in the handler", worker({"src/main.py": "import uuid\ndef handler():\n    return uuid.uuid4()\n"})),
        Example("seeded", worker({"src/main.py": "import random\nRNG = random.Random(7)\n"})),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    calls = {
        f"{function}()"
        for function, refused in context.profile.refused_calls.items()
        if refused.entropy and not refused.needs
    }
    for failure in context.startup.failures:
        site = failure.site
        if site.statement not in calls:
            continue
        yield report_failure(
            RULE,
            context,
            failure,
            f"`{site.statement}` runs while the Worker starts: {failure.message}",
            subject=f"{site.module}:{site.statement}",
            remedies=("move the call into the handler, or import the module inside the function that needs it",),
        )
