"""A package that is declared or installed, and not in `python_modules`.

## What it checks

Imports that resolve to a declared dependency, to a requirement of a vendored package, or to a package in
`.venv-workers` or `.venv`, while `python_modules` beside the wrangler configuration does not hold it.

## Why it fails in a Worker

Only `python_modules` is uploaded. `wrangler deploy` does not install packages and does not notice that they are
missing: a dry run stays green. Virtual environments are for the desktop.

## How to fix

Declare the distribution in `[project].dependencies` of pyproject.toml if it is not there yet (`uv add NAME`), then
run `uv run pywrangler sync`, or deploy with `uv run pywrangler deploy`, which does it first.

## Limits

Which distribution provides a module is read from the RECORD of an installation, or taken from a declaration of the
same name; it is never guessed.

Evidence: cloudflare/workerd#2396, cloudflare/workers-sdk#6239, fangyunqing/tool-server@1dc356c.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import ModuleOrigin, Outcome, Resolution
from graphcheck.rules.context import Context
from graphcheck.rules.dependencies import declared_as, has_python_modules
from graphcheck.rules.requirements import requisite_of
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import FailingImport, failing_imports, make_finding, root_prefix_of, root_prefixes

__all__ = ["RULE", "check"]

PYPROJECT = '[project]\nname = "example"\nversion = "1"\ndependencies = ["left-pad>=1"]\n'
SITE_PACKAGES = ".venv-workers/pyodide-venv/lib/python3.13/site-packages"

RULE = Rule(
    "GC104",
    "dep-not-vendored",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "declared",
            worker({"src/main.py": "import left_pad\n", "pyproject.toml": PYPROJECT}),
            ("src/main.py:1",),
        ),
        Example(
            "only in .venv-workers",
            worker({"src/main.py": "import left_pad\n", f"{SITE_PACKAGES}/left_pad/__init__.py": ""}),
            ("src/main.py:1",),
        ),
        Example(
            "required by a vendored package",
            worker({
                "src/main.py": "import pad\n",
                "python_modules/pad/__init__.py": "import left_pad\n",
                "python_modules/pad-1.dist-info/METADATA": "Name: pad\nRequires-Dist: left-pad>=1\n",
                "python_modules/pad-1.dist-info/RECORD": "pad/__init__.py,,\n",
            }),
            ("python_modules/pad/__init__.py:1",),
        ),
        Example(
            "vendored",
            worker({"src/main.py": "import left_pad\n", "pyproject.toml": PYPROJECT,
                    "python_modules/left_pad/__init__.py": ""}),
        ),
    ),
)  # fmt: skip

_ENVIRONMENTS = (ModuleOrigin.VENV_WORKERS, ModuleOrigin.MISSING)


def check(context: Context) -> Iterator[Finding]:
    prefixes = root_prefixes(context)

    def wanted(resolution: Resolution) -> bool:
        if root_prefix_of(resolution.name, prefixes):
            return False
        if resolution.outcome is Outcome.PROJECT_ONLY:
            return resolution.target is not None and resolution.target.origin in _ENVIRONMENTS
        return resolution.outcome is Outcome.MISSING

    for failing in failing_imports(context, wanted):
        missing = failing.resolution.outcome is Outcome.MISSING
        if not missing or declared_as(context, failing.resolution.name) or requisite_of(context, failing):
            yield _report(context, failing)


def _report(context: Context, failing: FailingImport) -> Finding:
    name = failing.resolution.name
    declared = declared_as(context, name)
    provider = context.resolver.project.distribution_of(name)
    distribution = declared.name if declared else provider
    return make_finding(
        RULE,
        context,
        failing,
        f"`{name.partition('.')[0]}` {_state(context, failing)}, and python_modules {_vendored_state(context)}",
        subject=name.partition(".")[0],
        remedies=_remedies(context, distribution),
        notes=(
            "wrangler uploads packages from python_modules only, and does not install them; pywrangler does",
            *_undeclared_note(distribution, context),
        ),
    )


def _state(context: Context, failing: FailingImport) -> str:
    hit = context.resolver.project.locate(failing.resolution.name)
    declared = declared_as(context, failing.resolution.name)
    if hit and hit.root.origin in _ENVIRONMENTS:
        return f"is installed in {hit.root.label} only"
    if declared:
        return f"is declared ({declared.requirement})"
    requisite = requisite_of(context, failing)
    return f"is required by {requisite.distribution} ({requisite.text})" if requisite else "is not installed"


def _vendored_state(context: Context) -> str:
    return "does not hold it" if has_python_modules(context) else "does not exist"


def _remedies(context: Context, distribution: str | None) -> tuple[str, ...]:
    if distribution is None:
        return ("uv run pywrangler sync",)
    if any(known.name == distribution and known.group is None for known in context.project.dependencies):
        return ("uv run pywrangler sync",)
    return (f"uv add {distribution} && uv run pywrangler sync",)


def _undeclared_note(distribution: str | None, context: Context) -> tuple[str, ...]:
    groups = [known.group for known in context.project.dependencies if known.name == distribution and known.group]
    if distribution is None or not groups or _remedies(context, distribution)[0].startswith("uv run"):
        return ()
    return (f"{distribution} is declared in `{groups[0]}`; pywrangler vendors [project].dependencies only",)
