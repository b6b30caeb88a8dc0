"""A dependency's source that the project's pywrangler does not look at.

## What it checks

Dependencies of the Worker with an entry in `[tool.uv.sources]`, in a project that pins a workers-py before 1.17.0.

## Why it fails in a Worker

Until then pywrangler read `[project].dependencies` alone: a package from a path, a repository or a workspace was
fetched from the index, where another project may have that name, or not found at all.

## How to fix

`uv add --dev "workers-py>=1.17.0"`. Before that: build a wheel and name it in the dependency.

## Limits

Without a pin of workers-py in `uv.lock` or in pyproject.toml nothing is said. Since 1.17.0 the sources count.

Evidence: cloudflare/workers-py#107.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.requirement import parse_version
from graphcheck.rules.context import Context
from graphcheck.rules.notices import find_at
from graphcheck.rules.packages import runtime_dependencies
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.tool_versions import version_of_pywrangler
from graphcheck.runtime.pywrangler import DISTRIBUTION, HONOURS_UV_SOURCES_SINCE

__all__ = ["RULE", "check"]


def _pyproject(tool: str) -> str:
    return (
        '[project]\nname = "example"\nversion = "1"\ndependencies = ["mylib"]\n\n'
        f'[dependency-groups]\ndev = ["{tool}"]\n\n[tool.uv.sources]\nmylib = {{ path = "mylib" }}\n'
    )


FILES = {"src/main.py": "", "mylib/pyproject.toml": ""}

RULE = Rule(
    "GC316",
    "dep-source-ignored",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "an older pywrangler",
            worker({**FILES, "pyproject.toml": _pyproject("workers-py==1.16.7")}),
            ("pyproject.toml:10",),
        ),
        Example("a newer one", worker({**FILES, "pyproject.toml": _pyproject("workers-py==1.17.9")})),
        Example("not pinned", worker({**FILES, "pyproject.toml": _pyproject("workers-py")})),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    pinned = version_of_pywrangler(context)
    since = parse_version(HONOURS_UV_SOURCES_SINCE) if pinned else None
    if pinned is None or since is None or pinned >= since:
        return
    declared = {dependency.name for dependency in runtime_dependencies(context)}
    for source in context.project.sources:
        if source.name in declared:
            yield find_at(
                RULE,
                context,
                source.origin,
                f"{DISTRIBUTION} {pinned} does not look at this source ({source.kind.value}): it takes {source.name} "
                "from the index",
                remedies=(f'uv add --dev "{DISTRIBUTION}>={HONOURS_UV_SOURCES_SINCE}"',),
            )
