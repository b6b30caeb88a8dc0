"""Forms that Python accepts and libcst 1.9 refuses, written as libcst accepts them.

Each line stays a line, and each token stays where it is, but for a target that loses its parentheses.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from graphcheck.extract.scan import STRING

__all__ = ["rewrite"]

_GAP = r"(?:[\s()]|\\\n|\#[^\n]*)*+"
_TEXT_OR_LINE = re.compile(
    rf"(?P<text>\#[^\n]*+|{STRING})|^(?P<continued>(?:[ \t]*\\\n)++(?=[ \t]*[^\s\#\\]))?(?P<indent>[ \t]*+)",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_RAW_TEMPLATE = re.compile("[tT][rR]")
_UP_TO_COLON = re.compile(rf"{_GAP}:", re.VERBOSE)


def rewrite(text: str, tree: ast.Module | None) -> str:
    """``text`` itself where it has no such form. ``tree`` is the host's, if it has one."""
    return _TEXT_OR_LINE.sub(_plain, text if tree is None else _without_grouped_targets(text, tree))


def _plain(found: re.Match[str]) -> str:
    """``tr"..."`` becomes ``rt"..."``, a tab that indents one blank, a line of nothing but a backslash a blank one.

    Python demands that tabs of any width give the same blocks (Language Reference 2.1.8).
    """
    if found.group("text"):
        prefix = found.group("fields") or ""
        swapped = prefix[::-1] if _RAW_TEMPLATE.fullmatch(prefix) else prefix
        return swapped + found.group()[len(prefix) :]
    indent, continued = found.group("indent"), found.group("continued") or ""
    if continued and not found.string.endswith("\\\n", 0, found.start()):
        counts = next(filter(None, (line.rstrip("\\") for line in continued.split("\n"))), indent)
        if counts == indent:
            continued = continued.replace("\\", " ")
    return continued + indent.replace("\t", " ")


def _without_grouped_targets(text: str, tree: ast.Module) -> str:
    """``(name): int`` becomes ``name  : int``."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(line: int, column: int) -> int:
        code = lines[line - 1]
        return starts[line - 1] + (column if code.isascii() else len(code.encode()[:column].decode()))

    parts: list[str] = []
    end = 0
    for node in _grouped(tree):
        target = node.target
        assert target.end_lineno is not None
        assert target.end_col_offset is not None
        first = offset(node.lineno, node.col_offset)
        last = offset(target.end_lineno, target.end_col_offset)
        colon = _UP_TO_COLON.match(text, last)
        if colon is None:
            continue
        code = text[offset(target.lineno, target.col_offset) : last]
        group = text[first : colon.end() - 1]
        breaks = group.count("\n") - code.count("\n")
        width = len(group.rpartition("\n")[2]) if breaks else len(group) - len(code)
        parts += [text[end:first], code, " \\\n" * breaks, " " * width]
        end = colon.end() - 1
    return "".join([*parts, text[end:]])


def _grouped(tree: ast.Module) -> Iterator[ast.AnnAssign]:
    """In source order."""
    found = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.AnnAssign)
        and (node.lineno, node.col_offset) != (node.target.lineno, node.target.col_offset)
    ]
    yield from sorted(found, key=lambda node: (node.lineno, node.col_offset))
