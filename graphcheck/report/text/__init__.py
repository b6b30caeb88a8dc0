"""Format ``text``: the report that people read. The page is imported when rendered: other texts share its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphcheck.report.options import RenderOptions

if TYPE_CHECKING:
    from graphcheck.model.analysis import Analysis

__all__ = ["render"]


def render(analysis: Analysis, options: RenderOptions) -> str:
    """The report for people. Lines are at most ``options.width`` cells, save paths and code that cannot be broken."""
    from graphcheck.report.text.page import render as render_page

    return render_page(analysis, options)
