"""A `.pth` file in `python_modules` that the Worker does not read.

## What it checks

Files that end in `.pth` directly in `python_modules`, where the compatibility date is before 2026-05-26 and the flag
`python_process_pth_files` is not set.

## Why it fails in a Worker

Without the flag the runtime ignores `.pth` files: folders that one adds are not searched, and its `import` lines never
run. On a desktop `site` reads them, so that the same imports work there.

## How to fix

Add `python_process_pth_files` to `compatibility_flags`, or move the compatibility date to 2026-05-26 or later.

## Limits

Whether anything needs the file is not asked: a file with nothing but `import` lines is information. The SDK's own file
is not reported: every sync brings it, and the SDK works without.

Evidence: workerd, src/pyodide/internal/setup_python_search_path.py and compatibility-date.capnp.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.location import Span
from graphcheck.model.tree import TreeError
from graphcheck.resolve.pth import FLAG, parse_pth, pth_modules
from graphcheck.rules.context import Context
from graphcheck.rules.packages import vendored
from graphcheck.rules.places import add_flag
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.runtime.pywrangler import SDK_DISTRIBUTION

__all__ = ["RULE", "check"]

_FOLDERS = {"src/main.py": "import tool\n", "python_modules/extra.pth": "extra\n", "python_modules/extra/tool.py": ""}

RULE = Rule(
    "GC308",
    "pth-without-flag",
    Severity.WARNING,
    "0.1.0",
    (
        Example("before the date", worker(_FOLDERS, date="2026-05-01"), ("python_modules/extra.pth:1",)),
        Example(
            "the SDK's own",
            worker(
                {
                    "src/main.py": "",
                    "python_modules/hook.pth": "import hook\n",
                    "python_modules/workers_runtime_sdk-1.dist-info/RECORD": "hook.pth,,\n",
                },
                date="2026-05-01",
            ),
        ),
        Example(
            "import lines alone",
            worker({"src/main.py": "", "python_modules/hook.pth": "import hook\n"}, date="2026-05-01"),
            ("python_modules/hook.pth:1",),
        ),
        Example("from the date on", worker(_FOLDERS, date="2026-05-26")),
        Example(
            "in a folder below",
            worker({"src/main.py": "", "python_modules/pkg/extra.pth": "extra\n"}, date="2026-05-01"),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    if FLAG in context.profile.flags:
        return
    for module in pth_modules(context.upload):
        try:
            file = parse_pth(module, context.tree.read(module.path))
        except TreeError:
            continue
        if not file.folders and not file.program.strip():
            continue
        if vendored(context).owners.get(module.name.removeprefix("python_modules/")) == SDK_DISTRIBUTION:
            continue
        path = context.display(module.path)
        what = "the folders that it adds are not searched" if file.folders else "its import lines do not run"
        yield Finding(
            RULE.code,
            RULE.name,
            Severity.WARNING if file.folders else Severity.INFO,
            f"the Worker does not read this file without `{FLAG}`: {what}",
            path=path,
            span=Span(1, 1, 1, 1),
            source=context.read_line(path, 1),
            subject=path,
            remedies=(f"compatibility_flags: add `{FLAG}`",),
            fix=add_flag(context, FLAG, safe=False),
        )
