"""Exporters: pure functions from one ``GraphView`` to text.

An exporter is a module with one function ``export(view) -> str``, imported when it is asked for. What is exported ends
in a newline, and equal views give equal bytes.
"""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from graphcheck.export.markdown import replace_block
from graphcheck.model.errors import UsageError
from graphcheck.model.graph import GraphView

__all__ = ["FORMATS", "export_graph", "replace_block"]

MODULES = {
    "mermaid": "graphcheck.export.mermaid",
    "dot": "graphcheck.export.dot",
}

FORMATS = tuple(MODULES)


class Exporter(Protocol):
    def export(self, view: GraphView, /) -> str: ...


def export_graph(name: str, view: GraphView) -> str:
    """``view`` in the format ``name``, one of ``FORMATS``."""
    if name not in MODULES:
        raise UsageError(f"there is no export format {name!r}", hint=f"use one of: {', '.join(FORMATS)}")
    exporter = cast("Exporter", import_module(MODULES[name]))
    return exporter.export(view)
