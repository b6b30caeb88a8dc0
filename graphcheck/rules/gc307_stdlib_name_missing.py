"""A name that CPython's module has and the Worker's does not.

## What it checks

`from os import sched_getaffinity`, `from hashlib import scrypt`, `from js import document`: from-imports of modules
that the runtime brings, by the names that each module really holds in the Worker's Pyodide.

## Why it fails in a Worker

Pyodide leaves out what WebAssembly cannot do, and a Worker's JavaScript has no page: the module is there, the name is
not, and Python raises `ImportError: cannot import name ...`.

## How to fix

Do without the name, or put the import under `try: ... except ImportError`. In a vendored package: import the package
only where its feature is used, or leave it out.

## Limits

Names looked up as attributes (`os.sched_getaffinity`) are not checked. Bundled packages and the SDK are not judged.

Evidence: the names of each module, recorded in the real runtime; pyodide/pyodide#3711.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.graph.runtime_names import runtime_names
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.graph import ImportEdge
from graphcheck.model.imports import Guard, ImportKind, Timing
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import find_at_site, is_runtime_name, report_failure

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC307",
    "stdlib-name-missing",
    Severity.ERROR,
    "0.1.0",
    (
        Example("of a module", worker({"src/main.py": "from os import sched_getaffinity\n"}), ("src/main.py:1",)),
        Example("of the page", worker({"src/main.py": "from js import Response, document\n"}), ("src/main.py:1",)),
        Example(
            "later",
            worker({"src/main.py": "def key():\n    from hashlib import scrypt\n    return scrypt\n"}),
            ("src/main.py:2",),
        ),
        Example(
            "guarded",
            worker({"src/main.py": "try:\n    from socket import AF_UNIX\nexcept ImportError:\n    AF_UNIX = None\n"}),
        ),
        Example(
            "in a Python that has it",
            worker({"src/main.py": "from hashlib import pbkdf2_hmac\n"}, date="2025-06-01"),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    stopped = set()
    for failure in context.startup.failures:
        if is_runtime_name(context, failure):
            name = failure.message.split("'")[1]
            stopped.add((failure.site, name))
            yield report_failure(
                RULE,
                context,
                failure,
                f"the Worker's `{failure.module}` has no `{name}`",
                subject=f"{failure.module}:{name}",
                remedies=("do without it, or import it under `try: ... except ImportError`",),
                notes=(f"Python says: {failure.message}",),
            )
    for edge in context.graph.edges_of(ModuleOrigin.APP):
        for name in _missing_later(edge, context):
            if (edge.site, name) not in stopped:
                yield _report_later(edge, name, context)


def _missing_later(edge: ImportEdge, context: Context) -> tuple[str, ...]:
    target = edge.resolution.target
    live = edge.guard is Guard.NONE and edge.timing is Timing.DEFERRED
    if not live or not edge.resolved or edge.kind is not ImportKind.FROM or target is None:
        return ()
    names = runtime_names(context.profile, target) if target.origin is ModuleOrigin.PYODIDE else None
    if names is None:
        return ()
    return tuple(
        name for name in edge.names if name not in names and f"{target.name}.{name}" not in context.profile.modules
    )


def _report_later(edge: ImportEdge, name: str, context: Context) -> Finding:
    return find_at_site(
        RULE,
        context,
        edge.site,
        Severity.WARNING,
        f"the Worker's `{edge.imported}` has no `{name}`",
        subject=f"{edge.imported}:{name}",
        remedies=("do without it, or import it under `try: ... except ImportError`",),
    )
