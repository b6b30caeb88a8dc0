"""What the command line decides for a renderer of the upload set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphcheck.model.frozen import frozen
from graphcheck.report.options import RenderOptions

if TYPE_CHECKING:
    from graphcheck.model.analysis import Analysis

__all__ = ["BundleOptions"]


@frozen
class BundleOptions:
    """``view`` is ``tree`` or ``table``; ``depth`` is how many folders deep the tree goes.

    ``analysis`` is there where the import graph was asked for; JSON has its summary then.
    """

    render: RenderOptions
    view: str = "tree"
    depth: int = 2
    analysis: Analysis | None = None
