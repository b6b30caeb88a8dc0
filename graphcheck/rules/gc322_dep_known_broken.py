"""A package that installs, and does not work in a Worker.

## What it checks

Declared and vendored distributions against a dated table. Each entry has a public report of somebody who knows.

## Why it fails in a Worker

The finding says it: a library that evaluates JavaScript text, for instance, which Workers forbid.

## How to fix

Use another package, or what the Web platform offers: `crypto.subtle` through `from js import crypto`, for example.

## Limits

The table is short: what has a wheel and cannot be loaded is found out by running it, which `graphcheck verify` does.
Where a chain of requirements leads to the package, the finding stands at its declared end.

Evidence: cloudflare/workers-py#271, adewale/tasche@24274a3.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.frozen import frozen
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at
from graphcheck.rules.packages import closure_of, declared_here, runtime_dependencies, vendored
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]


@frozen
class Broken:
    """``distribution`` is normalised; ``as_of`` is the day of the report that ``source`` names."""

    distribution: str
    what: str
    source: str
    as_of: str


BROKEN = (
    Broken(
        "pynacl",
        "its libsodium evaluates JavaScript (EM_ASM), which Workers forbid",
        "cloudflare/workers-py#271",
        "2026-09-22",
    ),
    # Its 0.1.3 was read: readability/impl/pyodide.py calls `js.eval` while it is imported.
    Broken(
        "python-readability",
        "it evaluates JavaScript text (`js.eval`), which Workers forbid",
        "adewale/tasche@24274a3",
        "2026-02-23",
    ),
)

PYPROJECT = '[project]\nname = "example"\nversion = "1"\ndependencies = ["NAME"]\n'

RULE = Rule(
    "GC322",
    "dep-known-broken",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "declared",
            worker({"src/main.py": "", "pyproject.toml": PYPROJECT.replace("NAME", "PyNaCl>=1.5")}),
            ("pyproject.toml:4",),
        ),
        Example(
            "brought by another package",
            worker({
                "src/main.py": "",
                "pyproject.toml": PYPROJECT.replace("NAME", "outer"),
                "python_modules/outer-1.dist-info/METADATA": "Name: outer\nRequires-Dist: pynacl\n",
                "python_modules/pynacl-1.6.dist-info/METADATA": "Name: PyNaCl\n",
            }),
            ("pyproject.toml:4",),
        ),
        Example("not in the table", worker({"src/main.py": "", "pyproject.toml": PYPROJECT.replace("NAME", "outer")})),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    declared = [each.name for each in runtime_dependencies(context)]
    packages = vendored(context)
    chains = closure_of(context, packages, declared)
    for broken in BROKEN:
        name = broken.distribution
        chain = chains.get(name)
        if chain is None and name not in packages.distributions:
            continue
        root = declared_here(context, chain[0]) if chain else None
        yield find_at(
            RULE,
            context,
            root.origin if root else None,
            f"{name} does not work in a Worker: {broken.what}",
            notes=(
                *((f"needed by: {' > '.join(chain)}",) if chain and len(chain) > 1 else ()),
                f"source: {broken.source}, as of {broken.as_of}",
            ),
        )
