"""Lines of text as they are written: plain, or with the escape codes of a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from graphcheck.report.options import RenderOptions
from graphcheck.report.text.line import Line

__all__ = ["to_string"]


def to_string(lines: Iterable[Line], options: RenderOptions) -> str:
    """The lines, each ended by a line feed and without trailing white space."""
    if not options.color:
        return "".join([f"{line.plain.rstrip()}\n" for line in lines])
    from rich.console import Console

    stream = StringIO()
    # The empty environment keeps COLUMNS, NO_COLOR and FORCE_COLOR out: the options have decided.
    console = Console(file=stream, force_terminal=True, color_system="standard", legacy_windows=False, _environ={})
    for line in lines:
        text = line.to_rich()
        text.rstrip()
        console.print(text, soft_wrap=True, markup=False, highlight=False, emoji=False)
    return stream.getvalue()
