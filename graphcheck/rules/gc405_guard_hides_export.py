"""The class that serves requests is defined inside a `try` whose failing import is swallowed.

## What it checks

In the entry: classes and handlers (`on_fetch`, ...) defined in the body of a `try` that catches ImportError, where an
import in that body fails in the Worker and the handler of the error defines nothing of that name.

## Why it fails in a Worker

The import fails, the `except` branch swallows it, the class never exists. The Worker starts, has nothing to answer
with, and every request fails.

## How to fix

Put only the import into the `try`, and the class below it. Or repair the import: its own finding says how.

## Limits

Only imports that fail in this Worker count: a guard around imports that work is fine.

Evidence: pydantic/logfire#1597.
"""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.graph.exceptions import catches
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.frozen import frozen
from graphcheck.model.imports import ModuleImports
from graphcheck.model.location import Span
from graphcheck.model.steps import DefineStep, ImportStep, ScopeStep, Step, TryStep, names_bound_by
from graphcheck.rules.context import Context
from graphcheck.rules.rule import Example, Rule, worker

__all__ = ["RULE", "check"]

GUARDED = (
    "try:\n    import left_pad\n\n    class Default:\n        async def fetch(self, request): ...\n\n"
    "except ImportError:\n    pass\n"
)

RULE = Rule(
    "GC405",
    "guard-hides-export",
    Severity.WARNING,
    "0.1.0",
    (
        Example("the import fails", worker({"src/main.py": GUARDED}), ("src/main.py:2",)),
        Example(
            "the import works",
            worker({"src/main.py": GUARDED, "python_modules/left_pad.py": ""}),
        ),
        Example(
            "the class is outside",
            worker({
                "src/main.py": "try:\n    import left_pad\nexcept ImportError:\n    left_pad = None\n\n"
                "class Default:\n    async def fetch(self, request): ...\n"
            }),
        ),
        Example(
            "the handler has another",
            worker({"src/main.py": GUARDED.replace("    pass\n", "    class Default: ...\n")}),
        ),
    ),
)  # fmt: skip


@frozen
class Hidden:
    """``names`` do not exist because ``sites[site]`` fails; none where they do in another way."""

    names: tuple[str, ...]
    site: int


def check(context: Context) -> Iterator[Finding]:
    entry = context.modules[context.graph.entry]
    facts = context.facts.get(entry.path or "")
    if facts is None or not context.startup.entry_runs:
        return
    failing = {edge.site.span for edge in context.graph.edges_from(entry.name) if not edge.resolved}
    for hidden in _hidden(facts, failing):
        context.latitudes.pop(entry.path or "", None)
        if not hidden.names:
            continue
        site = facts.sites[hidden.site]
        path = context.display(entry.path or "")
        named = ", ".join(f"`{name}`" for name in hidden.names)
        yield Finding(
            RULE.code,
            RULE.name,
            Severity.WARNING,
            f"{named} does not exist in the Worker: this import fails, and the `except` branch hides it",
            module=entry.name,
            path=path,
            span=site.span,
            source=context.read_line(path, site.span.line),
            subject=named,
            remedies=(f"define {named} outside of the try",),
        )


def _hidden(facts: ModuleImports, failing: set[Span]) -> Iterator[Hidden]:
    for step in facts.body:
        if not isinstance(step, TryStep):
            continue
        swallowing = [handler for handler in step.handlers if catches(handler.catches, "ModuleNotFoundError")]
        first = next((at for at, site in _imports(step.body) if facts.sites[site].span in failing), None)
        if first is None or not swallowing:
            continue
        site = next(site for at, site in _imports(step.body) if at == first)
        elsewhere = {name for each in (*swallowing[0].body, *step.final, *facts.body) for name in names_bound_by(each)}
        names = tuple(name for each in step.body[first:] for name in _exports_of(each) if name not in elsewhere)
        yield Hidden(names, site)


def _imports(steps: tuple[Step, ...]) -> Iterator[tuple[int, int]]:
    return ((at, step.site) for at, step in enumerate(steps) if isinstance(step, ImportStep))


def _exports_of(step: Step) -> tuple[str, ...]:
    """Classes, and functions that the runtime calls by name."""
    match step:
        case ScopeStep(name, _):
            return (name,)
        case DefineStep(name=name) if name.startswith("on_"):
            return (name,)
        case _:
            return ()
