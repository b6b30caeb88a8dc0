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
_NO_CODE = re.compile(r"(?:\s|\\\n|\#[^\n]*)*+", re.VERBOSE)
_AS_FORMATTED = str.maketrans("tT", "fF")
_UP_TO_COLON = re.compile(rf"{_GAP}:", re.VERBOSE)


def rewrite(text: str, tree: ast.Module | None) -> str:
    """``text`` itself where it has no such form. ``tree`` is the host's, if it has one."""
    if tree is not None:
        text = _without_grouped_targets(text, tree)
    parts: list[str] = []
    end = row = 0
    for found in _TEXT_OR_LINE.finditer(text):
        start = found.start()
        parts.append(text[end:start])
        end = found.end()
        if not found.group("text"):
            parts.append(_plain_start(found))
        elif found.group().startswith("#"):
            parts.append(found.group())
        else:
            gap = _NO_CODE.match(text, row)
            parts.append(_plain_string(found, continues=row > 0 and gap is not None and gap.end() == start))
            row = end
    return "".join([*parts, text[end:]])


def _plain_start(line: re.Match[str]) -> str:
    """A tab that indents becomes one blank, a line of nothing but a backslash a blank one.

    Python demands that tabs of any width give the same blocks (Language Reference 2.1.8).
    """
    indent, continued = line.group("indent"), line.group("continued") or ""
    if continued and not line.string.endswith("\\\n", 0, line.start()):
        counts = next(filter(None, (each.rstrip("\\") for each in continued.split("\n"))), indent)
        if counts == indent:
            continued = continued.replace("\\", " ")
    return continued + indent.replace("\t", " ")


def _plain_string(string: re.Match[str], *, continues: bool) -> str:
    """``tr"..."`` becomes ``rt"..."``, and ``t"..."`` behind another string ``f"..."``."""
    prefix = string.group("fields") or ""
    rest = string.group()[len(prefix) :]
    if continues:
        return prefix.translate(_AS_FORMATTED) + rest
    return (prefix[::-1] if _RAW_TEMPLATE.fullmatch(prefix) else prefix) + rest


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
