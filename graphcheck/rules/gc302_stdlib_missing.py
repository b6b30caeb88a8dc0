"""A standard-library module that the Worker's Python does not have, or cannot import.

## What it checks

Imports of modules that CPython documents and Pyodide leaves out (`tkinter`, `curses`, `pwd`, ...), and of modules
that are present and fail while they are imported. The lists are data, taken from each release of the runtime.

## Why it fails in a Worker

The runtime is CPython compiled to WebAssembly: what needs a terminal, processes or a Unix user database is not
built.

## How to fix

Import it only where it is used, inside a `try` that has an answer to its absence, or choose a library that does
without. Some modules come back with a later Python: `graphcheck report --date` shows what another compatibility
date would give.

## Limits

Names inside a module that exist elsewhere and not here are another rule's concern.

Evidence: pyodide/pyodide#1883, ollipal/sshkeyboard#13, cloudflare/python-workers-examples#102.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import Outcome
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import FailingImport, failing_imports, make_finding

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC302",
    "stdlib-missing",
    Severity.ERROR,
    "0.1.0",
    (
        Example("not built", worker({"src/main.py": "import tkinter\n"}), ("src/main.py:1",)),
        Example("3.13 lacks it", worker({"src/main.py": "import termios\n"}, date="2026-01-01"), ("src/main.py:1",)),
        Example("3.14 has it", worker({"src/main.py": "import termios\n"})),
        Example(
            "present and failing",
            worker({"src/main.py": "import multiprocessing.shared_memory\n"}),
            ("src/main.py:1",),
        ),
        Example(
            "present and failing, by its name",
            worker({"src/main.py": "from multiprocessing import shared_memory, Pool\n"}),
            ("src/main.py:1",),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    wanted = (Outcome.STDLIB_MISSING, Outcome.RUNTIME_FAILS)
    for failing in failing_imports(context, lambda resolution: resolution.outcome in wanted):
        yield _report(context, failing)


def _report(context: Context, failing: FailingImport) -> Finding:
    resolution = failing.resolution
    name = resolution.failed_at or resolution.name
    python = f"Python {context.profile.python_version} (Pyodide {context.profile.pyodide})"
    missing = resolution.outcome is Outcome.STDLIB_MISSING
    message = f"`{name}` is not part of {python}" if missing else f"`{name}` cannot be imported in {python}"
    return make_finding(
        RULE,
        context,
        failing,
        f"{message}: {resolution.message}",
        subject=name,
        remedies=("import it inside the function that needs it, or guard it with `except ImportError`",),
    )
