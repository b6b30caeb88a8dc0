"""An upload that is too big, or soon will be.

## What it checks

The size of the upload against the platform's limit (64 MiB uncompressed on every plan since 2026-09-04; before, 3 and
10 MiB after gzip), and against the project's own `budget` in `[tool.graphcheck]`.

## Why it fails in a Worker

The API refuses a Worker over the limit (code 10027). Every file counts, imported or not.

## How to fix

`graphcheck bundle` shows the largest folders and distributions, and what `python_modules.exclude` could leave out.

## Limits

Over the limit is an error. From half of it on, and over the budget, it is a warning. Static assets and source maps do
not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sizes import distance_to_another_text, mib
from graphcheck.upload.distributions import read_distributions
from graphcheck.upload.limits import current_limit

__all__ = ["RULE", "check"]

MOST_LISTED = 5

RULE = Rule(
    "GC213",
    "bundle-size",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "over the budget",
            worker(
                {"src/main.py": "import os\n" * 200, "pyproject.toml": '[tool.graphcheck]\nbudget = "1 KiB"\n'},
            ),
            ("pyproject.toml:2",),
        ),
        Example(
            "within the budget",
            worker({"src/main.py": "import os\n", "pyproject.toml": '[tool.graphcheck]\nbudget = "1 KiB"\n'}),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    size = context.upload.size
    limit, budget = current_limit(), context.project.settings.budget
    context.margin.narrow(min(abs(size - limit.bytes / 2), abs(size - limit.bytes)))
    if size * 2 > limit.bytes:
        context.margin.narrow(distance_to_another_text(size))
        over = size > limit.bytes
        state = "over" if over else "of"
        message = (
            f"the upload is {mib(size)}, {state} the limit of {mib(limit.bytes)} ({limit.scope} since {limit.since})"
        )
        yield find_at(
            RULE,
            context,
            context.project.main.origin,
            message,
            severity=Severity.ERROR if over else Severity.WARNING,
            remedies=("graphcheck bundle",),
            notes=(*_largest(context), f"source: {limit.source}"),
            refuses=over,
        )
    if budget.value is not None:
        context.margin.narrow(budget.value - size)
    if budget.value is not None and size > budget.value:
        yield find_at(
            RULE,
            context,
            budget.origin,
            f"the upload is {size:,} B, over the project's budget of {budget.value:,} B",
            severity=Severity.WARNING,
            remedies=("graphcheck bundle",),
            notes=_largest(context),
        )


def _largest(context: Context) -> tuple[str, ...]:
    owners = read_distributions(context.tree, context.project)
    sizes: Counter[str] = Counter()
    for module in context.upload.modules:
        top = "python_modules" if module.name.startswith("python_modules/") else "the app"
        sizes[owners.get(module.name, top)] += module.size
    return tuple(f"{name}: {size:,} B" for name, size in sizes.most_common(MOST_LISTED))
