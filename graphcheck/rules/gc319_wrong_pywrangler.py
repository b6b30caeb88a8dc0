"""The distribution called `pywrangler` is not the tool of that name.

## What it checks

A dependency on PyPI's `pywrangler`, in any list of pyproject.toml.

## Why it fails in a Worker

The command `pywrangler` comes with the distribution `workers-py`. The distribution `pywrangler` is an unrelated library
for data cleaning: with it there is no command, and nothing is vendored.

## How to fix

`uv remove pywrangler && uv add --dev workers-py`.

## Limits

As of November 2026: who holds a name on PyPI can change.

Evidence: Kyomuron/tarot@0b38d1f.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.runtime.pywrangler import DISTRIBUTION

__all__ = ["RULE", "check"]

# PyPI, November 2026.
MISTAKEN = "pywrangler"
PYPROJECT = '[project]\nname = "example"\nversion = "1"\n\n[dependency-groups]\ndev = ["TOOL"]\n'

RULE = Rule(
    "GC319",
    "wrong-pywrangler",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "the library",
            worker({"src/main.py": "", "pyproject.toml": PYPROJECT.replace("TOOL", "pywrangler>=0.0.2")}),
            ("pyproject.toml:6",),
        ),
        Example("the tool", worker({"src/main.py": "", "pyproject.toml": PYPROJECT.replace("TOOL", "workers-py")})),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for dependency in context.project.dependencies:
        if dependency.name == MISTAKEN:
            yield find_at(
                RULE,
                context,
                dependency.origin,
                f"`{MISTAKEN}` on PyPI is not Cloudflare's tool: the command comes with {DISTRIBUTION}",
                remedies=(f"uv remove {MISTAKEN} && uv add --dev {DISTRIBUTION}",),
            )
