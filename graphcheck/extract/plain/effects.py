"""Calls of functions that may be known, in the order of evaluation: ``extract.effects`` in small."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from graphcheck.extract.plain.source import Source, Unplain
from graphcheck.extract.scan import TOKENS
from graphcheck.extract.telling import LONGEST_CALL, OWN_NAMES
from graphcheck.model.frozen import frozen
from graphcheck.model.steps import CallStep

__all__ = ["Effects"]

_INDENTATION = re.compile(r"\n[ \t]+")
_CONDITIONAL = (
    ast.Lambda, ast.IfExp, ast.BoolOp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.JoinedStr
)  # fmt: skip


@frozen
class Effects:
    """``callables`` are names that the module imports or defines as functions, ``others`` all else that it binds.

    With ``starred`` any other name may be an imported function, too. ``telling`` are names that may decide something.
    ``methods`` are functions of the class whose body it is, and ``indent`` stands before its statements.
    """

    source: Source
    callables: frozenset[str]
    others: frozenset[str]
    telling: frozenset[str]
    starred: bool
    methods: frozenset[str] = frozenset()
    indent: str = ""

    def inside(self, body: Sequence[ast.stmt], callables: AbstractSet[str], others: AbstractSet[str]) -> Effects:
        """In the ``body`` of a class, which binds those names."""
        bound = callables | others
        before = self.source.line(body[0].lineno)[: body[0].col_offset]
        return replace(
            self,
            callables=self.callables - bound,
            others=self.others | bound,
            methods=frozenset(callables),
            indent=self.indent if before.strip() else before,
        )

    def of_decorators(self, decorators: Sequence[ast.expr]) -> Iterator[CallStep]:
        """A decorator is called with what it decorates."""
        for decorator in decorators:
            yield from self.of(decorator)
            if isinstance(decorator, ast.Name) and self._may_run(decorator.id):
                yield CallStep(decorator.id)

    def of(self, expression: ast.expr, *, whole: bool = False) -> Iterator[CallStep]:
        """``whole``: there are no brackets around it. Raises ``Unplain``."""
        match expression:
            case ast.Constant():
                return
            case ast.Name(name):
                self._require_silent(name)
            case ast.Attribute(base, name):
                self._require_silent(name)
                yield from self.of(base)
            case ast.Call(function, arguments, keywords):
                yield from self.of(function)
                for argument in (*arguments, *(keyword.value for keyword in keywords)):
                    yield from self.of(argument)
                if isinstance(function, ast.Name) and self._may_run(function.id):
                    yield CallStep(function.id, self._call_source(expression, function.id, whole=whole))
            case ast.Dict(keys, values):
                for key, value in zip(keys, values, strict=True):
                    if key is not None:
                        yield from self.of(key)
                    yield from self.of(value)
            case ast.List(parts) | ast.Tuple(parts) | ast.Set(parts):
                for part in parts:
                    yield from self.of(part)
            case ast.Starred(part) | ast.UnaryOp(_, part):
                yield from self.of(part)
            case ast.BinOp(left, _, right) | ast.Subscript(left, right):
                yield from self.of(left)
                yield from self.of(right)
            case ast.Slice():
                for bound in (expression.lower, expression.upper, expression.step):
                    if bound is not None:
                        yield from self.of(bound)
            case _ if isinstance(expression, _CONDITIONAL):
                self._require_idle(expression)
            case _:
                raise Unplain

    def may_be_module(self, owner: ast.expr) -> bool:
        return isinstance(owner, ast.Name) and (owner.id in self.callables or owner.id not in self.others)

    def _require_silent(self, name: str) -> None:
        if name in self.telling:
            raise Unplain

    def _require_idle(self, expression: ast.expr) -> None:
        """Whatever of it is evaluated does nothing."""
        for node in ast.walk(expression):
            match node:
                case ast.NamedExpr() | ast.Yield() | ast.YieldFrom() | ast.Await():
                    raise Unplain
                case ast.Call(ast.Name(name)) if self._may_run(name):
                    raise Unplain
                case ast.Name(name) | ast.Attribute(attr=name):
                    self._require_silent(name)
                case _:
                    continue

    def _may_run(self, name: str) -> bool:
        if name in self.methods:
            raise Unplain
        return name in self.callables or (self.starred and name not in self.others)

    def _call_source(self, call: ast.Call, name: str, *, whole: bool) -> str:
        """A call whose arguments may name a module."""
        arguments = (*call.args, *(keyword.value for keyword in call.keywords))
        if name not in self.callables or not any(map(_is_telling, arguments)):
            return ""
        code = self.source.code(call)
        if len(_INDENTATION.sub("\n", code)) > LONGEST_CALL:
            return ""
        if not whole and self.source.is_enclosed(call):
            raise Unplain
        if self.indent and "\n" in code:
            code = "".join(_without_indent(code, self.indent))
        return code if len(code) <= LONGEST_CALL else ""


def _without_indent(code: str, indent: str) -> Iterator[str]:
    """As libcst has it: without what a class adds to each line, but for lines of strings."""
    start = 0
    for string in TOKENS.finditer(code):
        if "\n" not in string.group():
            continue
        if string.lastgroup == "fields":
            raise Unplain
        yield _lines_without_indent(code[start : string.start()], indent)
        yield string.group()
        start = string.end()
    yield _lines_without_indent(code[start:], indent)


def _lines_without_indent(code: str, indent: str) -> str:
    if "\\\n" in code:
        raise Unplain
    return code.replace(f"\n{indent}", "\n")


def _is_telling(argument: ast.expr) -> bool:
    match argument:
        case ast.Constant(str() | bytes()) | ast.JoinedStr():
            return True
        case ast.Name(name) | ast.Starred(ast.Name(name)):
            return name in OWN_NAMES
        case ast.Starred(ast.Constant(str() | bytes()) | ast.JoinedStr()):
            return True
        case _:
            return False
