"""A line of text with styles. rich, which makes colours of them, is imported only where colours are wanted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graphcheck.report.text.cells import cell_len

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["Line"]


class Line:
    """Pieces of text, each with a style of its own."""

    __slots__ = ("_pieces",)

    def __init__(self, text: str = "", style: str = "") -> None:
        self._pieces: list[tuple[str, str]] = []
        self.append(text, style)

    @classmethod
    def assemble(cls, *pieces: str | tuple[str, str]) -> Line:
        """A piece without a style may be a mere text."""
        line = cls()
        for piece in pieces:
            text, style = (piece, "") if isinstance(piece, str) else piece
            line.append(text, style)
        return line

    def append(self, text: str, style: str = "") -> Line:
        if text:
            self._pieces.append((text, style))
        return self

    def append_line(self, other: Line) -> Line:
        self._pieces += other._pieces
        return self

    def copy(self) -> Line:
        return Line().append_line(self)

    def __add__(self, other: Line) -> Line:
        return self.copy().append_line(other)

    def __bool__(self) -> bool:
        return bool(self._pieces)

    def join(self, lines: Iterable[Line]) -> Line:
        """The lines with this one between them."""
        joined = Line()
        for number, line in enumerate(lines):
            joined.append_line(Line() if number == 0 else self).append_line(line)
        return joined

    def chop(self, size: int) -> list[Line]:
        """In parts of ``size`` characters, the last perhaps shorter."""
        parts, room = [Line()], size
        for text, style in self._pieces:
            while text:
                if not room:
                    parts.append(Line())
                    room = size
                piece, text = text[:room], text[room:]
                parts[-1].append(piece, style)
                room -= len(piece)
        return parts

    @property
    def plain(self) -> str:
        return "".join([text for text, _ in self._pieces])

    @property
    def cell_len(self) -> int:
        return cell_len(self.plain)

    def to_rich(self) -> Text:
        from rich.text import Text

        return Text.assemble(*self._pieces)
