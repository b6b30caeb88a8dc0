"""What the command line decides for a renderer."""

from __future__ import annotations

from graphcheck.model.frozen import frozen

__all__ = ["RenderOptions"]


@frozen
class RenderOptions:
    """``width`` is in terminal cells. ``color`` is True where the output is a terminal and ``NO_COLOR`` is not set.

    ``folder`` is where the project root lies as seen by the reader; format ``check`` puts it before each path.
    """

    width: int = 80
    color: bool = False
    folder: str = "."
