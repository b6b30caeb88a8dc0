"""Vendored packages whose versions do not fit each other.

## What it checks

The requirements in the metadata of every vendored distribution (`Requires-Dist`, with its markers evaluated for the
Worker's Python on Emscripten) against the versions that are vendored, and `Requires-Python` against the Python of the
Worker.

## Why it fails in a Worker

Two halves of one project from different sources do not match: a compiled core lacks a function that the Python part
imports (`cannot import name 'validate_core_schema'`). Installers that resolve everything at once prevent it; copying,
overrides and two steps of installing bring it about.

## How to fix

Let one sync resolve all packages: `uv run pywrangler sync --force`. If the pinned versions of Pyodide's index are the
limit, ask for the version of the other package that fits them.

## Limits

Requirements of extras are not looked at, nor packages without metadata. A mismatch may do no harm: an import that
really fails is an error of its own.

Evidence: fastapi/fastapi#14010, pyodide/pyodide#5336, pyodide/pyodide#5748, cloudflare/workers-py#116.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.requirement import normal_name, parse_specifiers
from graphcheck.resolve.installed import Distribution
from graphcheck.rules.context import Context
from graphcheck.rules.gc312_python_modules_stale import is_allowed
from graphcheck.rules.packages import needs_of, vendored
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.syncing import FORCED_SYNC

if TYPE_CHECKING:
    from packaging.requirements import Requirement

__all__ = ["RULE", "check"]


def _pair(core: str, requirement: str) -> dict[str, str]:
    return {
        "python_modules/pad.py": "import pad_core\n",
        "python_modules/pad-2.12.dist-info/METADATA": f"Name: pad\nVersion: 2.12\nRequires-Dist: {requirement}\n",
        "python_modules/pad_core.py": "",
        f"python_modules/pad_core-{core}.dist-info/METADATA": f"Name: pad-core\nVersion: {core}\n",
    }


RULE = Rule(
    "GC313",
    "dep-mismatch",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "two sources",
            worker({"src/main.py": "import pad\n", **_pair("2.33", "pad-core==2.41")}),
            ("python_modules/pad-2.12.dist-info/METADATA:1",),
        ),
        Example("they fit", worker({"src/main.py": "import pad\n", **_pair("2.41", "pad-core==2.41")})),
        Example(
            "for another platform",
            worker({"src/main.py": "import pad\n", **_pair("2.33", "pad-core==2.41 ; sys_platform == 'win32'")}),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    packages = vendored(context)
    for known in packages.distributions.values():
        python = packages.requires_python(known.name)
        if python and not _is_for(python, context.profile.python_version):
            message = f"{known.name} {known.version} is for Python {python}; this Worker runs {_python(context)}"
            yield _report(context, known, message)
        for need in needs_of(packages, known.name, context):
            other = packages.distributions.get(normal_name(need.name))
            if other and not is_allowed(other.version, need.specifier):
                yield _report(context, known, _describe(known, need, other))


def _describe(known: Distribution, need: Requirement, other: Distribution) -> str:
    return f"{known.name} {known.version} requires {other.name} {need.specifier}, python_modules holds {other.version}"


def _is_for(specifiers: str, python: str) -> bool:
    parsed = parse_specifiers(specifiers)
    return parsed is None or parsed.contains(python, prereleases=True)


def _python(context: Context) -> str:
    return context.profile.python_version


def _report(context: Context, known: Distribution, message: str) -> Finding:
    return Finding(
        RULE.code,
        RULE.name,
        Severity.WARNING,
        message,
        path=f"{context.display(known.info)}/METADATA",
        subject=message,
        remedies=(FORCED_SYNC,),
    )
