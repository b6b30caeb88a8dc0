"""The Workers SDK is imported, and neither the runtime nor the upload has it.

## What it checks

Imports of the SDK's modules (`workers`, `asgi`) in a Worker whose compatibility date moved the SDK out of the
runtime, while `python_modules` does not hold it.

## Why it fails in a Worker

Since compatibility date 2026-04-21 (flag `enable_python_external_sdk`) the runtime keeps only stubs that raise
`ModuleNotFoundError`. pywrangler vendors the SDK; plain `wrangler deploy` does not.

## How to fix

Run `uv run pywrangler sync`, or deploy with `uv run pywrangler deploy`. The flag `disable_python_external_sdk`
brings the runtime's own SDK back.

Evidence: cloudflare/workers-py#212, cloudflare/workers-sdk#15208.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import Outcome
from graphcheck.rules import gc310_python_modules_missing
from graphcheck.rules.context import Context
from graphcheck.rules.dependencies import has_python_modules
from graphcheck.rules.gc324_sdk_incomplete import vendored_sdk
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import FailingImport, failing_imports, make_finding
from graphcheck.rules.syncing import SYNC, with_project

__all__ = ["RULE", "check"]

ENTRY = "from workers import Response, WorkerEntrypoint\n"

RULE = Rule(
    "GC301",
    "sdk-missing",
    Severity.ERROR,
    "0.1.0",
    (
        Example("not vendored", worker({"src/main.py": ENTRY}), ("src/main.py:1",)),
        Example("vendored", worker({"src/main.py": ENTRY, "python_modules/workers/__init__.py":
                                    "class Response: ...\nclass WorkerEntrypoint: ...\n"})),
        Example("older date", worker({"src/main.py": ENTRY}, date="2026-04-20")),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    if vendored_sdk(context) is not None:
        return  # what it lacks is another finding
    if any(True for _ in gc310_python_modules_missing.check(context)):
        return  # one sync brings both, and one finding says so
    for failing in failing_imports(context, lambda resolution: resolution.outcome is Outcome.SDK_EXTERNAL):
        yield _report(context, failing)


def _report(context: Context, failing: FailingImport) -> Finding:
    name = failing.resolution.name.partition(".")[0]
    state = "does not hold it" if has_python_modules(context) else "does not exist"
    date = context.project.compatibility_date.value
    return make_finding(
        RULE,
        context,
        failing,
        f"`{name}` is no longer part of the runtime, and python_modules {state}",
        subject="sdk",
        remedies=(
            with_project(context, SYNC),
            'add "disable_python_external_sdk" to compatibility_flags, for the SDK inside the runtime',
        ),
        notes=(f"the SDK left the runtime with compatibility date 2026-04-21; this Worker has {date}",),
    )
