"""Keys of earlier wranglers.

## What it checks

`[build.upload]`, `type`, `usage_model`, `zone_id`, `webpack_config` and `[site]` in the wrangler configuration.

## Why it fails in a Worker

Nothing below `[build.upload]` has an effect any more: neither `dir` nor `main`, `rules`, `include` and `exclude` decide
what is uploaded. wrangler mentions them in a warning and goes on.

## How to fix

The finding writes out what today's keys for the same would be: `main`, `base_dir`, `[[rules]]`. Nothing of today is
like `exclude` for files of the app: a Python file below the module root is uploaded, another file where a rule matches
it. What should stay out has to lie outside the module root: move it, or choose another `base_dir`. `[python_modules]
exclude` applies to vendored files alone.

## Limits

What only built JavaScript has no counterpart, and does not need one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at, find_notices, notice_fix
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

ENTRY = {"src/main.py": "import os\n"}

RULE = Rule(
    "GC211",
    "legacy-build-upload",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "build.upload",
            worker(ENTRY, keys='[build.upload]\nformat = "modules"\ndir = "src"\nmain = "main.py"'),
            ("wrangler.toml:5",),
        ),
        Example("a project type", worker(ENTRY, keys='type = "webpack"'), ("wrangler.toml:5",)),
        Example("today's keys", worker(ENTRY, keys='base_dir = "src"')),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for notice in find_notices(context, "legacy-key"):
        decided = bool(notice.origin and notice.origin.key.endswith("build.upload"))
        # Information is shown in one line, without remedies.
        written_out = f"; today: {notice.hint}" if notice.hint not in (None, "delete it") and not decided else ""
        finding = find_at(
            RULE,
            context,
            notice.origin,
            notice.message + written_out,
            severity=Severity.WARNING if decided else Severity.INFO,
            remedies=(notice.hint,) if notice.hint else (),
        )
        yield replace(finding, fix=notice_fix(context, notice))
