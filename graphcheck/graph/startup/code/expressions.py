"""Expressions on paper."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, Final, Protocol

from graphcheck.graph.startup.code.operations import METHODS, attempt, combine, compare, format_field
from graphcheck.graph.startup.code.things import (
    UNKNOWN,
    Caught,
    Function,
    Method,
    RuntimeThing,
    Some,
    Thing,
    is_known,
    truth_of,
)

__all__ = ["Evaluation", "Names"]

_LONGEST_LOOP = 2000
_DEEPEST = 400
_SETTLED_BY: Final[Mapping[str, bool]] = {"builtins.all": False, "builtins.any": True}
"""Built-in functions that ask a generator for no more items after one of this truth."""


class Names(Protocol):
    """The names that a piece of code sees."""

    def get(self, name: str) -> Thing: ...
    def set(self, name: str, thing: Thing) -> None: ...
    def captured(self) -> dict[str, Thing]: ...


class Evaluation:
    """The value of each kind of expression. ``call`` and ``attribute`` are what the interpreter makes of them;
    ``raise_`` predicts an exception; ``uncertain`` runs what may or may not happen; ``awaited`` tells whether a handler
    names an exception; ``make_lambda`` is the function that a lambda makes."""

    def __init__(
        self,
        call: Callable[[Thing, list[Thing], dict[str, Thing], ast.Call], Thing],
        attribute: Callable[[Thing, str], Thing],
        raise_: Callable[[str, str, ast.AST], None],
        uncertain: Callable[[Callable[[], Any]], Any],
        awaited: Callable[[str], bool],
        make_lambda: Callable[[ast.Lambda, Names], Function],
    ) -> None:
        self._call_thing = call
        self._attribute_of = attribute
        self._raise = raise_
        self._uncertain = uncertain
        self._awaited = awaited
        self._make_lambda = make_lambda
        self._depth = 0

    def value(self, node: ast.expr | None, names: Names) -> Thing:
        if self._depth > _DEEPEST:
            return UNKNOWN
        self._depth += 1
        try:
            return self._value(node, names)
        finally:
            self._depth -= 1

    def _value(self, node: ast.expr | None, names: Names) -> Thing:
        match node:
            case None:
                return None
            case ast.Constant(value):
                return value if value is None or isinstance(value, (str, bytes, int, float)) else UNKNOWN
            case ast.Name(name):
                return names.get(name)
            case ast.Attribute(base, name):
                return self.attribute(self.value(base, names), name)
            case ast.Call():
                return self._call(node, names)
            case ast.JoinedStr(parts):
                return self._text(parts, names)
            case ast.Tuple(items):
                return self._display(items, names, tuple)
            case ast.List(items):
                return self._display(items, names, list)
            case ast.Set(items):
                return self._display(items, names, set)
            case ast.Dict():
                return self._dict(node, names)
            case ast.Subscript(base, place):
                return self._item(self.value(base, names), place, node, names)
            case ast.Compare():
                return self._comparison(node, names)
            case ast.BoolOp():
                return self._logic(node, names)
            case ast.UnaryOp(ast.Not(), operand):
                truth = truth_of(self.value(operand, names))
                return Some() if truth is None else not truth
            case ast.UnaryOp(ast.USub(), operand):
                number = self.value(operand, names)
                return -number if isinstance(number, (int, float)) else UNKNOWN
            case ast.BinOp(left, kind, right):
                return combine(kind, self.value(left, names), self.value(right, names))
            case ast.IfExp():
                return self._choice(node, names)
            case ast.NamedExpr(ast.Name(name), value):
                thing = self.value(value, names)
                names.set(name, thing)
                return thing
            case ast.ListComp(element, generators) | ast.GeneratorExp(element, generators):
                return self._comprehension(element, generators, names)
            case ast.SetComp(element, generators):
                items = self._comprehension(element, generators, names)
                return set(items) if isinstance(items, list) and is_known(items) else UNKNOWN
            case ast.DictComp(key, value, generators):
                pairs = self._comprehension(ast.Tuple([key, value], ast.Load()), generators, names)
                known = isinstance(pairs, list) and all(isinstance(pair, tuple) and is_known(pair[0]) for pair in pairs)
                return dict(pairs) if known else UNKNOWN
            case ast.Lambda():
                return self._make_lambda(node, names)
            case ast.Await(value) | ast.Starred(value):
                self.value(value, names)
                return UNKNOWN
            case _:
                return UNKNOWN

    def attribute(self, base: Thing, name: str) -> Thing:
        if name in METHODS.get(type(base), ()):
            return Method(base, name)
        if isinstance(base, Caught):
            known = {"name": base.failure.module, "msg": base.failure.message, "args": (base.failure.message,)}
            return known.get(name, UNKNOWN)
        return self._attribute_of(base, name)

    def _call(self, node: ast.Call, names: Names) -> Thing:
        function = self.value(node.func, names)
        settled_by = _SETTLED_BY.get(function.path) if isinstance(function, RuntimeThing) else None
        if settled_by is not None and len(node.args) == 1 and isinstance(node.args[0], ast.GeneratorExp):
            return self._settle(node.args[0], names, decisive=settled_by)
        given, named, complete = self.arguments(node, names)
        if not complete and not isinstance(function, Function):
            return UNKNOWN
        return self._call_thing(function, given, named, node)

    def arguments(self, node: ast.Call, names: Names) -> tuple[list[Thing], dict[str, Thing], bool]:
        """Those given by place and by name, and whether that is all of them."""
        given: list[Thing] = []
        complete = True
        for argument in node.args:
            if isinstance(argument, ast.Starred):
                items = self.value(argument.value, names)
                complete = complete and isinstance(items, (list, tuple))
                given += items if isinstance(items, (list, tuple)) else ()
            else:
                given.append(self.value(argument, names))
        named: dict[str, Thing] = {}
        for keyword in node.keywords:
            value = self.value(keyword.value, names)
            if keyword.arg is not None:
                named[keyword.arg] = value
            elif isinstance(value, dict):
                named.update(value)
            else:
                complete = False
        return given, named, complete

    def _text(self, parts: list[ast.expr], names: Names) -> Thing:
        texts: list[str | None] = []
        for part in parts:
            if isinstance(part, ast.FormattedValue):
                spec = "" if part.format_spec is None else self.value(part.format_spec, names)
                value = self.value(part.value, names)
                texts.append(format_field(value, part.conversion, spec) if isinstance(spec, str) else None)
            else:
                texts.append(part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else None)
        return "".join(text or "" for text in texts) if None not in texts else Some(is_none=False)

    def _display(self, items: list[ast.expr], names: Names, make: Callable[[list[Thing]], Thing]) -> Thing:
        things: list[Thing] = []
        for item in items:
            if isinstance(item, ast.Starred):
                inner = self.value(item.value, names)
                if not isinstance(inner, (list, tuple, set, frozenset)):
                    return Some(is_none=False)
                things += inner
            else:
                things.append(self.value(item, names))
        if make is set and not is_known(things):
            return Some(truth=bool(things), is_none=False)
        try:
            return make(things)
        except TypeError:
            return UNKNOWN

    def _dict(self, node: ast.Dict, names: Names) -> Thing:
        result: dict[Any, Thing] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            thing = self.value(value, names)
            if key is None:
                if not isinstance(thing, dict):
                    return Some(is_none=False)
                result.update(thing)
                continue
            at = self.value(key, names)
            if not is_known(at) or isinstance(at, (list, dict, set)):
                return Some(truth=True, is_none=False)
            result[at] = thing
        return result

    def _item(self, base: Thing, place: ast.expr, node: ast.AST, names: Names) -> Thing:
        if isinstance(place, ast.Slice):
            bounds = [self.value(end, names) for end in (place.lower, place.upper, place.step)]
            if isinstance(base, (str, tuple, list)) and all(end is None or isinstance(end, int) for end in bounds):
                return attempt(lambda: base[slice(*bounds)])
            return UNKNOWN
        key = self.value(place, names)
        if not is_known(key) or isinstance(key, (list, dict, set)):
            return UNKNOWN
        if isinstance(base, dict):
            if key not in base:
                if self._awaited("KeyError"):  # otherwise something that no code here shows may have put it there
                    self._raise("KeyError", repr(key), node)
                return UNKNOWN
            return base[key]
        if isinstance(base, (str, tuple, list)) and isinstance(key, int):
            return base[key] if -len(base) <= key < len(base) else UNKNOWN
        return UNKNOWN

    def _comparison(self, node: ast.Compare, names: Names) -> Thing:
        left = self.value(node.left, names)
        known = True
        for kind, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.value(comparator, names)
            truth = compare(kind, left, right)
            if truth is False:
                return False
            known = known and truth is True
            left = right
        return True if known else Some()

    def _logic(self, node: ast.BoolOp, names: Names) -> Thing:
        settles = isinstance(node.op, ast.Or)
        unknown = False
        thing: Thing = UNKNOWN
        for operand in node.values:
            evaluate = partial(self.value, operand, names)
            thing = self._uncertain(evaluate) if unknown else evaluate()
            truth = truth_of(thing)
            if truth is settles:
                return Some(truth=settles) if unknown else thing
            unknown = unknown or truth is None
        return Some() if unknown else thing

    def _choice(self, node: ast.IfExp, names: Names) -> Thing:
        truth = truth_of(self.value(node.test, names))
        if truth is not None:
            return self.value(node.body if truth else node.orelse, names)
        for branch in (node.body, node.orelse):
            self._uncertain(partial(self.value, branch, names))
        return UNKNOWN

    def _comprehension(self, element: ast.expr, generators: list[ast.comprehension], names: Names) -> Thing:
        items = list(self._items(element, generators, names))
        complete = len(items) < _LONGEST_LOOP and all(certain for _, certain in items)
        return [thing for thing, _ in items] if complete else Some(is_none=False)

    def _settle(self, generator: ast.GeneratorExp, names: Names, *, decisive: bool) -> Thing:
        """``any`` and ``all`` evaluate no item behind the first whose truth is ``decisive``."""
        items = self._items(generator.elt, generator.generators, names)
        for thing, certain in items:
            truth = truth_of(thing) if certain else None
            if truth is decisive:
                return decisive
            if truth is None:
                self._uncertain(lambda: list(items))
                return Some()
        return not decisive

    def _items(
        self, element: ast.expr, generators: list[ast.comprehension], names: Names
    ) -> Iterator[tuple[Thing, bool]]:
        """Each item as it is asked for; False beside what stands for any number of items."""
        if not generators:
            yield self.value(element, names), True
            return
        first, *others = generators
        items = self.value(first.iter, names)
        if not isinstance(items, (list, tuple, dict, set, frozenset)):
            self.bind(first.target, UNKNOWN, names)
            self._uncertain(lambda: list(self._items(element, others, names)))
            yield UNKNOWN, False
            return
        for item in sorted(items, key=str) if isinstance(items, (set, frozenset)) else list(items):
            self.bind(first.target, item, names)
            truths = [truth_of(self.value(test, names)) for test in first.ifs]
            if False in truths:
                continue
            if None in truths:
                self._uncertain(lambda: list(self._items(element, others, names)))
                yield UNKNOWN, False
            else:
                yield from self._items(element, others, names)

    def bind(self, target: ast.expr, thing: Thing, names: Names) -> None:
        for name, part in _parts(target, thing):
            names.set(name, part)


def _parts(target: ast.expr, thing: Thing) -> Iterator[tuple[str, Thing]]:
    match target:
        case ast.Name(name):
            yield name, thing
        case ast.Tuple(items) | ast.List(items):
            fits = isinstance(thing, (tuple, list)) and len(thing) == len(items)
            plain = fits and not any(isinstance(item, ast.Starred) for item in items)
            for index, item in enumerate(items):
                yield from _parts(item, thing[index] if plain else UNKNOWN)
        case ast.Starred(value):
            yield from _parts(value, UNKNOWN)
        case _:
            return
