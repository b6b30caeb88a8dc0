"""Renderers: pure functions from one ``Analysis`` to text.

A renderer is a module with one function ``render(analysis, options) -> str``; it is imported when it is asked for, so
that a command pays for its own format only. What is rendered ends in a newline, or is empty.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from graphcheck.model.errors import UsageError
from graphcheck.report.options import RenderOptions

if TYPE_CHECKING:
    from graphcheck.model.analysis import Analysis

__all__ = ["FORMATS", "RenderOptions", "render"]

MODULES = {
    "text": "graphcheck.report.text",
    "json": "graphcheck.report.json_report",
    "check": "graphcheck.report.check",
}

FORMATS = tuple(MODULES)


class Renderer(Protocol):
    def render(self, analysis: Analysis, options: RenderOptions, /) -> str: ...


def render(name: str, analysis: Analysis, options: RenderOptions | None = None) -> str:
    """``analysis`` in the format ``name``, one of ``FORMATS``."""
    if name not in MODULES:
        raise UsageError(f"there is no format {name!r}", hint=f"use one of: {', '.join(FORMATS)}")
    renderer = cast("Renderer", import_module(MODULES[name]))
    return renderer.render(analysis, options or RenderOptions())
