"""Imports of the app whose module no file shows."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.location import Span
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.rules.context import Context

__all__ = ["unknown_imports"]


def unknown_imports(context: Context) -> Iterator[tuple[str, str, Span]]:
    """Module, path relative to the project root and place of each that a reached module of the app makes."""
    for node in context.graph.nodes:
        module = context.modules.get(node.name)
        facts = context.facts.get(module.path) if module and module.path else None
        if facts is None or module is None or module.path is None or module.origin is not ModuleOrigin.APP:
            continue
        if node.reached is Reach.NO:
            continue
        for span in facts.computed_imports:
            if (node.name, span.line) not in context.startup.followed:
                yield node.name, context.display(module.path), span
