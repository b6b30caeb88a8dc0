"""An import of a package that `[project].dependencies` does not declare.

## What it checks

Two things. Imports that a virtual environment of the project satisfies and the Worker does not, where neither
`[project].dependencies` nor what they need brings the package. And the app's own imports of vendored packages that are
there only because another package needs them.

## Why it fails in a Worker

pywrangler vendors what `[project].dependencies` lists and what that needs. A package that was installed by hand, or
for the desktop, works there and is missing in the Worker. One that arrives through another package is gone as soon as
that package no longer needs it.

## How to fix

`uv add NAME`, then `uv run pywrangler sync`. The name of the distribution is that of the metadata on your machine; it
is often not that of the module.

## Limits

Which distribution provides a module is read from the RECORD of an installation and never guessed: without one the
finding names the module alone. A transitive import is information, once for each distribution. The SDK, which every
sync vendors, may be imported undeclared.

Evidence: cloudflare/workerd#2396, cloudflare/workers-sdk#6239, cloudflare/workerd#2397, cloudflare/workers-sdk#6250.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.graph import ImportEdge
from graphcheck.model.imports import Guard, ImportKind
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.rules.context import Context
from graphcheck.rules.declaring import declare_fix
from graphcheck.rules.packages import closure_of, declared_here, runtime_dependencies, syncs_here, vendored
from graphcheck.rules.provision import Claim, Provision, absent_packages
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import find_at_site, make_finding
from graphcheck.rules.syncing import SYNC, with_project
from graphcheck.runtime.pywrangler import SDK_DISTRIBUTION

__all__ = ["RULE", "check"]

PYPROJECT = '[project]\nname = "example"\nversion = "1"\ndependencies = ["outer"]\n'
VENV = ".venv/lib/python3.13/site-packages"
THROUGH = {
    "python_modules/outer/__init__.py": "import inner\n",
    "python_modules/outer-1.0.dist-info/METADATA": "Name: outer\nVersion: 1.0\nRequires-Dist: py-inner>=1\n",
    "python_modules/outer-1.0.dist-info/RECORD": "outer/__init__.py,,\n",
    "python_modules/inner/__init__.py": "",
    "python_modules/py_inner-1.0.dist-info/METADATA": "Name: py-inner\nVersion: 1.0\n",
    "python_modules/py_inner-1.0.dist-info/RECORD": "inner/__init__.py,,\n",
}

RULE = Rule(
    "GC311",
    "import-not-declared",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "installed in .venv only",
            worker({
                "src/main.py": "import left_pad\n",
                f"{VENV}/left_pad/__init__.py": "",
                f"{VENV}/leftpad_py-1.3.dist-info/RECORD": "left_pad/__init__.py,,\n",
            }),
            ("src/main.py:1",),
        ),
        Example(
            "arrives through another package",
            worker({"src/main.py": "import outer\nimport inner\n", "pyproject.toml": PYPROJECT, **THROUGH}),
            ("src/main.py:2",),
        ),
        Example(
            "declared",
            worker({
                "src/main.py": "import outer\nimport inner\n",
                "pyproject.toml": PYPROJECT.replace('"outer"', '"outer", "py-inner"'),
                **THROUGH,
            }),
        ),
        Example("imported by a vendored package", worker({"src/main.py": "import outer\n", "pyproject.toml": PYPROJECT,
                                                          **THROUGH})),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    for provision in absent_packages(context):
        if provision.claim is Claim.UNDECLARED:
            yield _absent(context, provision)
    yield from _transitive(context)


def _absent(context: Context, provision: Provision) -> Finding:
    failing, name = provision.failing, provision.distribution
    top = failing.resolution.name.partition(".")[0]
    provided = f" (distribution {name})" if name else ""
    remedy = f"uv add {name}" if name else "uv add the distribution that provides it"
    finding = make_finding(
        RULE,
        context,
        failing,
        f"`{top}`{provided} is installed in {provision.installed} only, and [project].dependencies does not declare it",
        label="not in the Worker",
        subject=top,
        remedies=(with_project(context, f"{remedy} && {SYNC}" if name else f"{remedy}, then: {SYNC}"),),
        notes=("pywrangler vendors what [project].dependencies lists, and what that needs",),
    )
    return replace(finding, fix=declare_fix(context, name) if name else None)


def _transitive(context: Context) -> Iterator[Finding]:
    declared = runtime_dependencies(context)
    packages = vendored(context)
    if not declared or not packages.distributions or not syncs_here(context):
        return
    chains = closure_of(context, packages, [each.name for each in declared])
    met: set[str] = set()
    for edge in context.graph.edges_of(ModuleOrigin.APP):
        providers = _providers_of(context, edge)
        if len(providers) != 1 or providers[0] in met or declared_here(context, providers[0]):
            continue
        chain = chains.get(providers[0], ())
        if len(chain) > 1:
            met.add(providers[0])
            yield _through(context, edge, chain)


def _providers_of(context: Context, edge: ImportEdge) -> tuple[str, ...]:
    target = edge.resolution.target
    live = edge.guard is Guard.NONE and edge.kind is not ImportKind.PARENT
    if not live or not edge.resolved or target is None:
        return ()
    if target.origin is not ModuleOrigin.VENDORED:
        return ()
    providers = vendored(context).providers.get(edge.imported.partition(".")[0], ())
    return () if SDK_DISTRIBUTION in providers else providers


def _through(context: Context, edge: ImportEdge, chain: tuple[str, ...]) -> Finding:
    name, top = chain[-1], edge.imported.partition(".")[0]
    return find_at_site(
        RULE,
        context,
        edge.site,
        Severity.INFO,
        f"`{top}` (distribution {name}) is not declared: it arrives only through {chain[-2]}",
        subject=name,
        remedies=(f"uv add {name}",),
        notes=(f"needed by: {' > '.join(chain)}",),
    )
