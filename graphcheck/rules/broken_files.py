"""Files on the way that the Worker's Python cannot compile."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.imports import ParseFailure
from graphcheck.model.location import Span
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.rules.context import Context

__all__ = ["broken_files"]


def broken_files(context: Context) -> Iterator[tuple[Finding, ParseFailure]]:
    """Each as a finding without code, rule and message."""
    fatal = {failure.module: failure for failure in context.startup.failures if failure.type == "SyntaxError"}
    for name, module in sorted(context.modules.items()):
        facts = context.facts.get(module.path) if module.path else None
        if facts is None or facts.failure is None or module.path is None:
            continue
        failure, path = facts.failure, context.display(module.path)
        stops = name in fatal
        reached = _reach_of(context, name)
        own = module.origin is ModuleOrigin.APP
        severity = Severity.ERROR if stops else Severity.WARNING if own and reached is not Reach.NO else Severity.INFO
        finding = Finding(
            "",
            "",
            severity,
            "",
            module=name,
            path=path,
            span=Span(failure.line, failure.column, failure.line, failure.column + 1),
            source=context.read_line(path, failure.line),
            subject=path,
            chain=fatal[name].chain if stops else context.graph.chain_to(name),
            notes=("what this file imports is not known, so the result is incomplete",),
        )
        yield finding, failure


def _reach_of(context: Context, name: str) -> Reach:
    return next((node.reached for node in context.graph.nodes if node.name == name), Reach.NO)
