"""A configuration that wrangler passes over.

## What it checks

A second `wrangler.json`, `wrangler.jsonc` or `wrangler.toml` in the same folder, or one nearer than the file that is
used.

## Why it fails in a Worker

wrangler looks for `wrangler.json` in all folders upwards, then for `wrangler.jsonc`, then for `wrangler.toml`: a
`wrangler.jsonc` further up wins over a `wrangler.toml` in the project. pywrangler prefers `wrangler.toml`, and does not
know `wrangler.json` at all. With two files the two tools deploy and vendor for different Workers.

## How to fix

Keep one file, or name it with `--config`.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at, find_notices
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

JSONC = (
    '{"name": "example", "main": "src/main.py", "compatibility_date": "2026-10-01",'
    ' "compatibility_flags": ["python_workers"]}\n'
)

RULE = Rule(
    "GC212",
    "two-configs",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "toml beside jsonc",
            worker({"src/main.py": "import os\n", "wrangler.jsonc": JSONC}),
            ("wrangler.toml:1",),
        ),
        Example("one of them", {"src/main.py": "import os\n", "wrangler.jsonc": JSONC}),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    config = context.project.config_path
    used = context.display(config) if config else "another"
    for notice in find_notices(context, "two-configs"):
        ignored = context.display(notice.origin.path) if notice.origin else "one of them"
        notes = [notice.hint] if notice.hint else []
        if ignored.endswith(".toml"):
            notes.append("pywrangler prefers wrangler.toml: it would vendor for the file that wrangler does not read")
        yield find_at(
            RULE,
            context,
            notice.origin,
            f"{ignored} is not read, because {used} is found first",
            remedies=(f"keep one of {used} and {ignored}", f"wrangler deploy --config {ignored}"),
            notes=tuple(notes),
        )
