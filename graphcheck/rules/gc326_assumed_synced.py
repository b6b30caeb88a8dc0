"""A package that `--assume-synced` takes as vendored, without a proof that it will be.

## What it checks

With `--assume-synced`: imports that are taken as satisfied because pywrangler is going to vendor packages whose modules
nothing here names.

## Why it fails in a Worker

It does not fail if the package is among those that a sync brings. Which modules a distribution has is known only once
it is installed: a misspelt name looks the same as a package that is not there yet.

## How to fix

Run graphcheck once more after `uv run pywrangler sync`, without `--assume-synced`: then nothing is assumed.

## Limits

What is awaited comes from `pylock.toml`, else from `uv.lock`, else from `[project].dependencies` and what those need as
far as an environment shows it. That a sync brings a module is proven by the RECORD of an installation, by Pyodide's own
list of packages, or by an awaited distribution that has the module's own name. Modules inside a package that is not
there are taken as present.

Evidence: cloudflare/workers-py#108.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import find_at_site

__all__ = ["RULE", "check"]

PYPROJECT = '[project]\nname = "example"\nversion = "1"\ndependencies = ["left-pad"]\n'

RULE = Rule(
    "GC326",
    "assumed-synced",
    Severity.INFO,
    "0.1.0",
    (
        Example(
            "nothing shows what the package holds",
            worker({"src/main.py": "import leftpad\n", "pyproject.toml": PYPROJECT}),
            ("src/main.py:1",),
            assume_synced=True,
        ),
        Example(
            "the module has the package's name",
            worker({"src/main.py": "import left_pad\n", "pyproject.toml": PYPROJECT}),
            assume_synced=True,
        ),
        Example(
            "Pyodide's list of packages names the module",
            worker({
                "src/main.py": "from PIL import Image\n",
                "pyproject.toml": PYPROJECT.replace("left-pad", "pillow"),
            }),
            assume_synced=True,
        ),
        Example(
            "an environment shows it",
            worker({
                "src/main.py": "import leftpad\n",
                "pyproject.toml": PYPROJECT,
                ".venv/lib/python3.13/site-packages/leftpad.py": "",
                ".venv/lib/python3.13/site-packages/left_pad-1.dist-info/RECORD": "leftpad.py,,\n",
            }),
            assume_synced=True,
        ),
        Example("nothing is assumed", worker({"src/main.py": "import leftpad\n", "pyproject.toml": PYPROJECT})),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    sync = context.resolver.sync
    if sync is None:
        return
    met: set[str] = set()
    for edge in context.graph.edges:
        target, top = edge.resolution.target, edge.imported.partition(".")[0]
        assumed = target is not None and target.origin is ModuleOrigin.VENDORED and target.path is None
        if not edge.resolved or not assumed or top in met or sync.is_proven(top):
            continue
        met.add(top)
        yield find_at_site(
            RULE,
            context,
            edge.site,
            Severity.INFO,
            f"`{top}` is taken as one of the packages that a sync will bring; nothing here shows that it is",
            subject="assumed-synced",
            remedies=("uv run pywrangler sync, then without --assume-synced",),
        )
