"""The expressions that code is mostly made of, as libcst's nodes.

Stars in displays, assignment expressions, ``await`` and asynchronous comprehensions are left to libcst.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

import libcst as cst

from graphcheck.extract.assemble.nodes import maker, separator
from graphcheck.extract.assemble.tokens import HARD, Tokens, Unread

__all__ = [
    "comma",
    "dotted",
    "equal",
    "left_paren",
    "name",
    "read_arguments",
    "read_expression",
    "read_target_list",
    "read_test_list",
    "right_paren",
]

name = maker(cst.Name, "value")
comma = separator(cst.Comma)
equal = separator(cst.AssignEqual)
_attribute = maker(cst.Attribute, "value", "attr", "dot")
_dot = separator(cst.Dot)
_call = maker(cst.Call, "func", "args", "whitespace_after_func", "whitespace_before_args")
_argument = maker(
    cst.Arg, "value", "keyword", "equal", "comma", "star", "whitespace_after_star", "whitespace_after_arg"
)
_subscript = maker(cst.Subscript, "value", "slice", "lbracket", "rbracket", "whitespace_after_value")
_subscript_element = maker(cst.SubscriptElement, "slice", "comma")
_index = maker(cst.Index, "value")
_slice = maker(cst.Slice, "lower", "upper", "step", "first_colon", "second_colon")
_colon = maker(cst.Colon, "whitespace_before", "whitespace_after")
_left_bracket = maker(cst.LeftSquareBracket, "whitespace_after")
_right_bracket = maker(cst.RightSquareBracket, "whitespace_before")
_left_brace = maker(cst.LeftCurlyBrace, "whitespace_after")
_right_brace = maker(cst.RightCurlyBrace, "whitespace_before")
left_paren = maker(cst.LeftParen, "whitespace_after")
right_paren = maker(cst.RightParen, "whitespace_before")
_tuple = maker(cst.Tuple, "elements", "lpar", "rpar")
_list = maker(cst.List, "elements", "lbracket", "rbracket")
_set = maker(cst.Set, "elements", "lbrace", "rbrace")
_dict = maker(cst.Dict, "elements", "lbrace", "rbrace")
_element = maker(cst.Element, "value", "comma")
_entry = maker(cst.DictElement, "key", "value", "comma", "whitespace_before_colon", "whitespace_after_colon")
_string = maker(cst.SimpleString, "value")
_joined = maker(cst.ConcatenatedString, "left", "right", "whitespace_between")
_integer = maker(cst.Integer, "value")
_float = maker(cst.Float, "value")
_imaginary = maker(cst.Imaginary, "value")
_ellipsis = maker(cst.Ellipsis)
_unary = maker(cst.UnaryOperation, "operator", "expression")
_binary = maker(cst.BinaryOperation, "left", "operator", "right")
_boolean = maker(cst.BooleanOperation, "left", "operator", "right")
_comparison = maker(cst.Comparison, "left", "comparisons")
_target = maker(cst.ComparisonTarget, "operator", "comparator")
_choice = maker(
    cst.IfExp, "test", "body", "orelse", "whitespace_before_if", "whitespace_after_if", "whitespace_before_else",
    "whitespace_after_else",
)  # fmt: skip
_lambda = maker(cst.Lambda, "params", "body", "colon", "whitespace_after_lambda")
_list_comprehension = maker(cst.ListComp, "elt", "for_in", "lbracket", "rbracket")
_set_comprehension = maker(cst.SetComp, "elt", "for_in", "lbrace", "rbrace")
_dict_comprehension = maker(
    cst.DictComp, "key", "value", "for_in", "lbrace", "rbrace", "whitespace_before_colon", "whitespace_after_colon"
)
_generator = maker(cst.GeneratorExp, "elt", "for_in", "lpar", "rpar")
_for_in = maker(
    cst.CompFor, "target", "iter", "ifs", "inner_for_in", "whitespace_before", "whitespace_after_for",
    "whitespace_before_in", "whitespace_after_in",
)  # fmt: skip
_comp_if = maker(cst.CompIf, "test", "whitespace_before", "whitespace_before_test")
_parameters = maker(
    cst.Parameters, "params", "star_arg", "kwonly_params", "star_kwarg", "posonly_params", "posonly_ind"
)
_parameter = maker(
    cst.Param, "name", "annotation", "equal", "default", "comma", "star", "whitespace_after_star",
    "whitespace_after_param",
)  # fmt: skip
_star = maker(cst.ParamStar, "comma")
_slash = maker(cst.ParamSlash, "comma")
annotation = maker(cst.Annotation, "annotation", "whitespace_before_indicator", "whitespace_after_indicator")
_NO_PARAMETERS = cst.Parameters()
_not = maker(cst.Not, "whitespace_after")
_not_in = maker(cst.NotIn, "whitespace_before", "whitespace_between", "whitespace_after")
_is_not = maker(cst.IsNot, "whitespace_before", "whitespace_between", "whitespace_after")
_in = maker(cst.In, "whitespace_before", "whitespace_after")
_is = maker(cst.Is, "whitespace_before", "whitespace_after")

_NO_COMMA = cst.MaybeSentinel.DEFAULT
_NO_SPACE = cst.SimpleWhitespace("")
_COMPARES: Final = 4
_NEGATES: Final = 3
_ENDS = frozenset((",", ")", "]", "}", "=", ":", "\n"))
_UNARY: Final[Mapping[str, Callable[..., Any]]] = {
    mark: maker(kind, "whitespace_after") for mark, kind in (("-", cst.Minus), ("+", cst.Plus), ("~", cst.BitInvert))
}
_LEVELS: Final[Mapping[str, int]] = {
    "or": 1, "and": 2, "==": 4, "!=": 4, "<": 4, ">": 4, "<=": 4, ">=": 4, "in": 4, "is": 4, "not": 4, "|": 5, "^": 6,
    "&": 7, "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "//": 10, "%": 10, "@": 10,
}  # fmt: skip
_OPERATORS: Final[Mapping[str, Callable[..., Any]]] = {
    mark: separator(kind)
    for mark, kind in {
        "or": cst.Or, "and": cst.And, "==": cst.Equal, "!=": cst.NotEqual, "<": cst.LessThan, ">": cst.GreaterThan,
        "<=": cst.LessThanEqual, ">=": cst.GreaterThanEqual, "|": cst.BitOr, "^": cst.BitXor, "&": cst.BitAnd,
        "<<": cst.LeftShift, ">>": cst.RightShift, "+": cst.Add, "-": cst.Subtract, "*": cst.Multiply,
        "/": cst.Divide, "//": cst.FloorDivide, "%": cst.Modulo, "@": cst.MatrixMultiply, "**": cst.Power,
    }.items()
}  # fmt: skip


def read_expression(tokens: Tokens) -> Any:
    word = tokens.word
    if word:
        if word == "lambda":
            return _read_lambda(tokens)
        if tokens.next_mark in _ENDS and word not in HARD:
            tokens.step()
            return name(word)
    body = _operation(tokens, 1)
    if tokens.word != "if":
        return body
    before_if = tokens.space
    tokens.step()
    after_if = tokens.space
    test = _operation(tokens, 1)
    before_else = tokens.space
    tokens.take_word("else")
    after_else = tokens.space
    return _choice(test, body, read_expression(tokens), before_if, after_if, before_else, after_else)


def _read_lambda(tokens: Tokens) -> Any:
    tokens.step()
    if tokens.mark == ":":
        after_lambda: Any = cst.MaybeSentinel.DEFAULT
        parameters = _NO_PARAMETERS
    else:
        after_lambda = tokens.space
        parameters = read_parameters(tokens, ":")
    before = _NO_SPACE if tokens.mark == ":" and parameters is not _NO_PARAMETERS else tokens.space
    tokens.take(":")
    sign = _colon(before, tokens.space)
    return _lambda(parameters, read_expression(tokens), sign, after_lambda)


def _read_for_in(tokens: Tokens) -> Any:
    before = tokens.space
    tokens.take_word("for")
    after_for = tokens.space
    target = read_target_list(tokens)
    before_in = tokens.space
    tokens.take_word("in")
    after_in = tokens.space
    iterated = _operation(tokens, 1)
    tests = []
    while tokens.word == "if":
        before_if = tokens.space
        tokens.step()
        after_if = tokens.space
        tests.append(_comp_if(_operation(tokens, 1), before_if, after_if))
    inner = _read_for_in(tokens) if tokens.word == "for" else None
    return _for_in(target, iterated, tests, inner, before, after_for, before_in, after_in)


def read_test_list(tokens: Tokens) -> Any:
    """An expression, or a tuple without brackets."""
    first = read_expression(tokens)
    return _open_tuple(tokens, first, read_expression) if tokens.mark == "," else first


def read_target_list(tokens: Tokens) -> Any:
    """What stands between ``for`` and ``in``."""
    first = _primary(tokens)
    return _open_tuple(tokens, first, _primary) if tokens.mark == "," else first


def dotted(tokens: Tokens) -> Any:
    """``a.b.c``"""
    node = name(tokens.take_name())
    while tokens.mark == ".":
        before = tokens.space
        tokens.step()
        after = tokens.space
        node = _attribute(node, name(tokens.take_name()), _dot(before, after))
    return node


def _open_tuple(tokens: Tokens, first: Any, read: Callable[[Tokens], Any]) -> Any:
    elements = []
    element = first
    while tokens.mark == ",":
        before = tokens.space
        tokens.step()
        ends = not tokens.literal and not tokens.word and tokens.mark not in ("(", "[", "{", "-", "+", "~", "...")
        elements.append(_element(element, comma(before, _NO_SPACE if ends else tokens.space)))
        if ends or tokens.word == "in":
            return _tuple(elements, [], [])
        element = read(tokens)
    elements.append(_element(element, _NO_COMMA))
    return _tuple(elements, [], [])


def _operation(tokens: Tokens, level: int) -> Any:
    if tokens.word == "not" and level <= _NEGATES:
        tokens.step()
        after = tokens.space
        left = _unary(_not(after), _operation(tokens, _NEGATES))
    else:
        left = _factor(tokens)
    while True:
        mark = tokens.mark or tokens.word
        next_level = _LEVELS.get(mark, 0)
        if next_level < level or not next_level:
            return left
        if next_level == _COMPARES:
            left = _read_comparison(tokens, left)
            continue
        before = tokens.space
        tokens.step()
        operator = _OPERATORS[mark](before, tokens.space)
        right = _operation(tokens, next_level + 1)
        left = (_boolean if next_level < _NEGATES else _binary)(left, operator, right)


def _read_comparison(tokens: Tokens, left: Any) -> Any:
    targets = []
    while _LEVELS.get(tokens.mark or tokens.word) == _COMPARES:
        operator = _comparing(tokens)
        targets.append(_target(operator, _operation(tokens, _COMPARES + 1)))
    return _comparison(left, targets)


def _comparing(tokens: Tokens) -> Any:
    mark = tokens.mark or tokens.word
    before = tokens.space
    tokens.step()
    between = tokens.space
    match mark:
        case "not":
            tokens.take_word("in")
            return _not_in(before, between, tokens.space)
        case "is" if tokens.word == "not":
            tokens.step()
            return _is_not(before, between, tokens.space)
        case "is":
            return _is(before, between)
        case "in":
            return _in(before, between)
        case _:
            return _OPERATORS[mark](before, between)


def _factor(tokens: Tokens) -> Any:
    sign = _UNARY.get(tokens.mark)
    if sign is not None:
        tokens.step()
        operator = sign(tokens.space)
        return _unary(operator, _factor(tokens))
    base = _primary(tokens)
    if tokens.mark != "**":
        return base
    before = tokens.space
    tokens.step()
    operator = _OPERATORS["**"](before, tokens.space)
    return _binary(base, operator, _factor(tokens))


def _primary(tokens: Tokens) -> Any:
    node = _atom(tokens)
    while True:
        match tokens.mark:
            case ".":
                before = tokens.space
                tokens.step()
                after = tokens.space
                node = _attribute(node, name(tokens.take_name()), _dot(before, after))
            case "(":
                node = _read_call(tokens, node)
            case "[":
                node = _read_subscript(tokens, node)
            case _:
                return node


def _atom(tokens: Tokens) -> Any:
    if tokens.word:
        word = tokens.word
        if word in HARD:
            raise Unread
        tokens.step()
        return name(word)
    if tokens.literal:
        return _read_literal(tokens)
    match tokens.mark:
        case "(":
            return _read_group(tokens)
        case "[":
            return _read_list(tokens)
        case "{":
            return _read_braces(tokens)
        case "...":
            tokens.step()
            return _ellipsis()
        case _:
            raise Unread


def _read_literal(tokens: Tokens) -> Any:
    literal = tokens.literal
    last = literal[-1]
    if last not in "'\"":
        tokens.step()
        if last in "jJ":
            return _imaginary(literal)
        whole = literal[:2] in ("0x", "0X") or not ("." in literal or "e" in literal or "E" in literal)
        return (_integer if whole else _float)(literal)
    parts = []
    spaces = []
    while tokens.literal and tokens.literal[-1] in "'\"":
        spaces.append(tokens.space)
        parts.append(_read_string(tokens.literal))
        tokens.step()
    node = parts.pop()
    while parts:
        node = _joined(parts.pop(), node, spaces.pop())
    return node


def _read_string(literal: str) -> Any:
    if literal[0] in "'\"":
        return _string(literal)
    if "f" not in (prefix := literal[:2].lower()).rstrip("'\"") and "t" not in prefix.rstrip("'\""):
        return _string(literal)
    if "\n" in literal:
        raise Unread
    return _formatted(literal)


@lru_cache(maxsize=1024)
def _formatted(literal: str) -> Any:
    try:
        return cst.parse_expression(literal)
    except cst.ParserSyntaxError as error:
        raise Unread from error


def _read_group(tokens: Tokens) -> Any:
    tokens.step()
    left = left_paren(tokens.space)
    if tokens.mark == ")":
        tokens.step()
        return _tuple([], [left], [right_paren(_NO_SPACE)])
    node = read_expression(tokens)
    if tokens.mark == ",":
        elements = _read_elements(tokens, ")", node)
        right = right_paren(tokens.space)
        tokens.step()
        return _tuple(elements, [left], [right])
    if tokens.word == "for":
        for_in = _read_for_in(tokens)
        right = right_paren(tokens.space)
        tokens.take(")")
        return _generator(node, for_in, [left], [right])
    right = right_paren(tokens.space)
    tokens.take(")")
    return node.with_changes(lpar=[left, *node.lpar], rpar=[*node.rpar, right])


def _read_list(tokens: Tokens) -> Any:
    tokens.step()
    left = _left_bracket(tokens.space)
    first = None if tokens.mark == "]" else read_expression(tokens)
    if tokens.word == "for":
        for_in = _read_for_in(tokens)
        right = _right_bracket(tokens.space)
        tokens.take("]")
        return _list_comprehension(first, for_in, left, right)
    elements = _read_elements(tokens, "]", first)
    right = _right_bracket(tokens.space if elements else _NO_SPACE)
    tokens.step()
    return _list(elements, left, right)


def _read_elements(tokens: Tokens, close: str, first: Any = None) -> list[Any]:
    """To the closing bracket, which is left."""
    elements = []
    while first is not None or tokens.mark != close:
        value = read_expression(tokens) if first is None else first
        first = None
        if tokens.mark == close:
            elements.append(_element(value, _NO_COMMA))
            break
        before = tokens.space
        tokens.take(",")
        after = _NO_SPACE if tokens.mark == close else tokens.space
        elements.append(_element(value, comma(before, after)))
    return elements


def _read_braces(tokens: Tokens) -> Any:
    tokens.step()
    left = _left_brace(tokens.space)
    if tokens.mark == "}":
        tokens.step()
        return _dict([], left, _right_brace(_NO_SPACE))
    first = read_expression(tokens)
    if tokens.word == "for":
        for_in = _read_for_in(tokens)
        right = _right_brace(tokens.space)
        tokens.take("}")
        return _set_comprehension(first, for_in, left, right)
    if tokens.mark == ":":
        return _read_dict(tokens, left, first)
    elements = _read_elements(tokens, "}", first)
    right = _right_brace(tokens.space)
    tokens.step()
    return _set(elements, left, right)


def _read_dict(tokens: Tokens, left: Any, key: Any) -> Any:
    entries: list[Any] = []
    while tokens.mark == ":":
        before_colon = tokens.space
        tokens.step()
        after_colon = tokens.space
        value = read_expression(tokens)
        if tokens.word == "for" and not entries:
            for_in = _read_for_in(tokens)
            right = _right_brace(tokens.space)
            tokens.take("}")
            return _dict_comprehension(key, value, for_in, left, right, before_colon, after_colon)
        if tokens.mark == "}":
            entries.append(_entry(key, value, _NO_COMMA, before_colon, after_colon))
            break
        before = tokens.space
        tokens.take(",")
        after = _NO_SPACE if tokens.mark == "}" else tokens.space
        entries.append(_entry(key, value, comma(before, after), before_colon, after_colon))
        if tokens.mark == "}":
            break
        key = read_expression(tokens)
    right = _right_brace(tokens.space)
    tokens.take("}")
    return _dict(entries, left, right)


def _read_call(tokens: Tokens, function: Any) -> Any:
    after_function = tokens.space
    tokens.step()
    before_arguments = tokens.space
    arguments = read_arguments(tokens)
    tokens.step()
    return _call(function, arguments, after_function, before_arguments)


def read_arguments(tokens: Tokens) -> list[Any]:
    """To the closing bracket, which is left."""
    arguments = []
    while tokens.mark != ")":
        arguments.append(_read_argument(tokens))
        if tokens.word == "for" and len(arguments) == 1:
            return [_read_generator(tokens, arguments[0])]
    return arguments


def _read_generator(tokens: Tokens, argument: Any) -> Any:
    """A generator expression that is the only argument."""
    if argument.keyword or argument.star:
        raise Unread
    node = _generator(argument.value, _read_for_in(tokens), [], [])
    after = tokens.space
    if tokens.mark != ")":
        raise Unread
    return _argument(node, None, cst.MaybeSentinel.DEFAULT, _NO_COMMA, "", _NO_SPACE, after)


def _read_argument(tokens: Tokens) -> Any:
    star = tokens.mark if tokens.mark in ("*", "**") else ""
    after_star: cst.BaseParenthesizableWhitespace = _NO_SPACE
    if star:
        tokens.step()
        after_star = tokens.space
    value = read_expression(tokens)
    keyword = None
    sign: Any = cst.MaybeSentinel.DEFAULT
    if tokens.mark == "=" and type(value) is cst.Name and not star:
        keyword = value
        before = tokens.space
        tokens.step()
        sign = equal(before, tokens.space)
        value = read_expression(tokens)
    if tokens.mark == ")" or tokens.word == "for":
        return _argument(value, keyword, sign, _NO_COMMA, star, after_star, tokens.space)
    before = tokens.space
    tokens.take(",")
    return _argument(value, keyword, sign, comma(before, tokens.space), star, after_star, _NO_SPACE)


def _read_subscript(tokens: Tokens, value: Any) -> Any:
    after_value = tokens.space
    tokens.step()
    left = _left_bracket(tokens.space)
    elements = []
    while tokens.mark != "]":
        element = _read_slice(tokens)
        if tokens.mark == "]":
            elements.append(_subscript_element(element, _NO_COMMA))
            break
        before = tokens.space
        tokens.take(",")
        elements.append(_subscript_element(element, comma(before, tokens.space)))
    if not elements or (tokens.blank and type(elements[-1].slice) is cst.Slice):
        raise Unread
    right = _right_bracket(_NO_SPACE if type(elements[-1].comma) is cst.Comma else tokens.space)
    tokens.step()
    return _subscript(value, elements, left, right, after_value)


def _read_slice(tokens: Tokens) -> Any:
    lower = None if tokens.mark == ":" else read_expression(tokens)
    if tokens.mark != ":":
        return _index(lower)
    before = _NO_SPACE if lower is None else tokens.space
    tokens.step()
    first_colon = _colon(before, tokens.space)
    upper = step = None
    second_colon: Any = cst.MaybeSentinel.DEFAULT
    if tokens.mark not in (":", "]", ","):
        upper = read_expression(tokens)
    if tokens.mark == ":":
        before = tokens.space
        tokens.step()
        second_colon = _colon(before, tokens.space)
        if tokens.mark not in ("]", ","):
            step = read_expression(tokens)
    return _slice(lower, upper, step, first_colon, second_colon)


def read_parameters(tokens: Tokens, close: str) -> Any:
    """To ``close``, which is left; those of a lambda have no annotations."""
    plain: list[Any] = []
    only_positional: list[Any] = []
    only_named: list[Any] = []
    slash: Any = _NO_COMMA
    star: Any = _NO_COMMA
    rest = None
    while tokens.mark != close:
        mark = tokens.mark
        if mark == "/":
            tokens.step()
            slash = _slash(_read_comma(tokens, close))
            only_positional, plain = plain, []
            continue
        if mark in ("*", "**"):
            tokens.step()
            if tokens.mark == ",":
                star = _star(_read_comma(tokens, close))
                continue
            read = _read_parameter(tokens, close, mark, tokens.space)
            if mark == "*":
                star = read
            else:
                rest = read
            continue
        read = _read_parameter(tokens, close, "", _NO_SPACE)
        (plain if star is _NO_COMMA else only_named).append(read)
    return _parameters(plain, star, only_named, rest, only_positional, slash)


def _read_parameter(tokens: Tokens, close: str, star: str, after_star: Any) -> Any:
    called = name(tokens.take_name())
    noted = default = None
    sign: Any = _NO_COMMA
    if tokens.mark == ":" and close != ":":
        before = tokens.space
        tokens.step()
        after = tokens.space
        noted = annotation(read_expression(tokens), before, after)
    if tokens.mark == "=":
        before = tokens.space
        tokens.step()
        sign = equal(before, tokens.space)
        default = read_expression(tokens)
    if tokens.mark == close:
        return _parameter(called, noted, sign, default, _NO_COMMA, star, after_star, tokens.space)
    return _parameter(called, noted, sign, default, _read_comma(tokens, close), star, after_star, _NO_SPACE)


def _read_comma(tokens: Tokens, close: str) -> Any:
    if tokens.mark == close:
        return _NO_COMMA
    before = tokens.space
    tokens.take(",")
    return comma(before, tokens.space)
