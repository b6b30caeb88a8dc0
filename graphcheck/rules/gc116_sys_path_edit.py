"""Code of the app changes `sys.path` while the Worker starts.

## What it checks

`sys.path.insert`, `append`, `extend`, `sys.path[:0] = ...`, `site.addsitedir` and the like, where import-time code
reaches them. Paths may be built from constants, `__file__`, `Path(__file__)` and the functions of `os.path`.

## Why it fails in a Worker

The edit is understood and used: imports after it are looked for there as well. But the path is another one than on a
desktop. The module root is `/session/metadata` in a Worker, so that `Path(__file__).parent.parent` of the entry is
`/session`, where nothing of the project is. An object of `pathlib` on `sys.path` is passed over by Python, and in
Python 3.14 it turns every missing import into a TypeError.

## How to fix

Nothing, where the note says what you expect. To keep imports that start with the module root's own folder, no entry
of `sys.path` helps, since no folder has that name: `graphcheck fix --with sys-path` registers the name instead. Put
`str(...)` around an object of `pathlib`.

## Limits

A path that depends on the environment, on arguments or on a loop is not known, and said to be so.

Evidence: cloudflare/workerd#1973, jawj/pypgworker@223b994.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.graph import SearchPathEdit
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.steps import PathChange
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

_INSERT = "import os, sys\nsys.path.insert(0, os.path.join(os.path.dirname(__file__), 'lib'))\nimport tool\n"

RULE = Rule(
    "GC116",
    "sys-path-edit",
    Severity.INFO,
    "0.1.0",
    (
        Example("a folder that is there", worker({"src/main.py": _INSERT, "src/lib/tool.py": ""}), ("src/main.py:2",)),
        Example(
            "not known",
            worker({"src/main.py": "import os, sys\nsys.path.append(os.environ.get('LIB', '.'))\n"}),
            ("src/main.py:2",),
        ),
        Example(
            "never executed",
            worker({"src/main.py": "import sys\nif sys.platform == 'win32':\n    sys.path.append('C:/lib')\n"}),
        ),
    ),
)


def check(context: Context) -> Iterator[Finding]:
    for edit in context.startup.edits:
        module = context.modules.get(edit.site.module)
        if module is None or module.origin is not ModuleOrigin.APP:
            continue
        message, notes = _explain(edit, context)
        yield Finding(
            RULE.code,
            RULE.name,
            Severity.INFO,
            message,
            module=edit.site.module,
            path=edit.site.path,
            span=edit.site.span,
            source=context.read_line(edit.site.path, edit.site.span.line),
            subject=",".join(edit.entries),
            chain=context.graph.chain_to(edit.site.module),
            notes=notes,
        )


def _explain(edit: SearchPathEdit, context: Context) -> tuple[str, tuple[str, ...]]:
    entries = ", ".join(f"`{posixpath.normpath(entry)}`" for entry in edit.entries)
    match edit.change:
        case PathChange.INSERT:
            hope = "" if edit.certain else ", if the condition around it holds"
            empty = [entry for entry in edit.entries if _is_empty(posixpath.normpath(entry), context)]
            nothing = ", and nothing of the project is there" if len(empty) == len(edit.entries) else ""
            return f"{entries} is searched in the Worker from here on{hope}{nothing}", (*_places(edit, context),)
        case PathChange.IGNORED:
            return "an object of pathlib on `sys.path` is passed over by Python: put `str(...)` around it", ()
        case PathChange.REMOVE:
            return f"{entries} is no longer searched in the Worker from here on", ()
        case PathChange.POP | PathChange.CLEAR:
            return "entries of `sys.path` are taken out: what lay there is not found from here on", ()
        case PathChange.UNKNOWN:
            return "`sys.path` changes in a way that files do not say; imports that need it look missing", ()


def _is_empty(place: str, context: Context) -> bool:
    """``/session`` holds the module root under the name ``metadata``, and nothing else of the project."""
    return place == "/session" or context.resolver.worker.exists(place) is False


def _places(edit: SearchPathEdit, context: Context) -> Iterator[str]:
    for beside in edit.beside_code:
        yield f"on a desktop: {context.display(posixpath.normpath(beside)) or '.'}"
