"""A program of plain statements as ``ModuleImports``, read with Python's own ``ast``.

Plain are docstrings, imports, bindings of names to values that no condition asks for, functions of which nothing
matters but imports, and classes of such statements. One statement of any other kind leaves the whole program to libcst,
and so do words that may change what a plain statement means. ``tests/extract/compare_paths.py`` compares the facts of
both.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import count

from graphcheck.extract.mentions import Mentions
from graphcheck.extract.plain.effects import Effects
from graphcheck.extract.plain.imports import import_sites, inner_sites
from graphcheck.extract.plain.names import (
    Function,
    bound_in,
    bound_once,
    for_checkers,
    has_type_parameters,
    imported_once,
    names_in,
)
from graphcheck.extract.plain.otherwise import changes_names, may_change_names
from graphcheck.extract.plain.source import Source, Unplain
from graphcheck.extract.plain.unrun import unrun_sites
from graphcheck.extract.plain.values import Known, read_value, telling_names
from graphcheck.extract.prune import prune
from graphcheck.extract.reduce import Reduced
from graphcheck.extract.target import LAZY_ANNOTATIONS, Target
from graphcheck.model.conditions import Constant
from graphcheck.model.imports import Guard, ImportSite, ModuleImports, Timing
from graphcheck.model.steps import BindStep, DefineStep, IfStep, ImportStep, ScopeStep, Step

__all__ = ["read_plain"]

_BUSY = re.compile(
    r"^(?:try|with|while|assert|raise|if(?! [\w.]*TYPE_CHECKING:[ \t]*\n)|for|match|async(?! def)|el(?:se|if))\b",
    re.MULTILINE,
)
"""Statements that are not plain, seen before any tree is made."""
_ALL = "__all__"
_FEATURES = frozenset({"annotations", "division", "absolute_import", "print_function", "unicode_literals"})


def read_plain(reduced: Reduced, mentions: Mentions, target: Target) -> ModuleImports | None:
    """None where the program is not plain. ``reduced`` is of a certain program, whose names are of ASCII alone."""
    text = reduced.text
    if mentions.computes or mentions.nested or mentions.modules:
        return None
    if _BUSY.search(text):
        return None
    try:
        reader = _Reader(_read_source(reduced, mentions), reduced.unread, target)
        steps = reader.read(text.count(_ALL))
    except (Unplain, RecursionError):
        return None
    return ModuleImports(
        tuple(reader.sites),
        prune(steps),
        reader.exports,
        open_names=mentions.own_entry,
        registers_modules=mentions.registers,
    )


def _read_source(reduced: Reduced, mentions: Mentions) -> Source:
    source = Source(reduced.text, reduced.numbers)
    if may_change_names(reduced.text, mentions) and changes_names(source.module):
        raise Unplain
    return source


class _Reader:
    def __init__(self, source: Source, unread: frozenset[int], target: Target) -> None:
        self._source = source
        self._unread = unread
        self._numbers = count()
        self._body = source.module.body
        self.sites: list[ImportSite] = []
        self.exports: tuple[str, ...] | None = None
        callables, others = bound_in([*self._body, *for_checkers(self._body)])
        starred = any(isinstance(each, ast.ImportFrom) and each.names[0].name == "*" for each in self._body)
        self._others = frozenset(others)
        self._bound = frozenset(callables | others)
        self._effects = Effects(source, frozenset(callables), self._others, telling_names(target), starred)
        deferred = _defers_annotations(self._body)
        self._annotations_run = target.python < LAZY_ANNOTATIONS and not deferred

    @cached_property
    def _once(self) -> frozenset[str]:
        return imported_once(self._body)

    @cached_property
    def _alone(self) -> frozenset[str]:
        return bound_once(self._body)

    def read(self, mentions_all: int) -> tuple[Step, ...]:
        """The steps; ``sites`` and ``exports`` are complete then."""
        steps = tuple(step for statement in self._body for step in self._steps(statement))
        if mentions_all != (self.exports is not None):
            raise Unplain
        return steps

    def _steps(self, statement: ast.stmt) -> Iterator[Step]:
        match statement:
            case ast.Import() | ast.ImportFrom():
                yield from self._import(import_sites(statement, self._source))
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                unread = next(self._numbers) in self._unread
                yield from self._header(statement, self._effects)
                yield self._uncalled(statement) if unread else self._called(statement)
            case ast.ClassDef():
                yield from self._class(statement, self._effects)
            case ast.If(test, body, []) if self._asks_for_checkers(test):
                yield IfStep(Constant(value=False), tuple(step for each in body for step in self._shown(each)), ())
            case ast.Assign(targets, value):
                yield from self._bind(statement, targets, value)
            case ast.AnnAssign(ast.Name(), _, None):
                return
            case ast.AnnAssign(target, _, ast.expr() as value):
                yield from self._bind(statement, [target], value)
            case ast.Expr(ast.Constant()) | ast.Pass():
                return
            case ast.Expr(ast.Call() as call) if self._source.code(call) == self._source.code(statement):
                yield from self._effects.of(call, whole=True)
            case ast.Delete(targets) if all(isinstance(target, ast.Name) for target in targets):
                return
            case _:
                raise Unplain

    def _bind(self, statement: ast.stmt, targets: Sequence[ast.expr], value: ast.expr) -> Iterator[Step]:
        names = [target.id for target in targets if isinstance(target, ast.Name)]
        if not self._source.ends_with(statement, value):
            raise Unplain
        yield from self._effects.of(value, whole=True)
        parts = self._parts_of(targets)
        if parts:
            if names or isinstance(value, (ast.Tuple, ast.List)):
                raise Unplain  # parts that the value shows
            yield BindStep(parts)
        if not names:
            return
        if _ALL in names:
            self.exports = _constant_texts(value)
        known = self._known(value)
        if known.source:
            yield from (BindStep((name,), *known) for name in names)
        else:
            yield BindStep(tuple(names), *known)

    def _parts_of(self, targets: Sequence[ast.expr]) -> tuple[str, ...]:
        """Names that are bound to parts of a value. Attributes and items are none, but those of a module count."""
        for target in targets:
            if isinstance(target, ast.Attribute) and self._effects.may_be_module(target.value):
                raise Unplain
        return tuple(name for target in targets if not isinstance(target, ast.Name) for name in names_in(target))

    def _known(self, value: ast.expr) -> Known:
        """A name for a thing that has this name elsewhere, and is no constant of the platform, tells nothing."""
        if isinstance(value, ast.Name) and value.id in self._alone:
            return Known()
        return read_value(value, self._source.code(value), self._others)

    def _class(self, statement: ast.ClassDef, effects: Effects) -> Iterator[Step]:
        if has_type_parameters(statement):
            raise Unplain
        yield from effects.of_decorators(statement.decorator_list)
        for base in (*statement.bases, *(keyword.value for keyword in statement.keywords)):
            yield from effects.of(base)
        inner = effects.inside(statement.body, *bound_in(statement.body))
        yield ScopeStep(statement.name, tuple(step for each in statement.body for step in self._member(each, inner)))

    def _member(self, statement: ast.stmt, effects: Effects) -> Iterator[Step]:
        """Names that a class body binds are none of the module's."""
        match statement:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from self._header(statement, effects)
                yield self._uncalled(statement)  # ``effects`` refuses a body that calls a method
            case ast.ClassDef():
                yield from self._class(statement, effects)
            case ast.Assign(targets, value):
                if not all(isinstance(target, ast.Name) for target in targets):
                    raise Unplain
                yield from effects.of(value)
            case ast.AnnAssign(ast.Name(), _, value):
                if value is not None:
                    yield from effects.of(value)
            case ast.Expr(ast.Constant()) | ast.Pass():
                return
            case ast.Expr(ast.Call() as call):
                yield from effects.of(call)
            case _:
                raise Unplain

    def _asks_for_checkers(self, test: ast.expr) -> bool:
        """Any module may hand on ``TYPE_CHECKING``."""
        match test:
            case ast.Name("TYPE_CHECKING") | ast.Attribute(ast.Name(), "TYPE_CHECKING"):
                root = test if isinstance(test, ast.Name) else test.value
                return isinstance(root, ast.Name) and root.id in self._once and root.id not in self._others
            case _:
                return False

    def _shown(self, statement: ast.stmt) -> Iterator[Step]:
        """An import that type checkers see."""
        if not isinstance(statement, (ast.Import, ast.ImportFrom)):
            raise Unplain
        sites = inner_sites(statement, self._source)
        yield from self._import(site._replace(guard=Guard.TYPE_CHECKING) for site in sites)

    def _import(self, sites: Iterable[ImportSite]) -> Iterator[Step]:
        for site in sites:
            self.sites.append(site)
            yield ImportStep(len(self.sites) - 1)

    def _header(self, function: Function, effects: Effects) -> Iterator[Step]:
        if has_type_parameters(function):
            raise Unplain
        yield from effects.of_decorators(function.decorator_list)
        given = function.args
        for default in (*given.defaults, *given.kw_defaults):
            if default is not None:
                yield from effects.of(default)
        for annotation in _annotations(function) if self._annotations_run else ():
            yield from effects.of(annotation)

    def _uncalled(self, function: Function) -> DefineStep:
        self.sites.extend(unrun_sites(function, self._source, self._bound))
        return DefineStep(function.name, None)

    def _called(self, function: Function) -> DefineStep:
        body = tuple(step for each in function.body for step in self._inner(each))
        if isinstance(function, ast.AsyncFunctionDef):
            body = ()  # a call of it runs nothing
        return DefineStep(function.name, body, returns_early=any(map(_is_early_return, function.body)))

    def _inner(self, statement: ast.stmt) -> Iterator[Step]:
        """A statement of a function: ``reduce`` leaves ``pass`` or ``while 0: return`` of what does not matter."""
        match statement:
            case ast.Import() | ast.ImportFrom():
                sites = inner_sites(statement, self._source)
                yield from self._import(site._replace(timing=Timing.DEFERRED) for site in sites)
            case ast.Pass() | ast.Expr(ast.Constant()):
                return
            case _ if _is_early_return(statement):
                return
            case _:
                raise Unplain


def _defers_annotations(body: Sequence[ast.stmt]) -> bool:
    """Raises ``Unplain`` where a future import may be refused."""
    features: set[str] = set()
    early = True
    for statement in body[1:] if body and isinstance(body[0], ast.Expr) else body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__" and not statement.level:
            if not early:
                raise Unplain
            features.update(alias.name for alias in statement.names)
        else:
            early = False
    if not _FEATURES.issuperset(features):
        raise Unplain
    return "annotations" in features


def _constant_texts(value: ast.expr) -> tuple[str, ...]:
    if not isinstance(value, (ast.List, ast.Tuple)):
        raise Unplain
    texts = tuple(each.value for each in value.elts if isinstance(each, ast.Constant) and isinstance(each.value, str))
    if len(texts) < len(value.elts):
        raise Unplain
    return texts


def _is_early_return(statement: ast.stmt) -> bool:
    match statement:
        case ast.While(ast.Constant(0), [ast.Return(None)], []):
            return True
        case _:
            return False


def _annotations(function: Function) -> Iterator[ast.expr]:
    given = function.args
    for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg):
        if argument is not None and argument.annotation is not None:
            yield argument.annotation
    if function.returns is not None:
        yield function.returns
