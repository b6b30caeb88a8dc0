"""An import that starts with the folder in which the entry lies.

## What it checks

Imports whose first names are the module root's own folder: `from src.db import query` where `main` is
`src/main.py`.

## Why it fails in a Worker

wrangler uploads every file under its path relative to the module root: `base_dir`, or the folder of `main`. With
`main = "src/main.py"` the file `src/db.py` becomes the module `db`, and nothing inside the Worker is called `src`.
On a desktop the project folder is on `sys.path`, so the same import works there and in the tests.

## How to fix

Either drop the prefix (`from db import query`), or set `base_dir` in the wrangler configuration to the folder that
holds the prefix; modules then keep it. With `base_dir` the entry itself stays at the top under its own name, so its
imports without the prefix have to gain it.

`graphcheck fix` drops the prefix, also in uses of `import src.db` (`src.db.query()` becomes `db.query()`) and in
literal `importlib.import_module("src.db")`. `graphcheck fix --with base-dir` sets `base_dir` where every import has the
prefix.

## Limits

A package inside the module root that has the same name as the module root's folder is used as Python uses it, and
not reported.

Evidence: cloudflare/cloudflare-docs#25856; workerd adds a note about the prefix for the literal name `src`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import ConfigEdit, Finding, Fix, Severity
from graphcheck.model.imports import ImportKind
from graphcheck.model.resolution import ModuleOrigin, Outcome, Resolution
from graphcheck.rules.context import Context
from graphcheck.rules.rewrites import import_names_fix, rename_fix
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.sites import (
    FailingImport,
    describe_setting,
    failing_imports,
    is_missing,
    make_finding,
    root_prefix_of,
    root_prefixes,
)

__all__ = ["RULE", "check"]

SETTINGS = "class Settings:\n    pass\n"

RULE = Rule(
    "GC101",
    "root-prefix-import",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "prefix of the module root",
            worker(
                {
                    "src/main.py": "from src.core.config import Settings\n",
                    "src/core/config.py": SETTINGS,
                }
            ),
            ("src/main.py:1",),
        ),
        Example(
            "two folders",
            worker(
                {
                    "backend/src/main.py": "import backend.src.core.config\n",
                    "backend/src/core/config.py": SETTINGS,
                },
                main="backend/src/main.py",
            ),
            ("backend/src/main.py:1",),
        ),
        Example(
            "names relative to the module root",
            worker({"src/main.py": "from core.config import Settings\n", "src/core/config.py": SETTINGS}),
        ),
        Example(
            "base_dir keeps the prefix",
            worker(
                {"src/main.py": "from src.core.config import Settings\n", "src/core/config.py": SETTINGS},
                keys='base_dir = "."',
            ),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    prefixes = root_prefixes(context)

    def wanted(resolution: Resolution) -> bool:
        return is_missing(resolution) and root_prefix_of(resolution.name, prefixes) is not None

    for failing in failing_imports(context, wanted):
        prefix = root_prefix_of(failing.resolution.name, prefixes)
        if prefix:
            yield _report(context, failing, prefix)


def _report(context: Context, failing: FailingImport, prefix: str) -> Finding:
    rest = failing.resolution.name[len(prefix) + 1 :]
    exists = not rest or context.resolver.resolve(rest).outcome is Outcome.FOUND
    message = f"`{prefix}` is the module root itself; nothing inside the Worker is called `{prefix.partition('.')[0]}`"
    notes = [] if exists else [f"there is no module `{rest}` in the Worker either"]
    finding = make_finding(
        RULE,
        context,
        failing,
        message,
        label=f"uploaded as `{rest}`" if rest and exists else None,
        subject=prefix,
        remedies=_remedies(context, failing, prefix, rest),
        notes=tuple(notes),
    )
    return _with_fixes(context, finding, failing, prefix, rest) if exists else finding


def _remedies(context: Context, failing: FailingImport, prefix: str, rest: str) -> tuple[str, ...]:
    without_prefix = _without_prefix(failing.site.statement, failing.resolution.name, rest)
    base_dir = _base_dir_remedy(context, prefix)
    return tuple(remedy for remedy in (without_prefix, base_dir) if remedy)


def _without_prefix(statement: str, name: str, rest: str) -> str:
    if rest:
        return statement.replace(name, rest, 1)
    if statement.startswith(f"from {name} import "):
        return "import " + statement.removeprefix(f"from {name} import ")
    return f"import the modules below `{name}` by their own names"


def _base_dir(context: Context, prefix: str) -> str | None:
    """The folder that holds the prefix, relative to the configuration file; None without one."""
    config = context.project.config_path
    if config is None:
        return None
    folder = context.project.module_root
    for _ in prefix.split("."):
        folder = posixpath.dirname(folder)
    return posixpath.relpath(folder, posixpath.dirname(config))


def _base_dir_remedy(context: Context, prefix: str) -> str | None:
    base_dir = _base_dir(context, prefix)
    if base_dir is None:
        return None
    text = describe_setting(context, "base_dir", base_dir)
    if _has_imports_without_prefix(context, prefix):
        return text + f"; then the imports that lack the prefix `{prefix}` change instead"
    return text


def _base_dir_fix(context: Context, prefix: str) -> Fix | None:
    """The setting, where it is enough: no import of the app lacks the prefix."""
    project = context.project
    base_dir = _base_dir(context, prefix)
    if base_dir is None or project.config_path is None or _has_imports_without_prefix(context, prefix):
        return None
    inherited = project.env is None or project.main.origin is None or not project.main.origin.key.startswith("env.")
    keys = ("base_dir",) if inherited or project.env is None else ("env", project.env, "base_dir")
    edit = ConfigEdit(context.display(project.config_path), keys, base_dir)
    return Fix(f'base_dir = "{base_dir}"', safe=False, settings=(edit,), choice="base-dir")


def _has_imports_without_prefix(context: Context, prefix: str) -> bool:
    return any(
        edge.resolved
        and edge.kind is not ImportKind.PARENT
        and edge.resolution.target is not None
        and edge.resolution.target.origin is ModuleOrigin.APP
        and context.modules[edge.importer].origin is ModuleOrigin.APP
        and not edge.imported.startswith(f"{prefix}.")
        and edge.site.statement.split()[1].partition(".")[0] == edge.imported.partition(".")[0]
        for edge in context.graph.edges
    )


def _with_fixes(context: Context, finding: Finding, failing: FailingImport, prefix: str, rest: str) -> Finding:
    site, name = failing.site, failing.resolution.name
    fix = rename_fix(context, site, name, rest) if rest else import_names_fix(context, site)
    base_dir = _base_dir_fix(context, prefix)
    return replace(finding, fix=fix, alternatives=(base_dir,) if base_dir else ())
