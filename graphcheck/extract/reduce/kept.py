"""The lines of one function that matter to the walk, with the headers around them.

A line that matters brings what it depends on: every header around it, every clause of the statements that it stands
in, all of an ``except`` clause beside it, and whatever binds a name that it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from graphcheck.extract.outline import BRACKETS, NAMED_CALL
from graphcheck.extract.reduce.lines import WORD, Line
from graphcheck.extract.reduce.parts import Part

__all__ = ["keep_lines"]

_CONTINUES = frozenset(("elif", "else", "except", "finally"))
_ASKS = frozenset(("if", "elif", "while", "assert", "raise", "with", "except", "match", "case", "async"))
_INNER = re.compile(rf"{BRACKETS}|\#[^\n]*|\"[^\"]*\"|'[^']*'")
_DEFAULT = re.compile(r"(?:->|=)[^,]*")
_PARAMETER = re.compile(r"(?:^|,)[\s*]*([A-Za-z_]\w*)(?=[\s,):=])")


@dataclass(slots=True)
class _Statement:
    """A line, or a header with its block; ``clauses`` are all headers of a compound statement, decorators first."""

    clauses: list[tuple[Line, list[_Statement]]]
    word: str


def keep_lines(
    lines: Sequence[Line], matters: Callable[[Line], bool], refers: Callable[[Line], bool], *, called: bool
) -> list[Part] | None:
    """The function whose first line is ``lines[0]`` with the lines that matter; None if none does.

    A line asks for whom it calls, and for every name in it if it ``refers`` to things by name. With ``called``,
    a call of the function counts: definitions in inner blocks stay, too, and functions inside of it as a whole.
    """
    for line in lines[1:]:
        line.kept = matters(line)
    if not any(line.kept for line in lines[1:]):
        return None
    for line in lines[2:] if called else ():
        line.kept = line.kept or (line.word in ("def", "class") and line.indent > lines[1].indent)
    function = _Block(lines, refers, called=called)
    function.settle()
    return list(function.emit())


class _Block:
    def __init__(self, lines: Sequence[Line], refers: Callable[[Line], bool], *, called: bool) -> None:
        self._lines = lines
        self._called = called
        self._refers = refers
        self._parameters = _parameters(lines)
        statements, end = _read_block(lines, 0)
        assert end == len(lines)
        self._statements = statements
        self._asked: set[str] = set()

    def settle(self) -> None:
        """Until nothing more is needed by what is kept."""
        self._lines[0].kept = True
        self._asked.update(NAMED_CALL.findall(self._lines[0].code))
        before = -1
        while before != (before := sum(line.kept for line in self._lines) + len(self._asked)):
            for statement in self._statements:
                self._spread(statement)

    def _spread(self, statement: _Statement) -> bool:
        """Whether anything of the statement is kept; then all of its headers are."""
        keep = False
        for line, block in statement.clauses:
            if not self._asked.isdisjoint(line.bound) and line is not self._lines[0]:
                self._bind(statement, line)
            for each in block:
                keep = self._spread(each) or keep
            keep = line.kept or keep
        if not keep:
            return False
        whole = self._called and statement.word in ("def", "class") and statement is not self._statements[0]
        for line in _all_lines(statement) if whole else ():
            line.kept = True
        for line, block in statement.clauses:
            line.kept = True
            self._ask(line)
            if line.word == "except" or (statement.word == "match" and len(statement.clauses) == 1):
                for each in block:
                    for part in _all_lines(each) if line.word == "except" else (each.clauses[0][0],):
                        part.kept = True
        return True

    def _bind(self, statement: _Statement, line: Line) -> None:
        """Keep a line of the statement that may bind a name which is asked for; all of a function that is."""
        for each in _all_lines(statement) if statement.word in ("def", "class") else (line,):
            if not each.asks_all:
                each.kept = each.asks_all = True
                self._asked.update(WORD.findall(each.code))

    def _ask(self, line: Line) -> None:
        if line.asks or line.asks_all:
            return
        line.asks = True
        if line.word in _ASKS or self._refers(line):
            self._asked.update(word for word in WORD.findall(line.code) if word not in self._parameters)
        else:
            self._asked.update(NAMED_CALL.findall(line.code))

    def emit(self) -> Iterator[Part]:
        first = self._statements[0]
        yield from _emitted(first)


def _read_block(lines: Sequence[Line], start: int) -> tuple[list[_Statement], int]:
    """The statements of the block that begins at ``start``, and where it ends."""
    statements: list[_Statement] = []
    indent = lines[start].indent
    at = start
    decorated = False
    while at < len(lines) and lines[at].indent == indent:
        line = lines[at]
        at += 1
        block: list[_Statement] = []
        if at < len(lines) and lines[at].indent > indent:
            block, at = _read_block(lines, at)
        if statements and (decorated or line.word in _CONTINUES):
            statements[-1].clauses.append((line, block))
            statements[-1].word = line.word if decorated else statements[-1].word
        else:
            statements.append(_Statement([(line, block)], line.word))
        decorated = line.word == "@"
    return statements, at


def _all_lines(statement: _Statement) -> Iterator[Line]:
    for line, block in statement.clauses:
        yield line
        for inner in block:
            yield from _all_lines(inner)


def _emitted(statement: _Statement) -> Iterator[Part]:
    for line, block in statement.clauses:
        if not line.kept:
            continue
        yield Part(line.text, line.number)
        if block:
            inner = [kept for each in block for kept in _emitted(each)]
            yield from inner or [Part(" " * block[0].clauses[0][0].indent + "pass\n", line.number)]


def _parameters(lines: Sequence[Line]) -> frozenset[str]:
    """Names whose value nobody knows, whatever else the function binds them to. Some may be missing."""
    header = lines[0].code
    if "lambda" in header or any(line.word in ("def", "class") for line in lines[1:]):
        return frozenset()
    plain = _DEFAULT.sub("", _INNER.sub("", header.partition("(")[2]))
    return frozenset(_PARAMETER.findall(plain))
