"""An import that names the folder `python_modules`.

## What it checks

`from python_modules.starlette import status` and the like in the app's files: editors that see the folder in the
project propose such imports.

## Why it fails in a Worker

It works, by accident: the app's folder is on the search path, and `python_modules` in it counts as a namespace package.
But the module is executed a second time under its longer name, beside the copy that everybody else imports. Its classes
are others than theirs: `isinstance`, `except` and registries do not recognise each other, and start takes longer.

## How to fix

Leave `python_modules.` away. `graphcheck fix` does it.

## Limits

Only imports whose shorter name leads to `python_modules` as well are reported.

Evidence: fangyunqing/tool-server@1dc356c.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.graph import ImportEdge
from graphcheck.model.imports import Guard, ImportKind, Timing
from graphcheck.model.location import SiteRef
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.rules.context import Context
from graphcheck.rules.rewrites import import_names_fix, is_own, rename_fix, site_at
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import find_at_site

__all__ = ["RULE", "check"]

PAD = {"python_modules/pad/__init__.py": "from pad import left\n", "python_modules/pad/left.py": "x = 1\n"}

RULE = Rule(
    "GC110",
    "import-through-python-modules",
    Severity.WARNING,
    "0.1.0",
    (
        Example(
            "as an editor proposes it",
            worker({"src/main.py": "from python_modules.pad import left\n", **PAD}),
            ("src/main.py:1",),
        ),
        Example(
            "the module itself",
            worker({"src/main.py": "from python_modules import pad\n", **PAD}),
            ("src/main.py:1",),
        ),
        Example("by its own name", worker({"src/main.py": "from pad import left\n", **PAD})),
    ),
)

_FOLDER = "python_modules"


def check(context: Context) -> Iterator[Finding]:
    seen: set[SiteRef] = set()
    for edge in context.graph.edges_of(ModuleOrigin.APP):
        if edge.site not in seen and _is_through_folder(context, edge):
            seen.add(edge.site)
            yield _report(context, edge)


def _is_through_folder(context: Context, edge: ImportEdge) -> bool:
    if edge.kind is ImportKind.PARENT or not edge.resolved or not f"{edge.imported}.".startswith(f"{_FOLDER}."):
        return False
    if edge.guard in (Guard.DEAD, Guard.TYPE_CHECKING):
        return False
    if edge.importer.startswith(f"{_FOLDER}."):
        return False
    shorter = edge.imported[len(_FOLDER) + 1 :]
    wanted = [shorter] if shorter else edge.names
    return bool(wanted) and all(is_own(context, name, ModuleOrigin.VENDORED) for name in wanted)


def _report(context: Context, edge: ImportEdge) -> Finding:
    site, shorter = edge.site, edge.imported[len(_FOLDER) + 1 :]
    statement = site.statement
    remedy = statement.replace(f"{_FOLDER}.", "", 1) if shorter else statement.replace(f"from {_FOLDER} ", "", 1)
    return find_at_site(
        RULE,
        context,
        site,
        Severity.WARNING if edge.timing is Timing.IMPORT_TIME else Severity.INFO,
        f"`{edge.imported}` is a second copy of `{shorter or ', '.join(edge.names)}`",
        subject=shorter.partition(".")[0] or edge.names[0],
        remedies=(remedy,),
        fix=rename_fix(context, site, edge.imported, shorter)
        if shorter
        else import_names_fix(context, site, site_at(context, site), ModuleOrigin.VENDORED),
    )
