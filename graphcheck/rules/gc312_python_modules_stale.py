"""`python_modules` holds other versions than the project asks for.

## What it checks

The versions in the `*.dist-info` folders of `python_modules` against the requirements of `[project].dependencies` and
against `pylock.toml`, which pywrangler installs from; declared packages that the last sync did not know yet.

## Why it fails in a Worker

What is in `python_modules` is uploaded, whatever pyproject.toml says. A sync after an edit may find nothing to do: it
compares the time of the files, and a fresh checkout has one time for all. So the Worker runs on the old version.

## How to fix

`uv run pywrangler sync --force`. If that changes nothing, remove `python_modules` and sync again.

## Limits

Versions are compared, never times. `uv.lock` is not compared: pywrangler (workers-py 1.17.9) does not read it, and
finds versions of its own for the Pyodide platform. Folders without metadata are not judged.

Evidence: cloudflare/workers-py#88, cloudflare/workers-py#95, cloudflare/workers-py#59.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.location import Origin
from graphcheck.model.package import LockKind
from graphcheck.model.project import Dependency
from graphcheck.model.requirement import parse_requirement, parse_specifiers, parse_version
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at
from graphcheck.rules.packages import lock_of, locked_closure, runtime_dependencies, syncs_here, vendored
from graphcheck.rules.provision import absent_packages
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.syncing import FORCED_SYNC

if TYPE_CHECKING:
    from packaging.specifiers import SpecifierSet

__all__ = ["RULE", "check", "is_allowed"]

PYPROJECT = '[project]\nname = "example"\nversion = "1"\ndependencies = ["pad>=0.28"]\n'
PYLOCK = 'lock-version = "1.0"\n\n[[packages]]\nname = "pad"\nversion = "0.28.1"\n'


def _pad(version: str) -> dict[str, str]:
    return {
        "python_modules/pad.py": "",
        f"python_modules/pad-{version}.dist-info/METADATA": f"Name: pad\nVersion: {version}\n",
    }


RULE = Rule(
    "GC312",
    "python-modules-stale",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "older than declared",
            worker({"src/main.py": "import pad\n", "pyproject.toml": PYPROJECT, **_pad("0.27.2")}),
            ("pyproject.toml:4",),
        ),
        Example(
            "not what the lock file pins",
            worker({"src/main.py": "import pad\n", "pyproject.toml": PYPROJECT, "pylock.toml": PYLOCK, **_pad("0.29")}),
            ("pylock.toml:1",),
        ),
        Example(
            "declared since the last sync",
            worker({
                "src/main.py": "import pad\n",
                "pyproject.toml": PYPROJECT.replace('"]', '", "right-pad"]'),
                **_pad("0.28"),
            }),
            ("pyproject.toml:4",),
        ),
        Example(
            "in step",
            worker({
                "src/main.py": "import pad\n", "pyproject.toml": PYPROJECT, "pylock.toml": PYLOCK, **_pad("0.28.1")
            }),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    if not vendored(context).distributions or not syncs_here(context) or context.resolver.sync:
        return
    found = [finding for each in runtime_dependencies(context) for finding in _declared(context, each)]
    yield from found
    if not found:
        yield from _locked(context)


def is_allowed(version: str, specifiers: SpecifierSet) -> bool:
    """Whether ``version`` satisfies them; one that is no version does."""
    parsed = parse_version(version)
    return parsed is None or specifiers.contains(parsed, prereleases=True)


def _declared(context: Context, dependency: Dependency) -> Iterator[Finding]:
    known = vendored(context).distributions.get(dependency.name)
    requirement = parse_requirement(dependency.requirement)
    if requirement is None:
        return
    if known is None:
        if not any(each.distribution == dependency.name for each in absent_packages(context)):
            message = f"`{dependency.name}` is declared, and python_modules does not have it"
            yield _report(context, dependency.origin, message)
    elif not is_allowed(known.version, requirement.specifier):
        asked = f"pyproject.toml asks for {requirement.specifier}"
        yield _report(context, dependency.origin, f"python_modules holds {known.name} {known.version}, {asked}")


def _locked(context: Context) -> Iterator[Finding]:
    lock = lock_of(context, LockKind.PYLOCK)
    if lock is None:
        return
    others = []
    for name in locked_closure(context, lock):
        known, locked = vendored(context).distributions.get(name), lock.packages[name][0].version
        pinned = parse_specifiers(f"=={_public(locked)}") if locked else None
        if known and pinned and not is_allowed(known.version, pinned):
            others.append(f"{name} {known.version} ({locked} locked)")
    if others:
        message = f"python_modules is not what pylock.toml pins: {', '.join(others[:5])}"
        more = f" and {len(others) - 5} more" if len(others) > 5 else ""
        yield _report(context, Origin(lock.path, ""), message + more)


def _public(version: str) -> str:
    """The version without a local part: ``==1.0`` also means ``1.0+cpu``."""
    parsed = parse_version(version)
    return parsed.public if parsed else "0"


def _report(context: Context, origin: Origin | None, message: str) -> Finding:
    return find_at(RULE, context, origin, message, remedies=(FORCED_SYNC,))
