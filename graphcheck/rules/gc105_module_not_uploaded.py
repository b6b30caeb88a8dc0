"""A module of the project that wrangler does not upload.

## What it checks

Imports of files that exist in the project, and that are missing in the upload: they lie outside the module root, no
rule matches them, `find_additional_modules = false` keeps them out, or `python_modules.exclude` does.

## Why it fails in a Worker

A Worker sees the upload and nothing else. On a desktop the project folder is on `sys.path`, so the import works
there.

## How to fix

For a file outside the module root set `base_dir` to a folder that holds both it and `main`, or move the file below
the module root. For a file that a setting keeps out, change that setting: the finding names it.

## Limits

Names inside the Worker follow `base_dir`: after a change of it other imports may need another prefix.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.finding import ConfigRemoval, Finding, Fix, Severity
from graphcheck.model.resolution import ModuleOrigin, Outcome, Resolution
from graphcheck.rules.base_dir import base_dir_fix, base_dir_remedy
from graphcheck.rules.context import Context
from graphcheck.rules.places import config_file, keys_of
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.rules.shadowing import is_hidden
from graphcheck.rules.sites import (
    FailingImport,
    failing_imports,
    make_finding,
    root_prefix_of,
    root_prefixes,
)

__all__ = ["RULE", "check"]

RULE = Rule(
    "GC105",
    "module-not-uploaded",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "outside the module root",
            worker({"src/main.py": "from shared.util import x\n", "shared/util.py": "x = 1\n"}),
            ("src/main.py:1",),
        ),
        Example(
            "modules switched off",
            worker({"src/main.py": "import util\n", "src/util.py": "x = 1\n"}, keys="find_additional_modules = false"),
            ("src/main.py:1",),
        ),
        Example(
            "excluded",
            worker(
                {"src/main.py": "import pad\n", "python_modules/pad/__init__.py": ""},
                keys='[python_modules]\nexclude = ["pad/**"]',
            ),
            ("src/main.py:1",),
        ),
        Example(
            "what is declared is a package, before a folder of its name",
            worker({
                "src/main.py": "import left_pad\n",
                "left_pad/notes.py": "",
                "pyproject.toml": '[project]\nname = "example"\nversion = "1"\ndependencies = ["left-pad"]\n',
            }),
        ),
        Example(
            "what is installed is a package, before a folder of its name",
            worker({
                "src/main.py": "import left_pad\n",
                "left_pad/notes.py": "",
                ".venv/lib/python3.13/site-packages/left_pad/__init__.py": "",
            }),
        ),
        Example("inside", worker({"src/main.py": "from shared.util import x\n", "src/shared/util.py": "x = 1\n"})),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    prefixes = root_prefixes(context)

    def wanted(resolution: Resolution) -> bool:
        below_root = root_prefix_of(resolution.name, prefixes) is not None
        own = resolution.target is not None and resolution.target.origin in (ModuleOrigin.APP, ModuleOrigin.VENDORED)
        meant = resolution.outcome is Outcome.PROJECT_ONLY and own and not below_root
        return meant and not is_hidden(context, resolution.name)

    for failing in failing_imports(context, wanted):
        yield _report(context, failing)


def _report(context: Context, failing: FailingImport) -> Finding:
    hit = context.resolver.project.locate(failing.resolution.name)
    assert hit is not None
    why, remedies = _cause(context, hit.place, hit.root.folder)
    finding = make_finding(
        RULE,
        context,
        failing,
        f"{context.display(hit.place)} is in the project and not in the upload: {why}",
        label="not in the Worker",
        subject=why,
        remedies=remedies,
    )
    base_dir = base_dir_fix(context, hit.root.folder, _prefix(context, hit.root.folder))
    offered = base_dir is not None and base_dir.title in remedies
    return replace(finding, fix=_fix(context), alternatives=(base_dir,) if base_dir and offered else ())


def _prefix(context: Context, folder: str) -> str:
    """What the module root is called, seen from there."""
    return posixpath.relpath(context.project.module_root, folder).replace("/", ".")


def _fix(context: Context) -> Fix | None:
    """Unsafe: every other file of the module root comes along."""
    setting, file = context.project.find_additional_modules, config_file(context)
    if setting.value is not False or file is None:
        return None
    keys = keys_of(context.project, "find_additional_modules", setting.origin)
    return Fix("remove find_additional_modules", safe=False, settings=(ConfigRemoval(file, keys),))


def _cause(context: Context, place: str, found_from: str) -> tuple[str, tuple[str, ...]]:
    dropped = next((drop for drop in context.upload.dropped if drop.path == place), None)
    project = context.project
    if any(problem.path == place and problem.fatal for problem in context.upload.problems):
        return "wrangler stops at it", ()
    if project.find_additional_modules.value is False:
        return "find_additional_modules = false uploads the entry alone", (f"remove it from {_config(context)}",)
    if dropped and dropped.reason == "excluded":
        return (
            f"python_modules.exclude drops it ({dropped.detail})",
            (f"remove that glob from python_modules.exclude in {_config(context)}",),
        )
    if not place.startswith(project.module_root.rstrip("/") + "/"):
        return f"it lies outside the module root {_folder(context, project.module_root)}", _outside(context, found_from)
    detail = f" ({dropped.detail})" if dropped and dropped.detail else ""
    return f"no rule matches it{detail}", (f"correct `rules` in {_config(context)}",)


def _outside(context: Context, found_from: str) -> tuple[str, ...]:
    project = context.project
    holds_main = project.entry.startswith(found_from.rstrip("/") + "/")
    set_base_dir = base_dir_remedy(context, found_from, _prefix(context, found_from)) if holds_main else None
    move = f"move it below {_folder(context, project.module_root)}"
    return (set_base_dir, move) if set_base_dir else (move,)


def _config(context: Context) -> str:
    path = context.project.config_path
    return context.display(path) if path else "the wrangler configuration"


def _folder(context: Context, path: str) -> str:
    return context.display(path).rstrip("/") + "/"
