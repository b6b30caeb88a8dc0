"""`python_modules` does not exist, although the Worker imports packages that the project declares.

## What it checks

Failing imports of declared packages, of what those need, and of the SDK, in a project without a folder
`python_modules` beside its wrangler configuration: one finding for all of them.

## Why it fails in a Worker

Only `python_modules` is uploaded. `wrangler deploy` installs nothing, and notes the missing folder in its debug log
alone: a dry run stays green, and the first import fails in the Worker.

## How to fix

`uv run pywrangler sync` makes the folder; `uv run pywrangler deploy` does it first. In CI, before the packages are
vendored, `graphcheck check --assume-synced` takes them as present.

## Limits

Packages that no list declares are findings of their own: a sync would not bring them.

Evidence: fangyunqing/tool-server@1dc356c, cloudflare/workers-py#228, cloudflare/workers-py#270.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import Outcome
from graphcheck.rules.context import Context
from graphcheck.rules.dependencies import has_python_modules
from graphcheck.rules.packages import runtime_dependencies
from graphcheck.rules.provision import Claim, absent_packages
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import FailingImport, failing_imports, make_finding
from graphcheck.rules.syncing import SYNC

__all__ = ["RULE", "check"]

PYPROJECT = '[project]\nname = "example"\nversion = "1"\ndependencies = ["left-pad>=1", "right-pad"]\n'
MOST_NAMED = 8

RULE = Rule(
    "GC310",
    "python-modules-missing",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "never synced",
            worker({"src/main.py": "import left_pad\nimport right_pad\n", "pyproject.toml": PYPROJECT}),
            ("src/main.py:1",),
        ),
        Example(
            "a folder of the project has the name of a package",
            worker({"src/main.py": "import left_pad\n", "pyproject.toml": PYPROJECT, "left_pad/notes.py": ""}),
            ("src/main.py:1",),
        ),
        Example(
            "the first that the Worker meets, the SDK included",
            worker({"src/main.py": "import workers\nimport left_pad\n", "pyproject.toml": PYPROJECT}),
            ("src/main.py:1",),
        ),
        Example(
            "synced",
            worker({
                "src/main.py": "import left_pad\n",
                "pyproject.toml": PYPROJECT,
                "python_modules/left_pad/__init__.py": "",
            }),
        ),
        Example("nothing to vendor", worker({"src/main.py": "import json\n", "pyproject.toml": PYPROJECT})),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    if has_python_modules(context):
        return
    wanted = [each.failing for each in absent_packages(context) if each.claim in (Claim.DECLARED, Claim.BROUGHT)]
    if not wanted:
        return
    wanted += failing_imports(context, lambda resolution: resolution.outcome is Outcome.SDK_EXTERNAL)
    met = {failure.site: rank for rank, failure in enumerate(context.startup.failures)}
    wanted.sort(key=lambda failing: (failing.severity.rank, met.get(failing.site, len(met))))
    first = wanted[0]
    yield make_finding(
        RULE,
        context,
        first,
        f"python_modules does not exist: nothing that pyproject.toml declares ({_count(context)}) is in the Worker",
        label="not in the Worker",
        subject="python_modules",
        remedies=(SYNC,),
        notes=(
            f"imported and missing: {_names(wanted)}",
            "wrangler uploads packages from python_modules only, and does not install them; pywrangler does",
        ),
    )


def _count(context: Context) -> str:
    count = len(runtime_dependencies(context))
    return f"{count} packages" if count != 1 else "1 package"


def _names(wanted: list[FailingImport]) -> str:
    names = list(dict.fromkeys(failing.resolution.name.partition(".")[0] for failing in wanted))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
