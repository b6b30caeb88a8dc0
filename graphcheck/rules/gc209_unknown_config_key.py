"""A key that wrangler does not know.

## What it checks

Keys of the wrangler configuration, at the top level, in the chosen environment, and in the sections that decide about
the upload; an environment that does not exist; `python_modules` without `exclude`.

## Why it fails in a Worker

wrangler prints a warning that is easily missed, or nothing at all, and ignores the key: `python_modules.excludes` keeps
nothing out, and because the section is there the default `["**/*.pyc"]` is gone as well.

## How to fix

Write the key as the finding spells it, or delete it.

## Limits

The keys are those of wrangler 4.164.0 (2026-11-17). Inside bindings they are not checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at, find_notices, notice_fix, report_notices
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

ENTRY = {"src/main.py": "import os\n"}

RULE = Rule(
    "GC209",
    "unknown-config-key",
    Severity.WARNING,
    "0.1.0",
    (
        Example("misspelt", worker(ENTRY, keys='basedir = "."'), ("wrangler.toml:5",)),
        Example(
            "misspelt in a section",
            worker(ENTRY, keys='[python_modules]\nexcludes = ["a/**"]'),
            ("wrangler.toml:6",),
        ),
        Example("a section without its key", worker(ENTRY, keys="python_modules = {}"), ("wrangler.toml:5",)),
        Example("known", worker(ENTRY, keys='[python_modules]\nexclude = ["a/**"]')),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    consequences = [notice.message for notice in find_notices(context, "exclude-missing")]
    misspelt = False
    for notice in find_notices(context, "unknown-key"):
        concerned = bool(notice.origin and "python_modules." in notice.origin.key)
        misspelt = misspelt or concerned
        finding = find_at(
            RULE,
            context,
            notice.origin,
            notice.message,
            remedies=(notice.hint,) if notice.hint else (),
            notes=tuple(consequences) if concerned else (),
        )
        yield replace(finding, fix=notice_fix(context, notice))
    if not misspelt:
        yield from report_notices(RULE, context, "exclude-missing")
    yield from report_notices(RULE, context, "unknown-env")
