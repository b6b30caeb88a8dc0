"""``# graphcheck: ignore[GC101] reason``: comments that hide findings, and the statements they stand in."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import replace

from graphcheck.model.frozen import frozen
from graphcheck.model.location import Span

__all__ = ["IgnoreComment", "find_ignore_comments"]

_COMMENT = re.compile(
    r"#\s*graphcheck:\s*(?P<form>ignore-file|ignore)(?![\w-])(?:\s*\[(?P<rules>[^\]\n]*)\])?(?P<reason>[^#\n]*)"
)
_OUTSIDE = frozenset({tokenize.COMMENT, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING})


@frozen
class IgnoreComment:
    """``rules`` are codes or names as written, None for all. ``first`` and ``last`` are the lines of the statement in
    which the comment stands; a ``whole_file`` one counts only where it is ``leading``: before the first statement that
    is no docstring. ``span`` covers the comment as far as it is ours, on one line."""

    rules: tuple[str, ...] | None
    whole_file: bool
    span: Span
    text: str
    first: int
    last: int
    leading: bool

    def covers(self, line: int | None) -> bool:
        """Whether a finding at ``line`` of the file, or at the file as a whole, is meant."""
        if self.whole_file:
            return self.leading
        return line is not None and self.first <= line <= self.last


def find_ignore_comments(source: bytes) -> tuple[IgnoreComment, ...]:
    """All of one file, in order. A file that is not Python is read line by line."""
    if b"graphcheck:" not in source:
        return ()
    text = source.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    found: list[IgnoreComment] = []
    last = 0
    try:
        for line_end, comments in _statements(text):
            found += comments
            last = line_end
    except (tokenize.TokenError, SyntaxError):
        for row, line in enumerate(text.split("\n")[last:], last + 1):
            found += _read(line, row, 0, leading=False)
    return tuple(found)


def _statements(text: str) -> Iterator[tuple[int, list[IgnoreComment]]]:
    """The last line of each logical line, with its comments; one that stands alone is a line of its own."""
    start: int | None = None
    leading, docstring = True, False
    comments: list[IgnoreComment] = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        row, column = token.start
        if token.type == tokenize.COMMENT:
            comments += _read(token.string, row, column, leading=leading and start is None)
        elif token.type == tokenize.NEWLINE or (token.type == tokenize.NL and start is None):
            first = row if start is None else start
            yield row, [replace(each, first=first, last=row) for each in comments]
            leading = leading and (start is None or docstring)
            start, comments = None, []
        elif start is None and token.type not in _OUTSIDE:
            start, docstring = row, token.type == tokenize.STRING


def _read(comment: str, row: int, column: int, *, leading: bool) -> Iterator[IgnoreComment]:
    for match in _COMMENT.finditer(comment):
        text = match[0].rstrip()
        begin = column + match.start() + 1
        rules = None if match["rules"] is None else tuple(name.strip() for name in match["rules"].split(","))
        span = Span(row, begin, row, begin + len(text))
        yield IgnoreComment(rules, match["form"] == "ignore-file", span, text, row, row, leading)
