"""The steps of a module, executed in order: conditions, handlers, calls, scopes."""

from __future__ import annotations

from typing import assert_never

from graphcheck.graph.conditions import UNKNOWN_VALUE, StateTest, Value, evaluate
from graphcheck.graph.exceptions import catches
from graphcheck.graph.startup.ancestry import ExceptionClasses
from graphcheck.graph.startup.binding import ImportStatements
from graphcheck.graph.startup.code.interpreter import CodeInterpreter
from graphcheck.graph.startup.code.things import Caught, ClassThing, Function, truth_of, value_of
from graphcheck.graph.startup.constructed import Constructions
from graphcheck.graph.startup.failures import Failures, Raised
from graphcheck.graph.startup.finder import Finder, text_of
from graphcheck.graph.startup.frames import MODULE_VALUE, Frame, Loaded
from graphcheck.graph.startup.modules import SysModules
from graphcheck.graph.startup.placed import PlacedClasses
from graphcheck.graph.startup.registered import RegisteredModules
from graphcheck.graph.startup.uses import ModuleUses
from graphcheck.model.conditions import CheckerTest, ExistsTest, FindableTest, LoadedTest, OnPathTest, WrittenTest
from graphcheck.model.graph import StartupFailure
from graphcheck.model.resolution import Outcome, ResolvedModule
from graphcheck.model.steps import (
    BindStep,
    CallStep,
    CodeStep,
    DefineStep,
    IfStep,
    ImportStep,
    RaiseStep,
    RegisterStep,
    RuntimeCallStep,
    ScopeStep,
    SearchPathStep,
    Step,
    SuppressStep,
    TryStep,
)

__all__ = ["Interpreter"]

ANY = None  # a guard that catches everything


class Interpreter:
    """Executes the steps of modules, and through them the modules that they import."""

    def __init__(self, finder: Finder, modules: SysModules, failures: Failures) -> None:
        self._profile = finder.resolver.worker.profile
        self._finder = finder
        self._modules = modules
        self._failures = failures
        self._registered = RegisteredModules(finder, modules)
        self._placed = PlacedClasses(modules)
        self._calls: list[Function] = []
        self._undecided = 0
        self.statements = ImportStatements(finder, modules, failures)
        self._code = CodeInterpreter(
            finder, modules, failures, self.statements, self._run_function, self._run_runtime_call
        )
        constructions = Constructions(modules, failures, self._code.construct)
        self._uses = ModuleUses(finder, modules, failures, self._placed, constructions)
        self.statements.provide_lazily = self._code.provide
        modules.run_body = self.run_body
        failures.classes_above = ExceptionClasses(modules).above

    def run_prelude(self, prelude: ResolvedModule) -> None:
        facts = self._modules.facts_of(prelude)
        if facts:
            self._run_uncertain(facts.body, Frame(Loaded(prelude, open=True), facts, {}))

    def run_body(self, frame: Frame) -> None:
        self._run(frame.facts.body, frame)
        self._uses.run_rest(frame)

    def _run(self, steps: tuple[Step, ...], frame: Frame) -> None:
        for step in steps:
            self._uses.run_before(step, frame)
            match step:
                case ImportStep(site):
                    self.statements.run(frame.facts.sites[site], frame)
                case BindStep():
                    self._run_bind(step, frame)
                case DefineStep():
                    function = Function(step.name, frame.loaded.module.name, step, step.line)
                    frame.names[step.name] = Value(truth=True, is_none=False, thing=function)
                case CallStep(name, source):
                    self._run_call(name, source, frame)
                case CodeStep():
                    if not self._code.run(step, frame):
                        self._run(step.otherwise, frame)
                case RuntimeCallStep():
                    self._run_runtime_call(step, frame)
                case ScopeStep(name, body):
                    self._run(body, Frame(frame.loaded, frame.facts, {}, handling=frame.handling))
                    frame.names[name] = _class_value(name, frame)
                case IfStep():
                    self._run_if(step, frame)
                case TryStep():
                    self._run_try(step, frame)
                case SuppressStep(caught, body):
                    self._run_suppress(caught, body, frame)
                case RaiseStep():
                    self._run_raise(step, frame)
                case SearchPathStep():
                    where = self._failures.refer(frame.loaded.module, step.span, "")
                    self._finder.change_path(step, frame.loaded.module, where, certain=not self._undecided)
                case RegisterStep():
                    if not self._undecided:
                        self._registered.run(step, frame)
                case _:
                    assert_never(step)

    def _run_bind(self, step: BindStep, frame: Frame) -> None:
        value = Value(step.truth, step.is_none)
        if step.source:
            found = value_of(self._code.value(step.source, frame))
            value = found if found != UNKNOWN_VALUE else value
        scope = frame.loaded.names if frame.function else frame.names
        scope.update(dict.fromkeys(step.names, value))

    def _run_call(self, name: str, source: str, frame: Frame) -> None:
        value = frame.visible().get(name)
        function = value.thing if value else None
        interest = frame.loaded.names.interest
        if not isinstance(function, Function):
            interest.note_call(name, works=value is None)
            return
        if function.source and source:
            self._code.call_written(source, frame)
        elif function.source:
            self._code.call(function, [], {}, complete=False)
        elif not self._run_function(function):
            interest.note_call(name, works=False)
            return
        interest.note_call(name, works=True)

    def _run_function(self, function: Function) -> bool:
        """A function runs at import time. Returns are not in the steps: with an early one nothing in it is certain.

        False where it certainly does nothing, whenever it is called.
        """
        home = self._modules.loaded.get(function.home)
        if home is None or function.definition is None or function in self._calls:
            return True
        facts, definition = self._modules.whole_definition(home.module, function.definition)
        if not definition.body:
            return bool(self._undecided) or self._placed.run(function)
        self._calls.append(function)
        run = self._run_uncertain if definition.returns_early else self._run
        try:
            run(definition.body, Frame(home, facts, {}, function=True))
        finally:
            self._calls.pop()
        return True

    def _run_runtime_call(self, step: RuntimeCallStep, frame: Frame) -> None:
        refused = self._profile.refused_calls.get(step.function)
        granted = any(context.entropy for context in self._modules.contexts)
        if refused is None or (step.arguments and refused.allowed_with_arguments) or self._is_replaced(step.function):
            return
        if self._has(refused.needs) if refused.needs else (granted and refused.entropy):
            return
        statement, message = f"{step.function}()", refused.message.replace("{}", step.literal or "...")
        self._failures.fail_statement(frame.loaded.module, step.span, statement, refused.type, message)

    def _is_replaced(self, function: str) -> bool:
        """Whether code has put something of its own into the runtime's module."""
        owner, _, name = function.rpartition(".")
        loaded = self._modules.loaded.get(owner)
        return loaded is not None and name in loaded.names

    def _has(self, module: str) -> bool:
        return self._modules.resolve(module).outcome is Outcome.FOUND

    def _run_if(self, step: IfStep, frame: Frame) -> None:
        decided = evaluate(step.test, frame.visible(), lambda test: self._ask(test, frame))
        if decided is None and isinstance(step.test, CheckerTest):
            self._leave_to_checkers(step.body, frame)
            decided = False
        if decided is not None:
            self._run(step.body if decided else step.orelse, frame)
            return
        before = dict(frame.names)
        self._run_uncertain(step.body, frame)
        self._run_uncertain(step.orelse, frame)
        for name, value in frame.names.items():
            if before.get(name) != value:
                frame.names[name] = UNKNOWN_VALUE

    def _ask(self, test: StateTest, frame: Frame) -> bool | None:
        match test:
            case LoadedTest(name):
                self._modules.interests.sensed.add(name)
                known = self._profile.modules.get(name)
                if name in self._modules.loaded or (known and known.preloaded):
                    return True
                return None if known else False  # what the runtime's own modules import is not followed
            case FindableTest(name):
                missing = self._modules.resolve(name).outcome not in (Outcome.FOUND, Outcome.RUNTIME_FAILS)
                return name in self._modules.loaded or not missing
            case OnPathTest(path):
                return self._finder.has_entry(path, frame.loaded.module)
            case ExistsTest(path):
                text = text_of(path, frame.loaded.module)
                return None if text is None else self._finder.resolver.worker.exists(text)
            case WrittenTest(source):
                return truth_of(self._code.value(source, frame))
            case _:
                assert_never(test)

    def _leave_to_checkers(self, steps: tuple[Step, ...], frame: Frame) -> None:
        frame.loaded.open = True
        frame.loaded.for_checkers += [frame.facts.sites[step.site] for step in steps if isinstance(step, ImportStep)]

    def _run_uncertain(self, steps: tuple[Step, ...], frame: Frame) -> None:
        self._undecided += 1
        self._failures.guards.append((ANY,))
        try:
            self._run(steps, frame)
        except Raised:
            pass
        finally:
            self._failures.guards.pop()
            self._undecided -= 1

    def _run_suppress(self, caught: tuple[str, ...], body: tuple[Step, ...], frame: Frame) -> None:
        self._failures.guards.append((caught,))
        try:
            self._run(body, frame)
        except Raised as raised:
            if not _is_caught(raised.failure, caught):
                raise
        finally:
            self._failures.guards.pop()

    def _run_try(self, step: TryStep, frame: Frame) -> None:
        try:
            failure = self._run_guarded(step, frame)
            handler = next(
                (handler for handler in step.handlers if failure and _is_caught(failure, handler.catches)), None
            )
            if failure and handler:
                frame.handling.append(failure)
                if handler.name:
                    frame.names[handler.name] = value_of(Caught(failure))
                try:
                    self._run(handler.body, frame)
                finally:
                    frame.handling.pop()
                    frame.names.pop(handler.name or "", None)
            elif failure:
                raise Raised(failure)
            else:
                self._run(step.orelse, frame)
        finally:
            self._run(step.final, frame)

    def _run_guarded(self, step: TryStep, frame: Frame) -> StartupFailure | None:
        """Not the exception: a variable that holds one is a circle with its frame and all that called it."""
        self._failures.guards.append(tuple(handler.catches for handler in step.handlers))
        try:
            self._run(step.body, frame)
        except Raised as raised:
            return raised.failure
        finally:
            self._failures.guards.pop()
        return None

    def _run_raise(self, step: RaiseStep, frame: Frame) -> None:
        if step.type is None:
            if frame.handling:
                self._failures.raise_(frame.handling[-1])
            return
        statement = f"raise {step.type}"
        message = step.message
        if message is None and step.source:
            message = self._code.error_text(step.source, frame)
        self._failures.fail_statement(frame.loaded.module, step.span, statement, step.type, message or "")


def _class_value(name: str, frame: Frame) -> Value:
    if frame.names is not frame.loaded.names:
        return MODULE_VALUE
    return Value(truth=True, is_none=False, thing=ClassThing(frame.loaded.module.name, name))


def _is_caught(failure: StartupFailure, handler: tuple[str, ...] | None) -> bool:
    return catches(handler, failure.type, failure.above)
