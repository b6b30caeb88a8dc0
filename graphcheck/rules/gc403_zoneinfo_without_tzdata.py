"""A time zone is asked for, and there is no time zone data in the Worker.

## What it checks

Calls of `zoneinfo.ZoneInfo` where `tzdata` is not vendored: those that run while the Worker starts, in the app and in
vendored packages, and those that the app makes later.

## Why it fails in a Worker

`zoneinfo` reads the system's database, which a Worker does not have, or the distribution `tzdata`. Without either even
`UTC` is not found: `ZoneInfoNotFoundError`, a KeyError that no `except ImportError` catches.

## How to fix

`uv add tzdata && uv run pywrangler sync`. For UTC alone: `datetime.timezone.utc`.

## Limits

An error where the call certainly runs at start; a warning in a function of the app, unless the error is caught there.
What vendored packages do later is not reported.

Evidence: collective/icalendar#1073, collective/icalendar#1086, cloudflare/workerd#1972, pyodide/pyodide#4668.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.extract.questions import find_named_calls
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import ModuleOrigin, Outcome
from graphcheck.model.tree import TreeError
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import report_failure

__all__ = ["RULE", "check"]

CALLS = ("zoneinfo.ZoneInfo", "zoneinfo.ZoneInfo.no_cache")
NEEDED = "tzdata"
REMEDIES = (f"uv add {NEEDED} && uv run pywrangler sync", "datetime.timezone.utc, if UTC is all that is needed")

RULE = Rule(
    "GC403",
    "zoneinfo-without-tzdata",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "at start, in a vendored package",
            worker({
                "src/main.py": "import calendars\n",
                "python_modules/calendars.py": "import zoneinfo\nclass Zones:\n    utc = zoneinfo.ZoneInfo('UTC')\n",
            }),
            ("python_modules/calendars.py:3",),
        ),
        Example(
            "in a handler",
            worker({
                "src/main.py": "from zoneinfo import ZoneInfo as Zone\ndef on_fetch():\n    return Zone('Asia/Tokyo')\n"
            }),
            ("src/main.py:3",),
        ),
        Example(
            "the data is vendored",
            worker({
                "src/main.py": "from zoneinfo import ZoneInfo\nUTC = ZoneInfo('UTC')\n",
                "python_modules/tzdata/__init__.py": "",
            }),
        ),
        Example(
            "the error is caught",
            worker({
                "src/main.py": "import zoneinfo\ntry:\n    UTC = zoneinfo.ZoneInfo('UTC')\nexcept KeyError:\n"
                               "    UTC = None\n"
            }),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    if context.resolver.resolve(NEEDED).outcome is Outcome.FOUND:
        return
    for failure in context.startup.failures:
        if failure.site.statement.removesuffix("()") in CALLS:
            message = f"`{failure.site.statement}` runs while the Worker starts, and there is no time zone data"
            yield report_failure(RULE, context, failure, message, subject="tzdata", remedies=REMEDIES)
    yield from _later(context)


def _later(context: Context) -> Iterator[Finding]:
    for module in context.modules.values():
        if module.origin is not ModuleOrigin.APP or not module.uploaded or not (module.path or "").endswith(".py"):
            continue
        try:
            calls = context.tree.look(module.path or "", find_named_calls, CALLS)
        except TreeError:
            continue
        path = context.display(module.path or "")
        for call in calls:
            if call.deferred and not call.handled:
                yield Finding(
                    RULE.code,
                    RULE.name,
                    Severity.WARNING,
                    f"`{call.function}()` fails when it is called: there is no time zone data in the Worker",
                    module=module.name,
                    path=path,
                    span=call.span,
                    source=context.read_line(path, call.span.line),
                    label="ZoneInfoNotFoundError",
                    subject="tzdata-later",
                    chain=context.graph.chain_to(module.name),
                    remedies=REMEDIES,
                )
