"""`from module import name` where the module has no such name.

## What it checks

From-imports on the startup path whose module is found and executed, and binds no such name, has no such submodule,
no module-level `__getattr__` and no other way in which names can appear.

## Why it fails in a Worker

Python raises `ImportError: cannot import name ...`.

## How to fix

Correct the name, or vendor the version of the package that has it.

## Limits

Only modules whose names are fully understood are judged. Where an import cycle is the reason, GC114 tells it.

Evidence: cloudflare/workers-py#70.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.graph import StartupFailure
from graphcheck.resolve.nearest import nearest_modules
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import is_circular, is_runtime_name, report_failure

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC106",
    "name-not-exported",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "misspelt name",
            worker({"src/main.py": "from config import Setings\n", "src/config.py": "class Settings:\n    pass\n"}),
            ("src/main.py:1",),
        ),
        Example(
            "module __getattr__",
            worker({"src/main.py": "from config import anything\n",
                    "src/config.py": "def __getattr__(name):\n    return name\n"}),
        ),
    ),
)  # fmt: skip

_START = "cannot import name "


def check(context: Context) -> Iterator[Finding]:
    for failure in context.startup.failures:
        if (
            failure.type == "ImportError"
            and failure.message.startswith(_START)
            and not is_runtime_name(context, failure)
            and not is_circular(failure)
        ):
            yield _report(context, failure)


def _report(context: Context, failure: StartupFailure) -> Finding:
    name = failure.message.removeprefix(_START).split("'")[1]
    near = nearest_modules(name, _names_of(context, failure.module))
    return report_failure(
        RULE,
        context,
        failure,
        f"`{failure.module}` has no `{name}`",
        subject=f"{failure.module}:{name}",
        remedies=(failure.site.statement.replace(name, near[0], 1),) if near else (),
        notes=(f"Python says: {failure.message}",),
    )


def _names_of(context: Context, module: str) -> Iterator[str]:
    known = context.modules.get(module)
    path = known.path if known and known.path else ""
    context.latitudes.pop(path, None)
    facts = context.facts.get(path)
    for step in facts.body if facts else ():
        yield from getattr(step, "names", ())
        name = getattr(step, "name", None)
        if name:
            yield name
