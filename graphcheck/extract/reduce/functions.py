"""What stays of a function."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphcheck.extract.outline import LINE
from graphcheck.extract.reduce.clues import Clues
from graphcheck.extract.reduce.kept import keep_lines
from graphcheck.extract.reduce.lines import Line, read_lines, returns_early
from graphcheck.extract.reduce.parts import Part

__all__ = [
    "function_name",
    "header_calls",
    "in_header",
    "reduce_body",
    "reduce_function",
    "reduce_uncalled",
]

_HEADER = re.compile(r"(?:async[ \t]+)?def[ \t]+(\w+)[ \t]*(?=\()")


def function_name(code: str) -> str | None:
    """None where the header is not plain: a function of type parameters."""
    header = _HEADER.match(code)
    return header.group(1) if header else None


def in_header(code: str) -> str:
    """What stands behind the name in the line of the header, the body too where it is on that line."""
    header, first = _HEADER.match(code), LINE.match(code)
    return str(first.group(2)[header.end() :]) if header and first else ""


def header_calls(code: str, clues: Clues) -> bool:
    return _HEADER.match(code) is None or LINE.match(code) is None or clues.calls(in_header(code))


def reduce_function(piece: str, line: int, indent: str, clues: Clues) -> list[Part]:
    """Of a function that may be called while the module is imported: what a call of it may do."""
    header = _HEADER.match(piece, len(indent))
    lines = read_lines(piece, line)
    early = returns_early(lines) if "return" in piece else False
    for each in lines if "import" in piece else ():
        if "import" in each.code:
            clues.learn_imported(each.code)
    far = clues.reaches_out(piece) and any(map(clues.line_reaches_out, lines))
    if header is None or early is None or far:
        return [Part(piece, line)]
    if len(lines) == 1:
        matters = clues.matters_in_function(lines[0]) or clues.calls(piece[header.end() :])
        return [Part(piece, line) if matters else Part(f"{indent}{header.group()}(): pass\n", line, made=True)]
    clues.shorten_calls(lines)
    matters_here = clues.matters_unread if header.group().startswith("async") else clues.matters_in_function
    kept = keep_lines(lines, matters_here, clues.refers, called=True)
    ending = Part(f"{_inner(lines)}{'while 0: return' if early else 'pass'}\n", line, made=True)
    if kept is not None:
        return [*kept, ending] if early else kept
    if clues.calls(lines[0].code[header.end() - len(indent) :]):
        return [Part(lines[0].text, line), ending]
    return [Part(f"{indent}{header.group()}():\n", line, made=True), ending]


def reduce_uncalled(piece: str, line: int, indent: str, clues: Clues) -> list[Part]:
    """Of a function that nothing calls by its name while the module is imported: what its header does, and what of its
    body counts all the same."""
    return reduce_body(piece, line, indent, clues) or _without_body(piece, line, indent, clues)


def reduce_body(piece: str, line: int, indent: str, clues: Clues) -> list[Part]:
    """The same, but nothing where nothing of the body counts."""
    code = piece[len(indent) :]
    if not clues.reaches_out(code) and not clues.imports(code):
        return []
    lines = read_lines(piece, line)
    if len(lines) == 1:
        return [Part(piece, line)] if clues.reaches_out(code) or clues.imports(lines[0].code) else []
    return keep_lines(lines, clues.matters_unread, clues.refers, called=False) or []


def _without_body(piece: str, line: int, indent: str, clues: Clues) -> list[Part]:
    header, first = _HEADER.match(piece, len(indent)), LINE.match(piece)
    assert header is not None
    assert first is not None
    if not clues.calls(in_header(piece[len(indent) :])):
        return [Part(f"{indent}{header.group()}(): pass\n", line, made=True)]
    if first.group(2).endswith(":"):
        return [Part(first.group(), line), Part(f"{indent} pass\n", line, made=True)]
    return [Part(piece, line)]


def _inner(lines: Sequence[Line]) -> str:
    return lines[1].text[: lines[1].indent]
