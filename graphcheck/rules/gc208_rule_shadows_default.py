"""A rule that switches another one off.

## What it checks

Entries of `rules` that end their type, so that wrangler's default rule for it counts no more, and entries that an
earlier one has ended. The finding names files that fall out because of it.

## Why it fails in a Worker

Once a rule of some type does not say `fallthrough = true`, every later rule of that type is dropped, and the default
ones come last: Text for `.txt`, `.html`, `.sql`, Data for `.bin`, CompiledWasm for `.wasm`. A rule for `*.md` of type
Text silently keeps every template out. wrangler 4.86 to 4.103 stops at some of these files instead.

## How to fix

Add `fallthrough = true` to the rule, or name the default globs in it as well.

## Limits

Without a file that falls out it is information. Python modules are not concerned: a user cannot write rules for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at, find_notices, notice_fix, report_notices
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

MOST_LISTED = 5
MARKDOWN = '[[rules]]\ntype = "Text"\nglobs = ["**/*.md"]'

RULE = Rule(
    "GC208",
    "rule-shadows-default",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "templates fall out",
            worker({"src/main.py": "import os\n", "src/page.html": "", "src/a.md": ""}, keys=MARKDOWN),
            ("wrangler.toml:5",),
        ),
        Example(
            "a second rule of the same type",
            worker(
                {"src/main.py": "import os\n"},
                keys=f'{MARKDOWN}\nfallthrough = false\n[[rules]]\ntype = "Text"\nglobs = ["**/*.css"]',
            ),
            ("wrangler.toml:9", "wrangler.toml:5"),
        ),
        Example(
            "fallthrough",
            worker({"src/main.py": "import os\n", "src/page.html": ""}, keys=f"{MARKDOWN}\nfallthrough = true"),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    fallen = [
        context.display(file.path)
        for file in context.upload.dropped
        if file.reason == "no-rule" and "fallthrough" in file.detail
    ]
    for notice in find_notices(context, "rule-shadows-default"):
        finding = find_at(
            RULE,
            context,
            notice.origin,
            notice.message,
            severity=Severity.WARNING if fallen else Severity.INFO,
            remedies=(notice.hint,) if notice.hint else (),
            notes=_list(fallen),
        )
        yield replace(finding, fix=notice_fix(context, notice))
    yield from report_notices(RULE, context, "rule-ignored")


def _list(fallen: list[str]) -> tuple[str, ...]:
    if not fallen:
        return ()
    more = f" and {len(fallen) - MOST_LISTED} more" if len(fallen) > MOST_LISTED else ""
    return (f"not uploaded: {', '.join(fallen[:MOST_LISTED])}{more}",)
