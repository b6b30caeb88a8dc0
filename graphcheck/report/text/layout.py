"""Line breaking that never breaks what is to be copied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from graphcheck.model.escape import escape_text
from graphcheck.report.text.cells import cell_len
from graphcheck.report.text.line import Line

__all__ = ["crop", "fill", "paragraph", "words"]

# A quoted piece of code stays whole up to a length at which it would tear a hole into the paragraph.
_WORD = re.compile(r"(?:`[^`]{1,60}`|\S)+")


def words(text: str, style: str = "") -> list[Line]:
    """The parts of ``text`` between which a line may end. White space at its start stays."""
    text = escape_text(text)
    indent = text[: len(text) - len(text.lstrip())]
    found = [Line.assemble((word, style)) for word in _WORD.findall(text)]
    return [Line(indent) + found[0], *found[1:]] if found else []


def fill(prefix: Line, parts: Sequence[Line], hang: int, width: int, gap: int = 1) -> Iterator[Line]:
    """``prefix`` and as many ``parts`` as fit into ``width`` cells, ``gap`` apart; further lines start at ``hang``.

    A part wider than a whole line stands alone on its own and sticks out.
    """
    line, empty = prefix.copy(), True
    for part in parts:
        room = width - line.cell_len - (0 if empty else gap)
        if not empty and part.cell_len > room:
            yield line
            line, empty = Line(" " * hang), True
        line.append(" " * (0 if empty else gap)).append_line(part)
        empty = False
    yield line


def paragraph(prefix: Line, text: str, width: int, style: str = "") -> Iterator[Line]:
    """``text`` after ``prefix``, hanging below its own start. Its line feeds stay, and so do lines that fit."""
    hang = prefix.cell_len
    for number, row in enumerate(text.split("\n")):
        start = prefix if number == 0 else Line(" " * hang)
        whole = Line.assemble((escape_text(row), style))
        if hang + whole.cell_len <= width:
            yield start + whole
        else:
            yield from fill(start, words(row, style), hang, width)


def crop(text: str, cells: int) -> str:
    """``text`` in at most ``cells`` cells; what is cut off leaves an ellipsis."""
    if cell_len(text) <= cells:
        return text
    return "".join(_head(text, cells - 1)) + "…"


def _head(chars: Iterable[str], cells: int) -> Iterator[str]:
    for char in chars:
        cells -= cell_len(char)
        if cells < 0:
            return
        yield char
