"""The source line of a finding, with the part that is meant underlined."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.escape import escape_text
from graphcheck.model.frozen import frozen
from graphcheck.model.location import Span
from graphcheck.report.text.cells import cell_len
from graphcheck.report.text.layout import crop, fill, words
from graphcheck.report.text.line import Line
from graphcheck.report.text.style import FRAME

__all__ = ["rim_line", "snippet"]

TAB = " " * 4
NARROWEST_LABEL = 30


@frozen
class Marked:
    """A source line in three parts, printable. ``marked`` may be empty: a place between two characters."""

    before: str
    marked: str
    after: str


def snippet(source: str, span: Span, label: str, style: str, gutter: int, width: int) -> Iterator[Line]:
    """``source`` is line ``span.line`` of a file. ``gutter`` is the width of the line numbers in cells."""
    rim = rim_line(gutter)
    line = _window(_split(source, span), width - rim.cell_len - 1)
    yield rim
    yield Line.assemble((f"{span.line:>{gutter}} |", FRAME), f" {line.before}{line.marked}{line.after}")
    yield from _underline(line, words(label, style), style, rim, width)


def rim_line(gutter: int) -> Line:
    """An empty line of source."""
    return Line.assemble(" " * (gutter + 1), ("|", FRAME))


def _split(source: str, span: Span) -> Marked:
    start = max(span.column, 1) - 1
    end = max(span.end_column - 1, start) if span.end_line == span.line else len(source)
    return Marked(_expand(source[:start]), _expand(source[start:end]), _expand(source[end:]).rstrip())


def _expand(source: str) -> str:
    return escape_text(source.rstrip("\r\n").replace("\t", TAB))


def _window(line: Marked, room: int) -> Marked:
    """The part of a long line around what is marked, so that the whole fits into ``room`` cells."""
    if sum(map(cell_len, (line.before, line.marked, line.after))) <= room:
        return line
    marked = crop(line.marked, max(room - 2, 1))
    free = room - cell_len(marked)
    behind = min(cell_len(line.after), free // 2) if marked == line.marked else 0
    before = crop(line.before[::-1], free - behind)[::-1]
    return Marked(before, marked, crop(line.after, room - cell_len(before) - cell_len(marked)) if behind else "")


def _underline(line: Marked, label: list[Line], style: str, rim: Line, width: int) -> Iterator[Line]:
    start = rim.cell_len + 1 + cell_len(line.before)
    space = " " * (1 + cell_len(line.before))
    carets = rim + Line.assemble(space, ("^" * max(cell_len(line.marked), 1), style))
    if carets.cell_len + 1 + sum(part.cell_len + 1 for part in label) - 1 <= width:
        yield Line(" ").join([carets, *label])
        return
    yield carets
    hang = max(min(start, width - NARROWEST_LABEL), rim.cell_len + 1)
    margin = rim + Line(" " * (hang - rim.cell_len))
    for row in fill(Line(), label, 0, width - hang):
        yield margin + row
