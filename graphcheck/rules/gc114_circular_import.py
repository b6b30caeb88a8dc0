"""An import cycle that needs a name before it is bound.

## What it checks

From-imports on the startup path whose module is only half executed, because the chain of imports has come back to it,
and has not bound the name yet; and attributes of such a module (`a.x`) that the top level or a class body reads.

## Why it fails in a Worker

Python raises `ImportError: cannot import name ... from partially initialized module ... (most likely due to a circular
import)`, or an `AttributeError` with the same words. The Worker imports its entry under the entry's own name, so that a
module which imports something from the entry is part of such a cycle, too.

## How to fix

Cut one edge: import inside the function that uses the name, or move the import below the definition that the other
side needs. The finding lists every edge of the cycle, and the one that takes the fewest statements to cut.

## Limits

A cycle that works is nobody's problem and not reported. Attributes that are read under a condition, in a loop or in a
function are not checked.

Evidence: OWASP-BLT/BLT-API@1d43cb5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.graph import StartupFailure
from graphcheck.model.imports import ImportKind, Timing
from graphcheck.model.location import SiteRef
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import is_circular, report_failure

__all__ = ["RULE", "check"]

_PARTIAL = (
    re.compile(r"cannot import name '(?P<name>[^']+)' from partially initialized module '(?P<module>[^']+)'"),
    re.compile(r"partially initialized module '(?P<module>[^']+)'(?: from '.*')? has no attribute '(?P<name>[^']+)'"),
)
_HIDDEN = re.compile(r"cannot access submodule '(?P<name>[^']+)' of module '(?P<module>[^']+)'")

RULE = Rule(
    "GC114",
    "circular-import",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "two modules",
            worker({"src/main.py": "import a\n", "src/a.py": "from b import B\nA = 1\n",
                    "src/b.py": "from a import A\nB = 2\n"}),
            ("src/b.py:1",),
        ),
        Example(
            "back to the entry",
            worker({"src/main.py": "import handlers\napp = 1\n", "src/handlers.py": "from main import app\n"}),
            ("src/handlers.py:1",),
        ),
        Example(
            "an attribute that is read too early",
            worker({"src/main.py": "import a\n", "src/a.py": "import b\nclass A: pass\n",
                    "src/b.py": "import a\nclass B(a.A): pass\n"}),
            ("src/b.py:2",),
        ),
        Example(
            "cycle that works",
            worker({"src/main.py": "import a\n", "src/a.py": "A = 1\nfrom b import B\n",
                    "src/b.py": "from a import A\nB = 2\n"}),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for failure in context.startup.failures:
        if is_circular(failure):
            yield _report(context, failure)


def _report(context: Context, failure: StartupFailure) -> Finding:
    half_done, holder, name = _read_message(failure)
    cycle = _cycle(failure, half_done)
    edges = [f"{site.path}:{site.span.line}  {site.statement}" for site in cycle]
    imports = [site for site in cycle if _statements(context, site)] or cycle
    best = min(reversed(imports), key=lambda site: _statements(context, site))
    return report_failure(
        RULE,
        context,
        failure,
        f"`{holder}` has no `{name}` yet: an import cycle came back to it too early",
        subject=f"{holder}:{name}",
        remedies=(f"import inside the function that uses it: `{best.statement}` ({best.path}:{best.span.line})",),
        notes=(f"Python says: {failure.message}", *(f"cycle: {edge}" for edge in edges)),
    )


def _read_message(failure: StartupFailure) -> tuple[str, str, str]:
    """The module that is half executed, the one whose name is missing, and the name."""
    for pattern in _PARTIAL:
        found = pattern.search(failure.message)
        if found:
            return found["module"], found["module"], found["name"]
    hidden = _HIDDEN.search(failure.message)
    assert hidden is not None
    return f"{hidden['module']}.{hidden['name']}", hidden["module"], hidden["name"]


def _cycle(failure: StartupFailure, module: str) -> tuple[SiteRef, ...]:
    """From the import that leaves the half executed ``module`` to the one that comes back to it, or reads from it."""
    modules = [site.module for site in failure.chain]
    start = modules.index(module) if module in modules else len(modules) - 1
    return failure.chain[start:]


def _statements(context: Context, site: SiteRef) -> int:
    """How many import-time statements of the site's module import the same module."""
    edges = context.graph.edges_from(site.module)
    targets = {edge.imported for edge in edges if edge.site == site and edge.kind is not ImportKind.PARENT}
    return len({edge.site for edge in edges if edge.imported in targets and edge.timing is Timing.IMPORT_TIME})
