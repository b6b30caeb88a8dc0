"""The project pins a version of a deploy tool with a known defect.

## What it checks

Versions of wrangler in package-lock.json, package.json and workflows that use wrangler-action, and of workers-py in
uv.lock and pyproject.toml, against a dated table of defects. A defect that depends on the compatibility date counts for
the dates it is about.

## Why it fails in a Worker

Each entry says it: packages that are vendored for another Python than the Worker runs are not found there; package
folders that are flattened on upload are not either.

## How to fix

Update the tool to the version that the finding names.

## Limits

A range counts where even its newest version has the defect. Locks of other package managers than npm and uv are not
read. Defects on Windows alone are information.

Evidence: cloudflare/workers-sdk#12421, cloudflare/wrangler-action#270, cloudflare/workers-py#212,
cloudflare/workers-py#223, cloudflare/workers-py#235.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.frozen import frozen
from graphcheck.rules.context import Context
from graphcheck.rules.dependencies import has_python_modules
from graphcheck.rules.notices import find_at
from graphcheck.rules.packages import runtime_dependencies
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.tool_versions import PinnedTool, pinned_tools
from graphcheck.runtime.selection import effective_date

__all__ = ["RULE", "check"]


@frozen
class Defect:
    """Versions from ``since`` up to, not including, ``fixed``; with compatibility dates in the same way.

    ``python`` is the Worker's where it matters: flags may choose another than the date. ``packages``: only Workers with
    packages meet it.
    """

    tool: str
    since: str
    fixed: str
    what: str
    source: str
    update: str
    date_since: str = "0000"
    date_before: str = "9999"
    python: str = ""
    windows: bool = False
    packages: bool = False


_OTHER_PYTHON = "it vendors packages for Python {} at this compatibility date, and the Worker runs {}"
# As of 2026-11-26. The versions of workers-py were read: pywrangler/metadata.py of each. Those of wrangler were run on
# a Worker with a package: 3.26.0 | 3.27.0 and 4.24.3 | 4.24.4 are where a dry run changes.
DEFECTS = (
    Defect(
        "wrangler",
        "0",
        "3.27.0",
        'it ends a deploy of Python with `No loader is configured for ".py" files`',
        "cloudflare/wrangler-action#270",
        "npm install --save-dev wrangler@latest (for wrangler-action: wranglerVersion)",
    ),
    Defect(
        "wrangler",
        "3.27.0",
        "4.24.4",
        "it does not upload python_modules, and says nothing of it",
        "cloudflare/workers-sdk#9905",
        "npm install --save-dev wrangler@latest (for wrangler-action: wranglerVersion)",
        packages=True,
    ),
    Defect(
        "wrangler",
        "4.0.0",
        "4.64.0",
        "on Windows it flattens the folders of packages, whose modules are then not found",
        "cloudflare/workers-sdk#12421",
        "npm install --save-dev wrangler@latest",
        windows=True,
    ),
    Defect(
        "workers-py",
        "1.16.2",
        "1.16.6",
        "on Windows a sync copies nothing to python_modules, not even the SDK",
        "cloudflare/workers-py#212",
        "uv add --dev 'workers-py>=1.17.1'",
        windows=True,
    ),
    Defect(
        "workers-py",
        "1.16.3",
        "1.16.7",
        _OTHER_PYTHON.format("3.14", "3.13"),
        "cloudflare/workers-py#223",
        "uv add --dev 'workers-py>=1.17.1' && uv run pywrangler sync --force",
        date_since="2026-08-25",
        date_before="2026-09-08",
        python="3.13",
    ),
    Defect(
        "workers-py",
        "0",
        "1.16.3",
        _OTHER_PYTHON.format("3.13", "3.14"),
        "cloudflare/workers-py#235",
        "uv add --dev 'workers-py>=1.17.1' && uv run pywrangler sync --force",
        date_since="2026-09-08",
        python="3.14",
    ),
    Defect(
        "workers-py",
        "1.16.7",
        "1.17.1",
        _OTHER_PYTHON.format("3.13", "3.14"),
        "cloudflare/workers-py#235",
        "uv add --dev 'workers-py>=1.17.1' && uv run pywrangler sync --force",
        date_since="2026-09-08",
        python="3.14",
    ),
)


def _pyproject(version: str) -> str:
    return f'[project]\nname = "example"\nversion = "1"\n\n[dependency-groups]\ndev = ["workers-py=={version}"]\n'


RULE = Rule(
    "GC321",
    "tool-version",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "wrangler 3, and packages",
            worker({
                "src/main.py": "import pad\n",
                "package.json": '{"devDependencies": {"wrangler": "^3.90.0"}}\n',
                "python_modules/pad.py": "",
            }),
            ("package.json:1",),
        ),
        Example(
            "wrangler 3 without packages",
            worker({"src/main.py": "", "package.json": '{"devDependencies": {"wrangler": "^3.90.0"}}\n'}),
        ),
        Example(
            "a workflow that pins it",
            worker(
                {
                    "src/main.py": "",
                    ".github/workflows/deploy.yml": "steps:\n  - uses: cloudflare/wrangler-action@v3\n"
                    '    with:\n      wranglerVersion: "3.13.2"\n',
                }
            ),
            (".github/workflows/deploy.yml:1",),
        ),
        Example(
            "vendors for another Python",
            worker({"src/main.py": "", "pyproject.toml": _pyproject("1.16.7")}),
            ("pyproject.toml:6",),
        ),
        Example(
            "at an earlier date it does not",
            worker({"src/main.py": "", "pyproject.toml": _pyproject("1.16.7")}, date="2026-03-01"),
        ),
        Example(
            "a range that is open upwards",
            worker({"src/main.py": "", "package.json": '{"devDependencies": {"wrangler": "^4.20.0"}}\n'}),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    date = effective_date(context.project.compatibility_date.value)
    python = "{}.{}".format(*context.profile.python[:2])
    packages = has_python_modules(context) or bool(runtime_dependencies(context))
    defects = [
        each
        for each in DEFECTS
        if each.date_since <= date < each.date_before and each.python in ("", python) and each.packages <= packages
    ]
    for pinned in pinned_tools(context):
        for defect in defects:
            if _has(pinned, defect):
                yield find_at(
                    RULE,
                    context,
                    pinned.origin,
                    f"{pinned.tool} {pinned.text}: {defect.what}",
                    severity=Severity.INFO if defect.windows else Severity.WARNING,
                    remedies=(defect.update,),
                    notes=(f"source: {defect.source}, repaired in {defect.fixed}",),
                )


def _has(pinned: PinnedTool, defect: Defect) -> bool:
    from packaging.version import Version

    return pinned.tool == defect.tool and Version(defect.since) <= pinned.highest < Version(defect.fixed)
