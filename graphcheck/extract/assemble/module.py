"""A reduced program as libcst's tree: what is of a common form is assembled, the rest is parsed, all of it at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import libcst as cst

from graphcheck.extract.assemble.expressions import Code
from graphcheck.extract.assemble.headers import (
    ASYNCHRONOUS,
    decorator,
    read_class,
    read_except,
    read_for,
    read_function,
    read_test,
    read_with,
)
from graphcheck.extract.assemble.nodes import maker
from graphcheck.extract.assemble.simple import read_simple
from graphcheck.extract.assemble.tokens import Tokens, Unread
from graphcheck.extract.outline import LINE, cut
from graphcheck.extract.parse import parse_shallow
from graphcheck.model.frozen import frozen
from graphcheck.model.imports import ParseFailure

__all__ = ["assemble"]

_line = maker(cst.SimpleStatementLine, "body")
_block = maker(cst.IndentedBlock, "body")
_suite = maker(cst.SimpleStatementSuite, "body")
_if = maker(cst.If, "test", "body", "orelse")
_else = maker(cst.Else, "body")
_while = maker(cst.While, "test", "body", "orelse")
_try = maker(cst.Try, "body", "handlers", "orelse", "finalbody")
_finally = maker(cst.Finally, "body")
_function = maker(cst.FunctionDef, "name", "params", "body", "decorators", "returns")
_name = maker(cst.Name, "value")
_stub_class = maker(cst.ClassDef, "name", "body", "decorators")
_stub_function = maker(cst.FunctionDef, "name", "params", "body", "decorators", "asynchronous")
_NO_PARAMETERS = cst.Parameters()
_PASS = cst.Pass()

_STUB = re.compile(r"(async def|def|class)[ \t]+([A-Za-z_]\w*)(?:\(\))?: pass")
_FIRST = re.compile(r"[^\W\d]\w*|@")
_CONTINUES = frozenset(("elif", "else", "except", "finally"))
_COMPOUND = frozenset(("if", "for", "while", "try", "with", "async", "def", "class", "@"))
_FLOW = frozenset(("if", "for", "while", "try", "with"))
_HAVE_SOURCE = frozenset(("for", "def"))
_OTHER = frozenset(("match", "case"))


class _Line(NamedTuple):
    indent: str
    code: str
    word: str


@frozen
class _Pending:
    """What libcst has to read: its place among the statements around it, and its text."""

    block: list[Any]
    index: int
    text: str
    inside: bool


def assemble(text: str, *, exact: bool) -> cst.Module | None:
    """The tree of ``text``, a program, or None where it cannot be had.

    With ``exact`` the source of every loop, and of every function below a condition, can be had from the tree.
    """
    outline = cut(text)
    if outline is None:
        return None
    body: list[Any] = []
    pending: list[_Pending] = []
    for group in _grouped(outline.pieces):
        lines = [
            _Line(line.group(1), line.group(2), _word(line.group(2))) for line in LINE.finditer(group) if line.group(2)
        ]
        before = len(pending)
        try:
            if exact and _may_be_asked_for(lines):
                raise Unread
            statements = _Blocks(lines, pending).read()
            if len(statements) != 1:
                raise Unread
            body.append(statements[0])
            for at in range(before, len(pending)):
                if pending[at].block is statements:
                    pending[at] = _Pending(body, len(body) - 1, pending[at].text, inside=False)
        except Unread:
            del pending[before:]
            pending.append(_Pending(body, len(body), group, inside=False))
            body.append(None)
    return _filled(body, pending)


def _filled(body: list[Any], pending: Sequence[_Pending]) -> cst.Module | None:
    if pending:
        parsed = parse_shallow("".join(each.text for each in pending))
        if isinstance(parsed, ParseFailure) or len(parsed.body) != len(pending):
            return None
        for each, node in zip(pending, parsed.body, strict=True):
            each.block[each.index] = node.body.body[0] if each.inside else node  # type: ignore[union-attr]
        return cst.Module(body, default_indent=parsed.default_indent)
    return cst.Module(body)


def _may_be_asked_for(lines: Sequence[_Line]) -> bool:
    return lines[0].word in _FLOW and any(line.word in _HAVE_SOURCE for line in lines)


def _word(code: str) -> str:
    first = _FIRST.match(code)
    return first.group() if first else ""


def _grouped(pieces: Sequence[str]) -> list[str]:
    """Decorators with what they decorate, clauses with the statement that they belong to."""
    groups: list[str] = []
    decorated = False
    for piece in pieces:
        word = _word(piece)
        if groups and (decorated or word in _CONTINUES):
            groups[-1] += piece
        else:
            groups.append(piece)
        decorated = word == "@"
    return groups


class _Blocks:
    def __init__(self, lines: Sequence[_Line], pending: list[_Pending]) -> None:
        self._lines = lines
        self._pending = pending
        self._at = 0
        self._suite: Any = None

    def read(self) -> list[Any]:
        """The statements of the block that begins at the line at hand."""
        lines = self._lines
        statements: list[Any] = []
        indent = lines[self._at].indent
        while self._at < len(lines) and lines[self._at].indent == indent:
            line = lines[self._at]
            if line.word in _OTHER or line.word in _CONTINUES:
                raise Unread
            if line.word in _COMPOUND:
                statements.append(self._compound(line))
                continue
            self._at += 1
            try:
                statements.append(_line([read_simple(Code(line.code, indent))]))
            except Unread:
                text = f"if 1:\n{indent}{line.code}\n" if indent else f"{line.code}\n"
                self._pending.append(_Pending(statements, len(statements), text, inside=bool(indent)))
                statements.append(None)
        return statements

    def _compound(self, line: _Line) -> Any:
        match line.word if line.word != "async" else line.code.split(maxsplit=2)[1]:
            case "if":
                return self._if()
            case "while":
                test = self._header(read_test)
                body = self._body(line)
                return _while(test, body, self._else(line))
            case "for":
                make = self._header(read_for)
                body = self._body(line)
                return make(body, self._else(line))
            case "with":
                make = self._header(read_with)
                return make(self._body(line))
            case "try":
                return self._try(line)
            case _:
                return self._definition(line)

    def _header(self, read: Callable[[Tokens], Any], end: str = ":") -> Any:
        """What ``read`` makes of the line at hand up to ``end``; what stands behind it is a body of one line."""
        line = self._lines[self._at]
        self._at += 1
        tokens = Code(line.code, line.indent)
        made = read(tokens)
        if end:
            tokens.take(end)
            self._suite = None if tokens.mark == "\n" else _suite([read_simple(tokens)])
        elif tokens.mark != "\n":
            raise Unread
        return made

    def _body(self, header: _Line) -> Any:
        if self._suite is not None:
            suite, self._suite = self._suite, None
            return suite
        if self._at == len(self._lines) or len(self._lines[self._at].indent) <= len(header.indent):
            raise Unread
        return _block(self.read())

    def _follows(self, header: _Line, word: str) -> bool:
        lines = self._lines
        return self._at < len(lines) and lines[self._at].word == word and lines[self._at].indent == header.indent

    def _clause(self, header: _Line, word: str) -> Any:
        """The body of a clause without an expression, None where there is none."""
        if not self._follows(header, word):
            return None
        self._header(Tokens.step)
        return self._body(header)

    def _else(self, header: _Line) -> Any:
        body = self._clause(header, "else")
        return None if body is None else _else(body)

    def _if(self) -> Any:
        """From the last branch to the first, since a chain may be long."""
        first = self._lines[self._at]
        branches: list[tuple[Any, Any]] = []
        while not branches or self._follows(first, "elif"):
            test = self._header(read_test)
            branches.append((test, self._body(first)))
        node = self._else(first)
        for test, body in reversed(branches):
            node = _if(test, body, node)
        return node

    def _try(self, line: _Line) -> Any:
        self._header(Tokens.step)
        body = self._body(line)
        handlers = []
        while self._follows(line, "except"):
            make = self._header(read_except)
            handlers.append(make(self._body(line)))
        orelse = self._else(line)
        final = self._clause(line, "finally")
        return _try(body, handlers, orelse, None if final is None else _finally(final))

    def _definition(self, line: _Line) -> Any:
        decorators = []
        while line.word == "@":
            decorators.append(self._header(decorator, ""))
            line = self._lines[self._at]
        stub = _STUB.fullmatch(line.code)
        if stub:
            self._at += 1
            named = _name(stub.group(2))
            if stub.group(1) == "class":
                return _stub_class(named, _suite([_PASS]), decorators)
            asynchronous = None if stub.group(1) == "def" else ASYNCHRONOUS
            return _stub_function(named, _NO_PARAMETERS, _suite([_PASS]), decorators, asynchronous)
        make = self._header(read_class if line.word == "class" else read_function)
        return make(self._body(line), decorators)
