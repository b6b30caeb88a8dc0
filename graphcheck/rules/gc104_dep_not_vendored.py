"""A package that is declared or installed, and not in `python_modules`.

## What it checks

Imports that resolve to a declared dependency, to what one needs, or to a requirement of a vendored package, while
`python_modules` beside the wrangler configuration does not hold it. Where the whole folder is missing,
`python-modules-missing` says it once.

## Why it fails in a Worker

Only `python_modules` is uploaded. `wrangler deploy` does not install packages and does not notice that they are
missing: a dry run stays green. Virtual environments are for the desktop.

## How to fix

Declare the distribution in `[project].dependencies` of pyproject.toml if it is not there yet (`uv add NAME`), then
run `uv run pywrangler sync`, or deploy with `uv run pywrangler deploy`, which does it first.

## Limits

Which distribution provides a module is read from the RECORD of an installation or from Pyodide's own list of packages,
or taken from a declaration of the same name; it is never guessed.

Evidence: fangyunqing/tool-server@1dc356c, cloudflare/workers-py#88.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.rules.context import Context
from graphcheck.rules.dependencies import has_python_modules
from graphcheck.rules.provision import Claim, Provision, absent_packages
from graphcheck.rules.requirements import requisite_of
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import make_finding
from graphcheck.rules.syncing import SYNC, with_project

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
            worker({
                "src/main.py": "import left_pad\n",
                "pyproject.toml": PYPROJECT,
                "python_modules/right_pad/__init__.py": "",
            }),
            ("src/main.py:1",),
        ),
        Example(
            "only in .venv-workers",
            worker({
                "src/main.py": "import left_pad\n",
                f"{SITE_PACKAGES}/left_pad/__init__.py": "",
                "python_modules/right_pad/__init__.py": "",
            }),
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
            "required by a vendored package under another name",
            worker({
                "src/main.py": "import pad\n",
                "python_modules/pad/__init__.py": "import yaml\n",
                "python_modules/pad-1.dist-info/METADATA": "Name: pad\nRequires-Dist: PyYAML\n",
                "python_modules/pad-1.dist-info/RECORD": "pad/__init__.py,,\n",
            }),
            ("python_modules/pad/__init__.py:1",),
        ),
        Example(
            "vendored for another machine, which is another finding",
            worker({
                "src/main.py": "import left_pad\n",
                "pyproject.toml": PYPROJECT,
                "python_modules/left_pad.cpython-313-x86_64-linux-gnu.so": "",
            }),
        ),
        Example(
            "vendored",
            worker({"src/main.py": "import left_pad\n", "pyproject.toml": PYPROJECT,
                    "python_modules/left_pad/__init__.py": ""}),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    exists = has_python_modules(context)
    for provision in absent_packages(context):
        sync_brings_it = provision.claim in (Claim.DECLARED, Claim.BROUGHT)
        if provision.claim is Claim.REQUIRED or (exists and sync_brings_it):
            yield _report(context, provision)


def _report(context: Context, provision: Provision) -> Finding:
    top = provision.failing.resolution.name.partition(".")[0]
    return make_finding(
        RULE,
        context,
        provision.failing,
        f"`{top}` {_state(context, provision)}, and python_modules does not hold it",
        subject=top,
        remedies=(with_project(context, SYNC),),
        notes=(
            "wrangler uploads packages from python_modules only, and does not install them; pywrangler does",
            *((f"needed by: {' > '.join(provision.chain)}",) if len(provision.chain) > 1 else ()),
        ),
    )


def _state(context: Context, provision: Provision) -> str:
    if provision.installed:
        return f"is installed in {provision.installed} only"
    if provision.declared:
        return f"is declared ({provision.declared.requirement})"
    requisite = requisite_of(context, provision.failing)
    if requisite:
        return f"is required by {requisite.distribution} ({requisite.text})"
    return f"is what {provision.chain[-2]} needs"
