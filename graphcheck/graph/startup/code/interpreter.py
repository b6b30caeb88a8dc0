"""Statements and calls on paper: functions that import computed names, and the statements that call them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from typing import Any, TypeVar

from graphcheck.graph.exceptions import catches
from graphcheck.graph.startup.binding import ImportStatements
from graphcheck.graph.startup.code.attributes import Attributes
from graphcheck.graph.startup.code.expressions import Evaluation, Names
from graphcheck.graph.startup.code.names import LocalNames, ModuleNames
from graphcheck.graph.startup.code.operations import call_method
from graphcheck.graph.startup.code.runtime_calls import RuntimeCalls
from graphcheck.graph.startup.code.things import (
    UNKNOWN,
    Caught,
    Error,
    Function,
    Globals,
    Method,
    ModuleThing,
    RuntimeThing,
    Some,
    Thing,
    is_known,
    may_hold,
    text_of,
    thing_of,
    truth_of,
)
from graphcheck.graph.startup.failures import Failures, Raised
from graphcheck.graph.startup.finder import Finder
from graphcheck.graph.startup.frames import Frame, Loaded
from graphcheck.graph.startup.modules import SysModules
from graphcheck.model.imports import CodeStep, ImportKind, ImportSite, RuntimeCallStep
from graphcheck.model.location import Span

__all__ = ["CodeInterpreter"]

ANY = None
_DEEPEST = 25
_MOST_STATEMENTS = 100_000
_T = TypeVar("_T")


class _Return(Exception):
    def __init__(self, thing: Thing) -> None:
        super().__init__()
        self.thing = thing


class _Break(Exception):
    pass


class _Continue(Exception):
    pass


_LEAVING = (_Return, _Break, _Continue)


class CodeInterpreter:
    """``run_steps`` executes a function of which only the steps are known, ``run_watched`` what may be refused."""

    def __init__(
        self,
        finder: Finder,
        modules: SysModules,
        failures: Failures,
        statements: ImportStatements,
        run_steps: Callable[[Function], None],
        run_watched: Callable[[RuntimeCallStep, Frame], None],
    ) -> None:
        self._modules = modules
        self._failures = failures
        self._statements = statements
        self._run_steps = run_steps
        self._run_watched = run_watched
        self._places: list[tuple[Frame, int]] = []
        self._calls: list[Function] = []
        self._left = _MOST_STATEMENTS
        self._attributes = Attributes(finder, modules, self.call, self._raise)
        self._runtime = RuntimeCalls(
            finder, modules, self._attributes, self._raise, self.import_computed, self._guarded
        )
        self._evaluation = Evaluation(
            self._call_thing,
            self._attributes.read,
            self._raise,
            self._uncertainly,
            self._is_awaited,
            partial(self._make_function, "<lambda>"),
        )

    # --- what the steps ask for -----------------------------------------------------------------------------------

    def run(self, step: CodeStep, frame: Frame) -> bool:
        """Executes a statement of a module. False where its steps say more."""
        body = _parse(step.source)
        names = ModuleNames(frame)
        if not body or self._left <= 0:
            return False
        with self._at(frame, step.line):
            if isinstance(body[0], ast.For):
                items = self._evaluation.value(body[0].iter, names)
                if not isinstance(items, (list, tuple, dict, set, frozenset)):
                    return False
            with suppress(*_LEAVING):
                self._block(body, names)
        return True

    def value(self, source: str, frame: Frame) -> Thing:
        """An expression of a module. What it imports or raises on the way is left to the steps."""
        node = _parse_expression(source)
        if node is None:
            return UNKNOWN
        with self._at(frame, 1):
            return self._uncertainly(lambda: self._evaluation.value(node, ModuleNames(frame)))

    def call_written(self, source: str, frame: Frame, line: int = 1) -> None:
        node = _parse_expression(source)
        if node is not None:
            with self._at(frame, line):
                self._evaluation.value(node, ModuleNames(frame))

    def error_text(self, source: str, frame: Frame) -> str | None:
        """``str()`` of the exception that an expression makes."""
        node = _parse_expression(source)
        if not isinstance(node, ast.Call) or len(node.args) != 1 or isinstance(node.args[0], ast.Starred):
            return None
        argument = node.args[0]
        with self._at(frame, 1):
            thing = self._uncertainly(lambda: self._evaluation.value(argument, ModuleNames(frame)))
        return text_of(thing)

    def call(self, function: Function, given: list[Thing], named: dict[str, Thing], *, complete: bool = True) -> Thing:
        node = function.node or _parse_function(function.source)
        home = self._modules.loaded.get(function.home)
        facts = self._modules.facts_of(home.module) if home else None
        if len(self._calls) > _DEEPEST or self._calls.count(function) > 1 or home is None or facts is None:
            return UNKNOWN
        if node is None or function.changes_search:
            self._run_steps(function)
            return UNKNOWN
        if isinstance(node, ast.FunctionDef) and _is_generator(node):
            return UNKNOWN
        frame = Frame(home, facts, home.names)
        outer = LocalNames(dict(function.closure), ModuleNames(frame)) if function.closure else ModuleNames(frame)
        names = LocalNames(self._arguments(node, given, named, outer, complete=complete), outer)
        self._calls.append(function)
        try:
            with self._at(frame, function.line):
                if isinstance(node, ast.Lambda):
                    return self._evaluation.value(node.body, names)
                self._function_body(node.body, names)
        except _Return as returned:
            return returned.thing
        finally:
            self._calls.pop()
        return None

    def provide(self, loaded: Loaded, name: str) -> bool | None:
        """``Attributes.provide``."""
        facts = self._modules.facts_of(loaded.module)
        if facts is None or "__getattr__" not in loaded.names:
            return None
        with self._at(Frame(loaded, facts, loaded.names), 1), self._guarded((("AttributeError",),)):
            return self._attributes.provide(loaded, name)

    # --- statements -----------------------------------------------------------------------------------------------

    def _function_body(self, body: list[ast.stmt], names: Names) -> None:
        if self._block(body, names):
            raise _Return(UNKNOWN)

    def _block(self, body: list[ast.stmt], names: Names) -> bool:
        """Whether the function may have been left; what comes after that is uncertain."""
        for index, statement in enumerate(body):
            self._left -= 1
            if self._left <= 0:
                return True
            if self._statement(statement, names):
                self._uncertainly(partial(self._block, body[index + 1 :], names))
                return True
        return False

    def _statement(self, statement: ast.stmt, names: Names) -> bool:
        """Whether the function may have been left."""
        match statement:
            case ast.Expr(value):
                self._evaluation.value(value, names)
            case ast.Assign(targets, value):
                thing = self._evaluation.value(value, names)
                for target in targets:
                    self._assign(target, thing, names)
            case ast.AnnAssign(target, _, value) if value is not None:
                self._assign(target, self._evaluation.value(value, names), names)
            case ast.AugAssign(target, kind, value):
                joined = ast.BinOp(_loaded(target), kind, value)
                self._assign(target, self._evaluation.value(ast.copy_location(joined, statement), names), names)
            case ast.Return(value):
                raise _Return(self._evaluation.value(value, names))
            case ast.Raise():
                self._raise_statement(statement, names)
            case ast.If(test, body, orelse):
                return self._if(truth_of(self._evaluation.value(test, names)), body, orelse, names)
            case ast.For(target, iterated, body, orelse):
                return self._for(target, self._evaluation.value(iterated, names), body, names)
            case ast.While(test, body):
                self._evaluation.value(test, names)
                return self._maybe(body, names)
            case ast.Try():
                return self._try(statement, names)
            case ast.With(items, body):
                return self._with(items, body, names)
            case ast.Import() | ast.ImportFrom():
                self._import(statement, names)
            case ast.FunctionDef(name):
                names.set(name, self._make_function(name, statement, names))
            case ast.ClassDef(name):
                names.set(name, Some(truth=True, is_none=False))
            case ast.Global(declared) if isinstance(names, LocalNames):
                names.declared_global.update(declared)
            case ast.Break():
                raise _Break
            case ast.Continue():
                raise _Continue
            case ast.Match(subject, cases):
                self._evaluation.value(subject, names)
                left = [self._maybe(case.body, names) for case in cases]
                return any(left)
            case _:
                pass
        return False

    def _if(self, decided: bool | None, body: list[ast.stmt], orelse: list[ast.stmt], names: Names) -> bool:  # noqa: FBT001
        if decided is None:
            return any([self._maybe(body, names), self._maybe(orelse, names)])
        return self._block(body if decided else orelse, names)

    def _maybe(self, body: list[ast.stmt], names: Names) -> bool:
        """Runs what may not run. Whether that may leave the function."""
        left = False

        def run() -> None:
            nonlocal left
            try:
                left = self._block(body, names)
            except (*_LEAVING, Raised):
                left = True

        self._uncertainly(run)
        for name in _assigned(*body):
            names.set(name, UNKNOWN)
        return left

    def _for(self, target: ast.expr, items: Thing, body: list[ast.stmt], names: Names) -> bool:
        if not isinstance(items, (list, tuple, dict, set, frozenset)):
            self._evaluation.bind(target, UNKNOWN, names)
            return self._maybe(body, names)
        for item in sorted(items, key=str) if isinstance(items, (set, frozenset)) else list(items):
            self._evaluation.bind(target, item, names)
            try:
                if self._block(body, names):
                    return True
            except _Continue:
                continue
            except _Break:
                break
        return False

    def _try(self, statement: ast.Try, names: Names) -> bool:
        guards = tuple(_caught_names(handler.type) for handler in statement.handlers)
        left = False
        try:
            try:
                with self._guarded(guards):
                    left = self._block(statement.body, names)
            except Raised as raised:
                handler = next(
                    (each for each, caught in zip(statement.handlers, guards, strict=True)
                     if catches(caught, raised.failure.type)), None
                )  # fmt: skip
                if handler is None:
                    raise
                if handler.name:
                    names.set(handler.name, Caught(raised.failure))
                self._handling.append(raised.failure)
                try:
                    left = self._block(handler.body, names)
                finally:
                    self._handling.pop()
            else:
                left = self._block(statement.orelse, names) or left
        finally:
            left = self._block(statement.finalbody, names) or left
        return left

    def _with(self, items: list[ast.withitem], body: list[ast.stmt], names: Names) -> bool:
        suppressed: list[str] = []
        for item in items:
            self._evaluation.value(item.context_expr, names)
            call = item.context_expr
            if isinstance(call, ast.Call) and self._evaluation.value(call.func, names) == RuntimeThing(
                "contextlib.suppress"
            ):
                suppressed += [name for each in call.args for name in _caught_names(each) or ()]
            elif item.optional_vars is not None:
                self._evaluation.bind(item.optional_vars, UNKNOWN, names)
        left = False
        try:
            with self._guarded((tuple(suppressed),) if suppressed else ()):
                left = self._block(body, names)
        except Raised as raised:
            if not catches(tuple(suppressed), raised.failure.type):
                raise
        return left

    def _raise_statement(self, statement: ast.Raise, names: Names) -> None:
        if statement.exc is None:
            if self._handling:
                self._failures.raise_(self._handling[-1])
            return
        thing = self._evaluation.value(statement.exc, names)
        if isinstance(thing, Caught):
            self._failures.raise_(thing.failure)
            return
        if isinstance(thing, Error):
            self._raise(thing.type, thing.text or "", statement)
            return
        called = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        kind = (_caught_names(called) or ("Exception",))[0]
        text = ""
        if isinstance(statement.exc, ast.Call) and len(statement.exc.args) == 1:
            text = text_of(self._evaluation.value(statement.exc.args[0], names)) or ""
        self._raise(kind, text, statement)

    def _assign(self, target: ast.expr, thing: Thing, names: Names) -> None:
        match target:
            case ast.Subscript(base, place):
                container = self._evaluation.value(base, names)
                key = self._evaluation.value(place, names)
                if isinstance(container, Globals):
                    self._attributes.write(ModuleThing(container.home), key, thing)
                elif isinstance(container, dict) and is_known(key) and not isinstance(key, (dict, list, set)):
                    container[key] = thing if may_hold(container, thing) else UNKNOWN
            case ast.Attribute(base, name):
                self._attributes.write(self._evaluation.value(base, names), name, thing)
            case _:
                self._evaluation.bind(target, thing, names)

    def _make_function(self, name: str, node: ast.FunctionDef | ast.Lambda, names: Names) -> Function:
        frame, line = self._places[-1]
        return Function(name, frame.loaded.module.name, line=line, node=node, closure=names.captured())

    def _import(self, node: ast.Import | ast.ImportFrom, names: Names) -> None:
        frame, _ = self._places[-1]
        inner = Frame(frame.loaded, frame.facts, {}, function=True)
        for site in _sites_of(node, frame.facts.sites):
            self._statements.run(site, inner)
        for name, value in inner.names.items():
            names.set(name, thing_of(value))

    # --- calls ----------------------------------------------------------------------------------------------------

    def _call_thing(self, function: Thing, given: list[Thing], named: dict[str, Thing], node: ast.Call) -> Thing:
        match function:
            case Function():
                complete = not any(isinstance(each, ast.Starred) for each in node.args)
                return self.call(function, given, named, complete=complete)
            case Method(receiver, name):
                return call_method(receiver, name, given, named)
            case RuntimeThing(path):
                literal = given[0] if given and isinstance(given[0], str) else None
                watched = RuntimeCallStep(path, len(node.args) + len(node.keywords), self._span(node), literal)
                self._run_watched(watched, self._places[-1][0])
                return self._runtime.call(path, given, named, node, self._places[-1][0])
            case _:
                return UNKNOWN

    def import_computed(self, name: str, frame: Frame, node: ast.AST) -> Thing:
        """Imports an absolute name that was computed; the import is noted as one of the module's."""
        importer, span = frame.loaded.module, self._span(node)
        self._modules.followed.add((importer.name, span.line))
        site = next(
            (each for each in frame.facts.sites if each.kind is ImportKind.DYNAMIC and each.module == name), None
        )
        if site is None:
            caught = any(catches(each, "ModuleNotFoundError") for guard in self._failures.guards for each in guard)
            site = self._modules.note_computed(importer, name, span, f"import {name}", guarded=caught)
        self._statements.run(site, frame)
        return ModuleThing(name) if name in self._modules.loaded else UNKNOWN

    def _arguments(
        self,
        node: ast.FunctionDef | ast.Lambda,
        given: list[Thing],
        named: dict[str, Thing],
        outer: Names,
        *,
        complete: bool,
    ) -> dict[str, Thing]:
        parameters = node.args
        positional = [each.arg for each in (*parameters.posonlyargs, *parameters.args)]
        own: dict[str, Thing] = dict.fromkeys((*positional, *(each.arg for each in parameters.kwonlyargs)), UNKNOWN)
        if complete:
            for name, default in zip(reversed(positional), reversed(parameters.defaults), strict=False):
                own[name] = self._evaluation.value(default, outer)
            for keyword, default_or_none in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True):
                if default_or_none is not None:
                    own[keyword.arg] = self._evaluation.value(default_or_none, outer)
            own.update(zip(positional, given, strict=False))
        rest = {name: thing for name, thing in named.items() if name not in own}
        own.update({name: thing for name, thing in named.items() if name in own})
        if parameters.vararg:
            own[parameters.vararg.arg] = tuple(given[len(positional) :]) if complete else UNKNOWN
        if parameters.kwarg:
            own[parameters.kwarg.arg] = rest
        return own

    # --- failures -------------------------------------------------------------------------------------------------

    @property
    def _handling(self) -> list[Any]:
        return self._places[-1][0].handling

    def _raise(self, kind: str, message: str, node: ast.AST) -> None:
        frame, _ = self._places[-1]
        self._failures.fail_statement(frame.loaded.module, self._span(node), f"raise {kind}", kind, message)

    def _span(self, node: ast.AST) -> Span:
        line = self._places[-1][1] - 1 + getattr(node, "lineno", 1)
        column = getattr(node, "col_offset", 0) + 1
        return Span(line, column, line, column + 1)

    @contextmanager
    def _at(self, frame: Frame, line: int) -> Iterator[None]:
        self._places.append((frame, line))
        try:
            yield
        finally:
            self._places.pop()

    @contextmanager
    def _guarded(self, guards: tuple[tuple[str, ...] | None, ...]) -> Iterator[None]:
        self._failures.guards.append(guards)
        try:
            yield
        finally:
            self._failures.guards.pop()

    def _is_awaited(self, kind: str) -> bool:
        named = (handler for guard in self._failures.guards for handler in guard if handler)
        return any(catches(handler, kind) for handler in named)

    def _uncertainly(self, run: Callable[[], _T]) -> _T | Thing:
        with self._guarded((ANY,)):
            try:
                return run()
            except (Raised, *_LEAVING):
                return UNKNOWN


def _caught_names(node: ast.expr | None) -> tuple[str, ...] | None:
    match node:
        case None:
            return None
        case ast.Tuple(items):
            return tuple(name for item in items for name in _caught_names(item) or ())
        case ast.Name(name) | ast.Attribute(attr=name):
            return (name,)
        case _:
            return None


def _sites_of(node: ast.Import | ast.ImportFrom, sites: tuple[ImportSite, ...]) -> Iterator[ImportSite]:
    """The sites of one statement, found by what they say."""
    if isinstance(node, ast.ImportFrom):
        names = [(alias.name, alias.asname or alias.name) for alias in node.names]
        for site in sites:
            star = site.kind is ImportKind.STAR and names == [("*", "*")]
            same = star or [(each.name, each.bound) for each in site.names] == names
            if site.module == (node.module or "") and site.level == node.level and same and site.kind in _FROM:
                yield site
                return
        return
    for alias in node.names:
        bound = alias.asname or alias.name.partition(".")[0]
        for site in sites:
            if site.kind is ImportKind.IMPORT and site.module == alias.name and site.bound == bound:
                yield site
                break


_FROM = (ImportKind.FROM, ImportKind.STAR)


@lru_cache(maxsize=4096)
def _assigned(*body: ast.stmt) -> frozenset[str]:
    stored = (node for statement in body for node in ast.walk(statement))
    return frozenset(node.id for node in stored if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))


def _loaded(target: ast.expr) -> ast.expr:
    match target:
        case ast.Name(name):
            return ast.copy_location(ast.Name(name, ast.Load()), target)
        case _:
            return ast.copy_location(ast.Constant(...), target)


@lru_cache(maxsize=4096)
def _is_generator(node: ast.FunctionDef) -> bool:
    stack: list[ast.AST] = list(node.body)
    while stack:
        each = stack.pop()
        if isinstance(each, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            stack.extend(ast.iter_child_nodes(each))
    return False


@lru_cache(maxsize=4096)
def _parse(source: str) -> list[ast.stmt]:
    """Nothing where the Python that runs us cannot read what the Worker's can."""
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


@lru_cache(maxsize=4096)
def _parse_expression(source: str) -> ast.expr | None:
    try:
        return ast.parse(f"({source}\n)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _parse_function(source: str) -> ast.FunctionDef | None:
    body = _parse(source) if source else []
    return body[0] if body and isinstance(body[0], ast.FunctionDef) else None
