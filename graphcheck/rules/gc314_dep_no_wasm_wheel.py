"""A package that has no build for the Worker's platform.

## What it checks

Two things. Distributions that `uv.lock` or `pylock.toml` pins for `[project].dependencies` and that have no wheel this
Worker could use: neither a pure one nor one for its Pyodide platform. And distributions in `python_modules` that were
installed from a wheel for another platform or another Python.

## Why it fails in a Worker

pywrangler installs wheels only. Compiled code must be built for WebAssembly and for the very Python of the Worker: a
Linux wheel is uploaded, and its modules are not found.

## How to fix

Take a package that does without compiled code, or a version for which there is a build. Pyodide's index has builds of
its own beside PyPI: the finding says for which Python.

## Limits

Lock files list the wheels of PyPI. What Pyodide's index adds is known from a list of its packages, by name, of the day
that the finding prints; where the list has the name this rule is quiet, whatever the version.

Evidence: cloudflare/workers-py#246, cloudflare/workers-py#247, pyodide/pyodide#4192, astral-sh/uv#14226.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.package import LockedPackage, LockFile, LockKind
from graphcheck.rules.context import Context
from graphcheck.rules.natives import foreign_extension
from graphcheck.rules.notices import find_at
from graphcheck.rules.packages import declared_here, lock_of, locked_closure, vendored
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import failing_imports, is_missing
from graphcheck.rules.syncing import FORCED_SYNC
from graphcheck.runtime.pyodide_packages import list_date, packages_for, pythons_with
from graphcheck.runtime.wheels import is_usable_tag, is_usable_wheel

__all__ = ["RULE", "check"]

PYPROJECT = '[project]\nname = "example"\nversion = "1"\ndependencies = ["outer"]\n'


def _lock(wheel: str) -> str:
    return (
        'version = 1\n\n[[package]]\nname = "outer"\nversion = "1.0"\ndependencies = [{ name = "fast-pad" }]\n'
        'wheels = [{ url = "outer-1.0-py3-none-any.whl" }]\n\n[[package]]\nname = "fast-pad"\nversion = "1.0"\n'
        f'wheels = [{{ url = "{wheel}" }}]\n'
    )


RULE = Rule(
    "GC314",
    "dep-no-wasm-wheel",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "locked, and built for desktops only",
            worker({
                "src/main.py": "",
                "pyproject.toml": PYPROJECT,
                "uv.lock": _lock("fast_pad-1.0-cp314-cp314-manylinux_2_28_x86_64.whl"),
            }),
            ("pyproject.toml:4",),
        ),
        Example(
            "vendored from a Linux wheel",
            worker({
                "src/main.py": "",
                "python_modules/fast_pad-1.0.dist-info/WHEEL": "Tag: cp314-cp314-manylinux_2_28_x86_64\n",
            }),
            ("python_modules/fast_pad-1.0.dist-info/WHEEL:1",),
        ),
        Example(
            "built for Pyodide",
            worker({
                "src/main.py": "",
                "pyproject.toml": PYPROJECT,
                "uv.lock": _lock("fast_pad-1.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl"),
                "python_modules/fast_pad-1.0.dist-info/WHEEL": "Tag: cp314-cp314-pyemscripten_2026_0_wasm32\n",
            }),
        ),
        Example(
            "not needed in a Worker",
            worker({
                "src/main.py": "",
                "pyproject.toml": PYPROJECT.replace('"outer"', "\"outer; sys_platform == 'win32'\""),
                "uv.lock": _lock("fast_pad-1.0-cp314-cp314-manylinux_2_28_x86_64.whl"),
            }),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    lock = lock_of(context, LockKind.PYLOCK) or lock_of(context, LockKind.UV)
    if lock:
        yield from _locked(context, lock)
    yield from _installed(context)


def _locked(context: Context, lock: LockFile) -> Iterator[Finding]:
    for name, chain in locked_closure(context, lock).items():
        packages = lock.packages.get(name, ())
        if not packages or any(_may_be_vendored(context, package) for package in packages):
            continue
        declared = declared_here(context, chain[0])
        version = packages[0].version or ""
        yield find_at(
            RULE,
            context,
            declared.origin if declared else None,
            f"{name} {version} has no wheel for a Worker on Python {_python(context)}{_of_another_python(name)}",
            notes=(
                *((f"needed by: {' > '.join(chain)}",) if len(chain) > 1 else ()),
                f"looked for in {context.display(lock.path)}, and among Pyodide's packages as of {list_date()}",
            ),
            remedies=(f"do without {chain[0]}, or ask for a version of it that does without {name}",)
            if len(chain) > 1
            else (f"take another package than {name}, or another version of it",),
        )


def _may_be_vendored(context: Context, package: LockedPackage) -> bool:
    if package.local or package.name in vendored(context).distributions:
        return True
    if package.name in packages_for(context.profile.python[:2]):
        return True
    if package.sdist and context.project.allow_build:
        return True
    if not package.wheels and not package.sdist:
        return True  # from a repository or an address: nothing is known
    return any(is_usable_wheel(wheel, context.profile) for wheel in package.wheels)


def _of_another_python(name: str) -> str:
    pythons = pythons_with(name)
    return f"; Pyodide builds it for Python {' and '.join(pythons)}" if pythons else ""


def _python(context: Context) -> str:
    return "{}.{}".format(*context.profile.python[:2])


def _installed(context: Context) -> Iterator[Finding]:
    packages = vendored(context)
    told = {packages.owners.get(path.removeprefix("python_modules/")) for path in _foreign_and_imported(context)}
    for name, known in packages.distributions.items():
        tags = packages.tags(name)
        if tags and name not in told and not any(is_usable_tag(tag, context.profile) for tag in tags):
            yield Finding(
                RULE.code,
                RULE.name,
                Severity.WARNING,
                f"{name} {known.version} in python_modules was built for {tags[0]}, not for this Worker's platform",
                path=f"{context.display(known.info)}/WHEEL",
                subject=name,
                remedies=(FORCED_SYNC,),
                notes=(f"this Worker runs Python {_python(context)} on Pyodide {context.profile.pyodide}",),
            )


def _foreign_and_imported(context: Context) -> Iterator[str]:
    """Extension files that other rules report, since their import fails."""
    for failing in failing_imports(context, is_missing):
        extension = foreign_extension(context, failing.resolution)
        if extension:
            yield extension.path
