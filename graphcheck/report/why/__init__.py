"""Renderers of the answer to ``graphcheck why``. Pure functions; what they give ends in a newline."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from graphcheck.model.why import Why
from graphcheck.report.options import RenderOptions

__all__ = ["WHY_FORMATS", "render_why"]

_MODULES = {"text": "graphcheck.report.why.text", "json": "graphcheck.report.why.json_why"}

WHY_FORMATS = tuple(_MODULES)


class WhyRenderer(Protocol):
    def render_why(self, why: Why, options: RenderOptions, /) -> str: ...


def render_why(name: str, why: Why, options: RenderOptions) -> str:
    """The answer in the format ``name``, one of ``WHY_FORMATS``."""
    return cast("WhyRenderer", import_module(_MODULES[name])).render_why(why, options)
