"""A JavaScript object is kept in a global while the Worker starts.

## What it checks

Assignments at the top level of the app's modules that are executed at start, whose value is certainly an object of
JavaScript: `js.X.new(...)`, `to_js` of a dictionary or list, `create_proxy(...)`.

## Why it fails in a Worker

With `python_dedicated_snapshot` (compatibility date 2025-10-16) the platform runs the top level once, at upload, and
stores Python's memory. Objects of JavaScript are not in that memory: the upload is refused with `Can't serialize
top-level variable`. Imported modules and functions of `js` are fine.

## How to fix

Make the object inside the handler. The flag `disable_python_dedicated_snapshot` brings back a start without a snapshot.

## Limits

What calls return in general is not known: only the three forms above are seen, in plain assignments. The real Pyodide
of `graphcheck verify` takes no snapshot and does not refuse it.

Evidence: cloudflare/workers-sdk#12961, cloudflare/workers-py#93, cloudflare/workerd#6632.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphcheck.extract.questions import find_js_objects
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.tree import TreeError
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker

if TYPE_CHECKING:
    from graphcheck.extract.js_objects import JsObject

__all__ = ["RULE", "check"]

FLAG = "python_dedicated_snapshot"

RULE = Rule(
    "GC404",
    "unserialisable-global",
    Severity.ERROR,
    "0.1.0",
    (
        Example(
            "a date",
            worker({"src/main.py": "from js import Date\nSTARTED = Date.new()\n"}),
            ("src/main.py:2",),
        ),
        Example(
            "a converted dictionary",
            worker({"src/main.py": "import options\n", "src/options.py":
                    'from pyodide.ffi import to_js\nCACHE = to_js({"cache": "no-store"})\n'}),
            ("src/options.py:2",),
        ),
        Example("in the handler", worker({"src/main.py": "from js import Date\ndef now():\n    return Date.new()\n"})),
        Example("a text", worker({"src/main.py": "from pyodide.ffi import to_js\nNAME = to_js('x')\n"})),
        Example(
            "before snapshots",
            worker({"src/main.py": "from js import Date\nSTARTED = Date.new()\n"}, date="2025-10-01"),
        ),
    ),
)  # fmt: skip


def check(context: Context) -> Iterator[Finding]:
    if FLAG not in context.profile.flags:
        return
    for name in dict.fromkeys(context.startup.repaired_modules):
        module = context.modules.get(name)
        if module and module.origin is ModuleOrigin.APP and module.path and module.uploaded:
            for found in _objects_of(context, module.path):
                yield _report(context, name, module.path, found)


def _objects_of(context: Context, path: str) -> tuple[JsObject, ...]:
    try:
        return context.tree.look(path, find_js_objects) if path.endswith(".py") else ()
    except TreeError:
        return ()


def _report(context: Context, name: str, path: str, found: JsObject) -> Finding:
    shown = context.display(path)
    return Finding(
        RULE.code,
        RULE.name,
        Severity.ERROR,
        f"`{found.name}` holds an object of JavaScript (`{found.call}`), which the snapshot of the start cannot store",
        module=name,
        path=shown,
        span=found.span,
        source=context.read_line(shown, found.span.line),
        label="Can't serialize top-level variable",
        subject=f"{name}:{found.name}",
        chain=context.graph.chain_to(name),
        remedies=("make it inside the handler",),
    )
