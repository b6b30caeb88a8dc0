"""The text of a program beside the tree that ``ast`` makes of it."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Sequence
from keyword import iskeyword

from graphcheck.model.location import Span

__all__ = ["Source", "Unplain"]

_WORD_BEFORE = re.compile(r"(\w+|[)\]])[ \t]*\(\Z")
"""What is called."""


class Unplain(Exception):
    """A form that is left to libcst."""


class Source:
    """``numbers`` are those of the lines in the file.

    Raises ``Unplain`` for a text that the Python which runs this cannot parse.
    """

    def __init__(self, text: str, numbers: Sequence[int] | None) -> None:
        self._lines = text.split("\n")
        self._numbers = range(1, len(self._lines) + 1) if numbers is None else numbers
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.module = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            raise Unplain from None
        if not text.isascii():
            self._count_characters()

    def _count_characters(self) -> None:
        """``ast`` counts columns in bytes."""
        for node in ast.walk(self.module):
            if isinstance(node, (ast.stmt, ast.expr, ast.alias)):
                node.col_offset = self._column(node.lineno, node.col_offset)
                if node.end_lineno is not None and node.end_col_offset is not None:
                    node.end_col_offset = self._column(node.end_lineno, node.end_col_offset)

    def _column(self, line: int, offset: int) -> int:
        text = self.line(line)
        return offset if text.isascii() else len(text.encode()[:offset].decode(errors="replace"))

    def span(self, line: int, start: int, end_line: int, end: int) -> Span:
        """Lines as ``ast`` counts them, columns from 0."""
        return Span(self._numbers[line - 1], start + 1, self._numbers[end_line - 1], end + 1)

    def line(self, number: int) -> str:
        return self._lines[number - 1]

    def code(self, node: ast.stmt | ast.expr) -> str:
        """What is written there, without brackets around it."""
        last, end = _end_of(node)
        if last == node.lineno:
            return self.line(last)[node.col_offset : end]
        first = self.line(node.lineno)[node.col_offset :]
        return "\n".join((first, *self._lines[node.lineno : last - 1], self.line(last)[:end]))

    def is_enclosed(self, node: ast.expr) -> bool:
        """Whether there may be brackets of its own around it."""
        last, end = _end_of(node)
        return self.line(last)[end:].lstrip()[:1] in (")", "#", "") and self._opens_before(node)

    def _opens_before(self, node: ast.expr) -> bool:
        """Whether a bracket that may be no call's stands before it, or a comment that hides what does."""
        number, before = node.lineno, self.line(node.lineno)[: node.col_offset].rstrip()
        while not before and number > 1:
            number -= 1
            before = self.line(number).rstrip()
            if "#" in before:
                return True
        if not before.endswith("("):
            return False
        word = _WORD_BEFORE.search(before)
        return word is None or iskeyword(word.group(1))

    def ends_with(self, statement: ast.stmt, part: ast.expr) -> bool:
        """Whether ``part``, in no brackets, is the end of the statement."""
        before = self.line(part.lineno)[: part.col_offset].rstrip()
        return _end_of(statement) == _end_of(part) and before.endswith("=")


def _end_of(node: ast.stmt | ast.expr) -> tuple[int, int]:
    assert node.end_lineno is not None and node.end_col_offset is not None
    return node.end_lineno, node.end_col_offset
