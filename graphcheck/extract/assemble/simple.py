"""The simple statements that code is mostly made of, as libcst's nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import libcst as cst

from graphcheck.extract.assemble.expressions import dotted, read_test_list
from graphcheck.extract.assemble.nodes import maker
from graphcheck.extract.assemble.pieces import NO_SPACE, annotation, comma, equal, left_paren, name, right_paren
from graphcheck.extract.assemble.tokens import Tokens, Unread

__all__ = ["read_as_name", "read_simple"]

_expression = maker(cst.Expr, "value")
_assign = maker(cst.Assign, "targets", "value")
_assign_target = maker(cst.AssignTarget, "target", "whitespace_before_equal", "whitespace_after_equal")
_annotated = maker(cst.AnnAssign, "target", "annotation", "value", "equal")
_augmented = maker(cst.AugAssign, "target", "operator", "value")
_return = maker(cst.Return, "value", "whitespace_after_return")
_raise = maker(cst.Raise, "exc", "cause", "whitespace_after_raise")
_from = maker(cst.From, "item", "whitespace_before_from", "whitespace_after_from")
_assert = maker(cst.Assert, "test", "msg", "comma", "whitespace_after_assert")
_import = maker(cst.Import, "names", "whitespace_after_import")
_import_from = maker(
    cst.ImportFrom, "module", "names", "relative", "lpar", "rpar", "whitespace_after_from", "whitespace_before_import",
    "whitespace_after_import",
)  # fmt: skip
_alias = maker(cst.ImportAlias, "name", "asname", "comma")
_as_name = maker(cst.AsName, "name", "whitespace_before_as", "whitespace_after_as")
_dot = maker(cst.Dot, "whitespace_before", "whitespace_after")
_star = maker(cst.ImportStar)

_DEFAULT = cst.MaybeSentinel.DEFAULT
_BARE: Final[Mapping[str, Callable[[], Any]]] = {
    "pass": maker(cst.Pass), "break": maker(cst.Break), "continue": maker(cst.Continue),
}  # fmt: skip
_AUGMENTS: Final[Mapping[str, Callable[..., Any]]] = {
    mark: maker(kind, "whitespace_before", "whitespace_after")
    for mark, kind in {
        "+=": cst.AddAssign, "-=": cst.SubtractAssign, "*=": cst.MultiplyAssign, "/=": cst.DivideAssign,
        "//=": cst.FloorDivideAssign, "%=": cst.ModuloAssign, "&=": cst.BitAndAssign, "|=": cst.BitOrAssign,
        "^=": cst.BitXorAssign, "@=": cst.MatrixMultiplyAssign, "**=": cst.PowerAssign, "<<=": cst.LeftShiftAssign,
        ">>=": cst.RightShiftAssign,
    }.items()
}  # fmt: skip


def read_simple(tokens: Tokens) -> Any:
    """To the end of the line. Raises ``Unread``."""
    word = tokens.word
    reader = _READERS.get(word)
    if reader is not None:
        node = reader(tokens)
    elif word in _BARE:
        tokens.step()
        node = _BARE[word]()
    else:
        node = _read_value_statement(tokens)
    if tokens.mark != "\n":
        raise Unread
    return node


def _read_value_statement(tokens: Tokens) -> Any:
    first = read_test_list(tokens)
    mark = tokens.mark
    if mark == "\n":
        return _expression(first)
    before = tokens.space
    tokens.step()
    if mark == ":":
        return _read_annotated(tokens, first, before)
    augment = _AUGMENTS.get(mark)
    if augment is not None:
        operator = augment(before, tokens.space)
        return _augmented(first, operator, read_test_list(tokens))
    targets = []
    value = first
    while mark == "=":
        targets.append(_assign_target(value, before, tokens.space))
        value = read_test_list(tokens)
        mark = tokens.mark
        if mark == "=":
            before = tokens.space
            tokens.step()
    if not targets:
        raise Unread
    return _assign(targets, value)


def _read_annotated(tokens: Tokens, target: Any, before: Any) -> Any:
    if getattr(target, "lpar", None):
        raise Unread
    after = tokens.space
    noted = annotation(tokens.expression(), before, after)
    if tokens.mark != "=":
        return _annotated(target, noted, None, _DEFAULT)
    before_equal = tokens.space
    tokens.step()
    sign = equal(before_equal, tokens.space)
    return _annotated(target, noted, read_test_list(tokens), sign)


def _read_return(tokens: Tokens) -> Any:
    tokens.step()
    if tokens.mark == "\n":
        return _return(None, NO_SPACE)
    after = tokens.space
    return _return(read_test_list(tokens), after)


def _read_raise(tokens: Tokens) -> Any:
    tokens.step()
    if tokens.mark == "\n":
        return _raise(None, None, _DEFAULT)
    after = tokens.space
    raised = tokens.expression()
    cause = None
    if tokens.word == "from":
        before_from = tokens.space
        tokens.step()
        after_from = tokens.space
        cause = _from(tokens.expression(), before_from, after_from)
    return _raise(raised, cause, after)


def _read_assert(tokens: Tokens) -> Any:
    tokens.step()
    after = tokens.space
    test = tokens.expression()
    if tokens.mark != ",":
        return _assert(test, None, _DEFAULT, after)
    before = tokens.space
    tokens.step()
    separator = comma(before, tokens.space)
    return _assert(test, tokens.expression(), separator, after)


def _read_import(tokens: Tokens) -> Any:
    tokens.step()
    after = tokens.space
    aliases = [_read_alias(tokens, dotted(tokens))]
    while tokens.mark == ",":
        aliases[-1] = _with_comma(tokens, aliases[-1])
        aliases.append(_read_alias(tokens, dotted(tokens)))
    return _import(aliases, after)


def _read_alias(tokens: Tokens, node: Any) -> Any:
    return _alias(node, read_as_name(tokens), _DEFAULT)


def read_as_name(tokens: Tokens) -> Any:
    if tokens.word != "as":
        return None
    before = tokens.space
    tokens.step()
    after = tokens.space
    return _as_name(name(tokens.take_name()), before, after)


def _with_comma(tokens: Tokens, alias: Any) -> Any:
    before = tokens.space
    tokens.step()
    return _alias(alias.name, alias.asname, comma(before, tokens.space))


def _read_import_from(tokens: Tokens) -> Any:
    tokens.step()
    after_from = tokens.space
    dots: list[Any] = []
    while tokens.mark in (".", "..."):
        count = len(tokens.mark)
        tokens.step()
        dots.extend(_dot(NO_SPACE, NO_SPACE) for _ in range(count - 1))
        dots.append(_dot(NO_SPACE, NO_SPACE if tokens.word == "import" else tokens.space))
    module = None if tokens.word == "import" else dotted(tokens)
    before_import = tokens.space
    tokens.take_word("import")
    after_import = tokens.space
    if tokens.mark == "*":
        tokens.step()
        return _import_from(module, _star(), dots, None, None, after_from, before_import, after_import)
    left = right = None
    if tokens.mark == "(":
        tokens.step()
        left = left_paren(tokens.space)
    aliases = [_read_alias(tokens, name(tokens.take_name()))]
    while tokens.mark == ",":
        aliases[-1] = _with_comma(tokens, aliases[-1])
        if tokens.mark == ")":
            break
        aliases.append(_read_alias(tokens, name(tokens.take_name())))
    if left is not None:
        right = right_paren(NO_SPACE if type(aliases[-1].comma) is cst.Comma else tokens.space)
        tokens.take(")")
    return _import_from(module, aliases, dots, left, right, after_from, before_import, after_import)


def _leave(_: Tokens) -> Any:
    raise Unread


_READERS: Final[Mapping[str, Callable[[Tokens], Any]]] = {
    "return": _read_return, "raise": _read_raise, "assert": _read_assert, "import": _read_import,
    "from": _read_import_from, "type": _leave, "del": _leave, "global": _leave, "nonlocal": _leave,
}  # fmt: skip
