"""The vendored SDK lacks something that the Worker needs of it.

## What it checks

Where `python_modules` holds the Workers SDK: imports of its other top-level module that are missing in that version,
and files that its RECORD lists and the upload does not have.

## Why it fails in a Worker

With `enable_python_external_sdk` (compatibility date 2026-04-21) the runtime's own SDK is gone: what the vendored one
lacks is nowhere. A version may have left out a module (workers-runtime-sdk 1.1.3 had no `asgi`), and a copy or a glob
in `python_modules.exclude` may have left out a file.

## How to fix

`uv run pywrangler sync --force`, with `--upgrade` where the version is the reason.

## Limits

A name that a module of the SDK does not have is GC106's. Files that are no Python do not count.

Evidence: cloudflare/workers-py#109, cloudflare/workers-py#110, cloudflare/workers-py#70.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import Outcome
from graphcheck.rules.context import Context
from graphcheck.rules.packages import vendored
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import failing_imports, make_finding
from graphcheck.runtime.pywrangler import SDK_DISTRIBUTION

__all__ = ["RULE", "check", "vendored_sdk"]

REMEDY = "uv run pywrangler sync --upgrade --force"
MOST_NAMED = 5


def _sdk(*files: str, recorded: tuple[str, ...] = ()) -> dict[str, str]:
    info = "python_modules/workers_runtime_sdk-1.1.3.dist-info"
    record = "".join(f"{file},,\n" for file in (*files, *recorded))
    return {**{f"python_modules/{file}": "" for file in files}, f"{info}/RECORD": record, f"{info}/METADATA": ""}


RULE = Rule(
    "GC324",
    "sdk-incomplete",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "a version without asgi",
            worker({"src/main.py": "import workers\nimport asgi\n", **_sdk("workers/__init__.py")}),
            ("src/main.py:2",),
        ),
        Example(
            "a file was left out",
            worker({
                "src/main.py": "import workers\n", **_sdk("workers/__init__.py", recorded=("workers/types.py",))
            }),
            ("python_modules/workers_runtime_sdk-1.1.3.dist-info/RECORD:1",),
        ),
        Example(
            "complete",
            worker({"src/main.py": "import workers\nimport asgi\n", **_sdk("workers/__init__.py", "asgi.py")}),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    version = vendored_sdk(context)
    if version is None:
        return
    for failing in failing_imports(context, lambda resolution: resolution.outcome is Outcome.SDK_EXTERNAL):
        name = failing.resolution.name.partition(".")[0]
        yield make_finding(
            RULE,
            context,
            failing,
            f"the vendored {SDK_DISTRIBUTION} {version} has no `{name}`, and the runtime's own is gone",
            subject="sdk",
            remedies=(REMEDY,),
        )
    absent = _absent_files(context)
    if absent:
        shown = ", ".join(absent[:MOST_NAMED]) + (
            f" and {len(absent) - MOST_NAMED} more" if absent[MOST_NAMED:] else ""
        )
        info = vendored(context).distributions[SDK_DISTRIBUTION].info
        yield Finding(
            RULE.code,
            RULE.name,
            Severity.WARNING,
            f"the upload lacks files of {SDK_DISTRIBUTION} {version}: {shown}",
            path=f"{context.display(info)}/RECORD",
            subject="sdk-files",
            remedies=("uv run pywrangler sync --force, and leave them out of python_modules.exclude",),
        )


def vendored_sdk(context: Context) -> str | None:
    """The version of the SDK in ``python_modules``, where metadata says it."""
    known = vendored(context).distributions.get(SDK_DISTRIBUTION)
    return known.version if known else None


def _absent_files(context: Context) -> list[str]:
    uploaded = {module.name for module in context.upload.modules}
    files = vendored(context).files(SDK_DISTRIBUTION)
    return [file for file in files if file.endswith(".py") and f"python_modules/{file}" not in uploaded]
