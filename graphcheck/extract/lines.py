"""Which logical line each simple statement stands on: the n-th of the text is the n-th of the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import libcst as cst

from graphcheck.extract.scan import STRING
from graphcheck.extract.tree import inner_blocks, is_compound

__all__ = ["logical_lines", "statement_lines"]

_TOKEN = re.compile(
    rf"\#[^\n]*+ | {STRING} | \\\n | [(\[{{] | [)\]}}] | \n | [^\s()\[\]{{}}\"'\#\\]++", re.VERBOSE | re.DOTALL
)
_Line: TypeAlias = Sequence[cst.BaseSmallStatement] | cst.IndentedBlock
"""The simple statements of one line, none for a header alone; or a block of further lines."""


def logical_lines(text: str) -> Sequence[int]:
    """Where each logical line begins, behind its indentation; lines without code do not count."""
    starts: list[int] = []
    depth = 0
    fresh = True
    for token in _TOKEN.finditer(text):
        mark = text[token.start()]
        if mark == "\n":
            fresh = fresh or not depth
        elif mark not in "#\\":
            if fresh:
                starts.append(token.start())
            fresh = False
            depth += (mark in "([{") - (mark in ")]}")
    return starts


def statement_lines(module: cst.Module) -> tuple[Mapping[int, int], int]:
    """The index of the logical line of each simple statement, by ``id``, and how many lines there are."""
    lines: dict[int, int] = {}
    count = 0
    stack: list[Iterator[_Line]] = [_lines_of(module.body)]
    while stack:
        line = next(stack[-1], None)
        if line is None:
            stack.pop()
        elif isinstance(line, cst.IndentedBlock):
            stack.append(_lines_of(line.body))
        else:
            lines.update((id(statement), count) for statement in line)
            count += 1
    return lines, count


def _lines_of(body: Sequence[cst.BaseStatement]) -> Iterator[_Line]:
    for statement in body:
        if isinstance(statement, cst.SimpleStatementLine):
            yield statement.body
        elif isinstance(statement, cst.BaseCompoundStatement) and is_compound(statement):
            if isinstance(statement, (cst.FunctionDef, cst.ClassDef)):
                yield from ((),) * len(statement.decorators)
            if isinstance(statement, cst.Match):
                yield ()
            for block in inner_blocks(statement):
                if isinstance(block, cst.SimpleStatementSuite):
                    yield block.body
                else:
                    yield ()
                    if isinstance(block, cst.IndentedBlock):
                        yield block
