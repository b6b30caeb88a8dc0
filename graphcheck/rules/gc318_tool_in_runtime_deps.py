"""A tool for deploying stands among the packages of the Worker.

## What it checks

`[project].dependencies` that name a distribution of a dated list of deploy tools.

## Why it fails in a Worker

Everything in `[project].dependencies` is vendored with all that it needs: the tool, its command line library and its
colours are uploaded, count against the size limit, and are never imported. Some of what a tool needs has no build for
the Worker, and then the sync fails.

## How to fix

`uv remove NAME && uv add --dev NAME`: pywrangler does not look at groups.

## Limits

The list is short on purpose: `workers-py`, which brings `pywrangler`.

Evidence: nyuchi/mukoko-news@8e78ea1.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at
from graphcheck.rules.packages import closure_of, runtime_dependencies, vendored
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.runtime.pywrangler import DISTRIBUTION

__all__ = ["RULE", "check"]

# The project's own page on PyPI, November 2026: a command line tool, run on the developer's machine and in CI.
TOOLS = {DISTRIBUTION: "it brings the command pywrangler"}

RUNTIME = '[project]\nname = "example"\nversion = "1"\ndependencies = ["workers-py"]\n'
GROUP = '[project]\nname = "example"\nversion = "1"\ndependencies = []\n\n[dependency-groups]\ndev = ["workers-py"]\n'

RULE = Rule(
    "GC318",
    "tool-in-runtime-deps",
    Severity.WARNING,
    "0.1.0",
    (
        Example("vendored", worker({"src/main.py": "", "pyproject.toml": RUNTIME}), ("pyproject.toml:4",)),
        Example("in a group", worker({"src/main.py": "", "pyproject.toml": GROUP})),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for dependency in runtime_dependencies(context):
        if dependency.name in TOOLS:
            size = _size_of(context, dependency.name)
            saves = (f"python_modules would be smaller by {size:,} B",) if size else ()
            yield find_at(
                RULE,
                context,
                dependency.origin,
                f"{dependency.name} is a deploy tool ({TOOLS[dependency.name]}), and is vendored into the Worker",
                remedies=(f"uv remove {dependency.name} && uv add --dev {dependency.name}",),
                notes=saves,
            )


def _size_of(context: Context, tool: str) -> int:
    """Bytes in the upload of what only this tool needs."""
    context.margin.narrow(0)
    packages = vendored(context)
    others = [each.name for each in runtime_dependencies(context) if each.name != tool]
    only = closure_of(context, packages, [tool]).keys() - closure_of(context, packages, others).keys()
    files = {f"python_modules/{file}" for name in only for file in packages.files(name)}
    return sum(module.size for module in context.upload.modules if module.name in files)
