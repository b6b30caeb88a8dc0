"""A declared package that nothing in the Worker imports.

## What it checks

`[project].dependencies` that are vendored, and of whose modules no import reaches a single one, at start or later.

## Why it fails in a Worker

It does not fail: the package is uploaded and counts against the size limit for nothing.

## How to fix

`uv remove NAME`, if nothing needs it in a way that files do not show.

## Limits

Information only. Quiet about packages that others may load without an import statement: those with entry points for
plugins, those that another vendored package names as a requirement or an extra, data for the standard library
(`tzdata`), and all of them where the app itself imports by name (`importlib.import_module`). A package whose modules
are not known, because it has no RECORD, is not judged.

Evidence: nyuchi/mukoko-news@8e78ea1.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from graphcheck.extract.questions import find_named_calls
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.reach import Reach
from graphcheck.model.requirement import normal_name, parse_requirement
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.tree import TreeError
from graphcheck.rules.context import Context
from graphcheck.rules.gc318_tool_in_runtime_deps import TOOLS
from graphcheck.rules.natives import foreign_extension
from graphcheck.rules.notices import find_at
from graphcheck.rules.packages import runtime_dependencies, syncs_here, vendored
from graphcheck.rules.rule import Example, Rule, worker
from graphcheck.runtime.pywrangler import SDK_DISTRIBUTION

__all__ = ["RULE", "check"]

# CPython's zoneinfo imports it by a computed name (Lib/zoneinfo/_common.py).
LOADED_BY_THE_STANDARD_LIBRARY = frozenset({"tzdata"})
DYNAMIC_IMPORTS = ("importlib.import_module", "__import__")
_COMMANDS = frozenset({"console_scripts", "gui_scripts"})
PYPROJECT = '[project]\nname = "example"\nversion = "1"\ndependencies = ["left-pad"]\n'
VENDORED = {
    "python_modules/leftpad/__init__.py": "",
    "python_modules/left_pad-1.dist-info/METADATA": "Name: left-pad\nVersion: 1\n",
    "python_modules/left_pad-1.dist-info/RECORD": "leftpad/__init__.py,,\n",
}

RULE = Rule(
    "GC323",
    "unused-dependency",
    Severity.INFO,
    "0.1.0",
    (
        Example(
            "never imported",
            worker({"src/main.py": "import json\n", "pyproject.toml": PYPROJECT, **VENDORED}),
            ("pyproject.toml:4",),
        ),
        Example(
            "imported later",
            worker({"src/main.py": "def handler():\n    import leftpad\n", "pyproject.toml": PYPROJECT, **VENDORED}),
        ),
        Example(
            "the app imports by name",
            worker({
                "src/main.py": "import importlib\ndef load(name):\n    return importlib.import_module(name)\n",
                "pyproject.toml": PYPROJECT, **VENDORED,
            }),
        ),
        Example(
            "imported, and built for another machine, which is another finding",
            worker({
                "src/main.py": "import leftpad\n", "pyproject.toml": PYPROJECT,
                "python_modules/left_pad-1.dist-info/METADATA": "Name: left-pad\nVersion: 1\n",
                "python_modules/leftpad.cpython-314-x86_64-linux-gnu.so": "",
                "python_modules/left_pad-1.dist-info/RECORD": "leftpad.cpython-314-x86_64-linux-gnu.so,,\n",
            }),
        ),
        Example(
            "a plugin",
            worker({
                "src/main.py": "import json\n", "pyproject.toml": PYPROJECT, **VENDORED,
                "python_modules/left_pad-1.dist-info/entry_points.txt": "[pads.plugins]\nleft = leftpad\n",
            }),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    packages = vendored(context)
    if not packages.distributions or not syncs_here(context):
        return
    reached = {
        context.modules[node.name].path for node in context.graph.nodes if node.path and node.reached is not Reach.NO
    }
    used = {packages.owners.get(path.removeprefix(f"{packages.folder}/")) for path in reached if path}
    used |= {packages.owners.get(path.removeprefix("python_modules/")) for path in _meant(context)}
    if _imports_by_name(context):
        return
    spared = LOADED_BY_THE_STANDARD_LIBRARY | TOOLS.keys() | {SDK_DISTRIBUTION} | _named_by_others(context)
    for dependency in runtime_dependencies(context):
        name = dependency.name
        if name in used or name in spared or not packages.files(name) or _is_plugin(context, name):
            continue
        yield find_at(
            RULE,
            context,
            dependency.origin,
            f"{name} is declared and vendored, and nothing in the Worker imports it",
            remedies=(f"uv remove {name}, if nothing loads it in another way",),
        )


def _meant(context: Context) -> Iterator[str]:
    """Extension files that an import asks for, and that this Worker cannot load."""
    for edge in context.graph.edges:
        extension = None if edge.resolved else foreign_extension(context, edge.resolution)
        if extension:
            yield extension.path


def _imports_by_name(context: Context) -> bool:
    """Whether a module of the app imports what a text names."""
    for module in context.modules.values():
        if module.origin is ModuleOrigin.APP and module.uploaded and (module.path or "").endswith(".py"):
            with suppress(TreeError):
                if context.tree.look(module.path or "", find_named_calls, DYNAMIC_IMPORTS):
                    return True
    return False


def _is_plugin(context: Context, name: str) -> bool:
    return any(group not in _COMMANDS for group in vendored(context).entry_point_groups(name))


def _named_by_others(context: Context) -> frozenset[str]:
    """All names in requirements, extras included: what they name they may import when it is there."""
    packages = vendored(context)
    texts = (text for name in packages.distributions for text in packages.requirements(name))
    return frozenset(normal_name(parsed.name) for parsed in map(parse_requirement, texts) if parsed)
