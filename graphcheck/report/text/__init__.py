"""Format ``text``: the report that people read."""

from __future__ import annotations

from graphcheck.report.text.page import render

__all__ = ["render"]
