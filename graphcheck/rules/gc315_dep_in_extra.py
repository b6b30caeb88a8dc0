"""An imported package is declared in an extra, a dependency group or a requirements.txt only.

## What it checks

Failing imports whose distribution `[project.optional-dependencies]`, `[dependency-groups]` or the nearest
`requirements.txt` (or `cf-requirements.txt`) declares, and `[project].dependencies` does not.

## Why it fails in a Worker

pywrangler reads `[project].dependencies` and nothing else: extras, groups and files of pip are for other uses of the
project.

## How to fix

Move the requirement to `[project].dependencies`, or keep the code that needs it out of what the Worker imports. For a
`requirements.txt`, `uv add -r requirements.txt` does it; without a pyproject.toml, `uv init --bare` makes one
first.

## Limits

The name of the distribution comes from the RECORD of an installation, from Pyodide's list of packages, or from a
declaration of the module's own name. Of a requirements.txt the lines that name a distribution are read, not the files
that it includes.

Evidence: kism/ansible-inventory-cmdb@a3dac40.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphcheck.config.requirements import FILES
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.project import Dependency
from graphcheck.rules.context import Context
from graphcheck.rules.declaring import declare_fix
from graphcheck.rules.provision import Claim, Provision, absent_packages
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import make_finding
from graphcheck.rules.syncing import SYNC, with_project

__all__ = ["RULE", "check"]

IN_EXTRA = '[project]\nname = "example"\nversion = "1"\n\n[project.optional-dependencies]\nserver = ["fast-api"]\n'
IN_GROUP = '[project]\nname = "example"\nversion = "1"\n\n[dependency-groups]\ndev = ["fast-api"]\n'

RULE = Rule(
    "GC315",
    "dep-in-extra",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "in an extra",
            worker({"src/main.py": "import fast_api\n", "pyproject.toml": IN_EXTRA}),
            ("src/main.py:1",),
        ),
        Example(
            "in a group",
            worker({"src/main.py": "def serve():\n    import fast_api\n", "pyproject.toml": IN_GROUP}),
            ("src/main.py:2",),
        ),
        Example(
            "in a requirements.txt",
            worker({"src/main.py": "import bs4\n", "requirements.txt": "beautifulsoup4>=4  # for the parser\n"}),
            ("src/main.py:1",),
        ),
        Example(
            "vendored all the same",
            worker({
                "src/main.py": "import fast_api\n",
                "pyproject.toml": IN_GROUP,
                "python_modules/fast_api/__init__.py": "",
            }),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for provision in absent_packages(context):
        if provision.claim is Claim.EXTRA:
            yield _report(context, provision)


def _report(context: Context, provision: Provision) -> Finding:
    declared, failing = provision.declared, provision.failing
    assert declared is not None
    assert declared.group is not None
    place = f" at {context.display(declared.origin.path)}" if declared.origin else ""
    line = f":{declared.origin.span.line}" if declared.origin and declared.origin.span else ""
    finding = make_finding(
        RULE,
        context,
        failing,
        f"`{declared.name}` is declared in `{declared.group}` only: pywrangler vendors [project].dependencies",
        label="not in the Worker",
        subject=declared.group if declared.group in FILES else declared.name,
        remedies=(_remedy(context, declared),),
        notes=(f"declared as {declared.requirement}{place}{line}",),
    )
    return replace(finding, fix=declare_fix(context, declared.requirement))


def _remedy(context: Context, declared: Dependency) -> str:
    if declared.group not in FILES:
        return f'move "{declared.requirement}" to [project].dependencies && {SYNC}'
    return with_project(context, f"uv add -r {declared.group} && {SYNC}")
