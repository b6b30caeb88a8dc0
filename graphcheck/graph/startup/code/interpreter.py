"""Code on paper: functions that import computed names, and the statements and expressions that call them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from graphcheck.graph.exceptions import catches
from graphcheck.graph.startup.binding import ImportStatements
from graphcheck.graph.startup.code.attributes import Attributes
from graphcheck.graph.startup.code.expressions import Evaluation, Names
from graphcheck.graph.startup.code.names import LocalNames, ModuleNames, SettledNames
from graphcheck.graph.startup.code.operations import call_method
from graphcheck.graph.startup.code.place import LEAVING, Place, Return
from graphcheck.graph.startup.code.runtime_calls import RuntimeCalls
from graphcheck.graph.startup.code.statements import Statements, make_function
from graphcheck.graph.startup.code.syntax import (
    binding_fails,
    is_generator,
    parse_expression,
    parse_function,
    parse_statements,
)
from graphcheck.graph.startup.code.things import UNKNOWN, Function, Method, ModuleThing, RuntimeThing, Thing, text_of
from graphcheck.graph.startup.failures import Failures
from graphcheck.graph.startup.finder import Finder
from graphcheck.graph.startup.frames import Frame, Loaded
from graphcheck.graph.startup.modules import SysModules
from graphcheck.model.imports import ImportKind
from graphcheck.model.steps import CodeStep, RuntimeCallStep
from graphcheck.model.uses import Construction

__all__ = ["CodeInterpreter"]

_DEEPEST = 25


class CodeInterpreter:
    """``run_steps`` executes a function of which only the steps are known, ``run_watched`` what may be refused."""

    def __init__(
        self,
        finder: Finder,
        modules: SysModules,
        failures: Failures,
        imports: ImportStatements,
        run_steps: Callable[[Function], object],
        run_watched: Callable[[RuntimeCallStep, Frame], None],
    ) -> None:
        self._modules = modules
        self._failures = failures
        self._imports = imports
        self._run_steps = run_steps
        self._run_watched = run_watched
        self._calls: list[Function] = []
        self._place = place = Place(failures)
        self._attributes = Attributes(finder, modules, self.call, place.raise_)
        self._runtime = RuntimeCalls(
            finder, modules, self._attributes, place.raise_, self.import_computed, place.guarded
        )
        self._evaluation = Evaluation(
            self._call_thing,
            self._attributes.read,
            place.raise_,
            place.uncertainly,
            place.is_awaited,
            partial(make_function, place, "<lambda>"),
        )
        self._statements = Statements(place, failures, self._evaluation, self._attributes, imports)

    # --- what the steps ask for -----------------------------------------------------------------------------------

    def run(self, step: CodeStep, frame: Frame) -> bool:
        """Executes a statement of a module. False where its steps say more."""
        body = parse_statements(step.source)
        names = ModuleNames(frame)
        if not body or self._statements.is_spent:
            return False
        with self._place.at(frame, step.line):
            if isinstance(body[0], ast.For):
                items = self._evaluation.value(body[0].iter, names)
                if not isinstance(items, (list, tuple, dict, set, frozenset)):
                    return False
            with suppress(*LEAVING):
                self._statements.block(body, names)
        return True

    def value(self, source: str, frame: Frame) -> Thing:
        """An expression of a module. What it imports or raises on the way is left to the steps."""
        node = parse_expression(source)
        if node is None:
            return UNKNOWN
        with self._place.at(frame, 1):
            return self._place.uncertainly(lambda: self._evaluation.value(node, ModuleNames(frame)))

    def call_written(self, source: str, frame: Frame, line: int = 1) -> None:
        node = parse_expression(source)
        if node is not None:
            with self._place.at(frame, line):
                self._evaluation.value(node, ModuleNames(frame))

    def construct(self, function: Function, use: Construction, frame: Frame) -> None:
        """Executes a constructor with the arguments of a call of its class."""
        node = parse_expression(use.source)
        if isinstance(node, ast.Call):
            with self._place.at(frame, use.span.line):
                given, named, complete = self._evaluation.arguments(node, SettledNames({}, ModuleNames(frame)))
                parameters = function.node.args if function.node else None
                if parameters and not (complete and binding_fails(parameters, [UNKNOWN, *given], named)):
                    self._run_function(function, [UNKNOWN, *given], named, SettledNames, complete=complete)

    def error_text(self, source: str, frame: Frame) -> str | None:
        """``str()`` of the exception that an expression makes."""
        node = parse_expression(source)
        if not isinstance(node, ast.Call) or len(node.args) != 1 or isinstance(node.args[0], ast.Starred):
            return None
        argument = node.args[0]
        with self._place.at(frame, 1):
            thing = self._place.uncertainly(lambda: self._evaluation.value(argument, ModuleNames(frame)))
        return text_of(thing)

    def call(self, function: Function, given: list[Thing], named: dict[str, Thing], *, complete: bool = True) -> Thing:
        return self._run_function(function, given, named, LocalNames, complete=complete)

    def _run_function(
        self,
        function: Function,
        given: list[Thing],
        named: dict[str, Thing],
        make_names: type[LocalNames],
        *,
        complete: bool,
    ) -> Thing:
        node = function.node or parse_function(function.source)
        home = self._modules.loaded.get(function.home)
        facts = self._modules.facts_of(home.module) if home else None
        if len(self._calls) > _DEEPEST or self._calls.count(function) > 1 or home is None or facts is None:
            return UNKNOWN
        if node is None or function.changes_search:
            self._run_steps(function)
            return UNKNOWN
        if isinstance(node, ast.FunctionDef) and is_generator(node):
            return UNKNOWN
        frame = Frame(home, facts, home.names)
        outer = LocalNames(dict(function.closure), ModuleNames(frame)) if function.closure else ModuleNames(frame)
        names = make_names(self._arguments(node, given, named, outer, complete=complete), outer)
        self._calls.append(function)
        try:
            with self._place.at(frame, function.line):
                if isinstance(node, ast.Lambda):
                    return self._evaluation.value(node.body, names)
                if self._statements.block(node.body, names):
                    return UNKNOWN
        except Return as returned:
            return returned.thing
        finally:
            self._calls.pop()
        return None

    def provide(self, loaded: Loaded, name: str) -> bool | None:
        """``Attributes.provide``."""
        facts = self._modules.facts_of(loaded.module)
        if facts is None or "__getattr__" not in loaded.names:
            return None
        with self._place.at(Frame(loaded, facts, loaded.names), 1), self._place.guarded((("AttributeError",),)):
            return self._attributes.provide(loaded, name)

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
                watched = RuntimeCallStep(path, len(node.args) + len(node.keywords), self._place.span(node), literal)
                self._run_watched(watched, self._place.frame)
                return self._runtime.call(path, given, named, node, self._place.frame)
            case _:
                return UNKNOWN

    def import_computed(self, name: str, frame: Frame, node: ast.AST) -> Thing:
        """Imports an absolute name that was computed; the import is noted as one of the module's."""
        importer, span = frame.loaded.module, self._place.span(node)
        self._modules.followed.add((importer.name, span.line))
        site = next(
            (each for each in frame.facts.sites if each.kind is ImportKind.DYNAMIC and each.module == name), None
        )
        if site is None:
            caught = any(catches(each, "ModuleNotFoundError") for guard in self._failures.guards for each in guard)
            site = self._modules.note_computed(importer, name, span, f"import {name}", guarded=caught)
        self._imports.run(site, frame)
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
