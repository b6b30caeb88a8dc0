"""Leave out the steps that cannot change what a startup does: most function bodies, most raises in them, most calls.

A function matters if calling it imports, binds a name of the module, raises for a reason that can be decided, or calls
a function that matters. One that another module defines may always matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphcheck.model.conditions import Unknown
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

__all__ = ["prune"]


def prune(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The same module without the steps that matter to nothing; each name that it binds stays bound."""
    idle = _idle_functions(steps)
    return _without_idle_calls(steps, idle, function=False)


def _idle_functions(steps: tuple[Step, ...]) -> frozenset[str]:
    """Names that only stand for functions of this scope whose call does nothing."""
    bodies: dict[str, list[Step]] = {}
    kept: set[str] = set()
    for step in _flat(steps):
        if isinstance(step, DefineStep):
            bodies.setdefault(step.name, []).extend(_flat(step.body or (), undecided=False))
            kept.update({step.name} if step.source or step.body is None else ())
    idle = set(bodies) - kept
    while busy := {name for name in idle if not all(_is_idle(step, idle) for step in bodies[name])}:
        idle -= busy
    return frozenset(idle)


def _is_idle(step: Step, idle: set[str]) -> bool:
    match step:
        case (
            ImportStep() | BindStep() | RaiseStep() | RuntimeCallStep() | SearchPathStep() | RegisterStep() | CodeStep()
        ):
            return False
        case CallStep():
            return step.name in idle
        case _:
            return True


def _flat(steps: Iterable[Step], *, undecided: bool = True) -> Iterator[Step]:
    """The steps of one scope at any depth; raises under conditions that nothing decides only if ``undecided``."""
    for step in steps:
        yield step
        match step:
            case IfStep():
                inner = _flat((*step.body, *step.orelse), undecided=undecided)
                doubtful = isinstance(step.test, Unknown) and not undecided
                yield from (each for each in inner if not (doubtful and isinstance(each, RaiseStep)))
            case TryStep():
                handled = (each for handler in step.handlers for each in handler.body)
                yield from _flat((*step.body, *handled, *step.orelse, *step.final), undecided=undecided)
            case SuppressStep():
                yield from _flat(step.body, undecided=undecided)
            case ScopeStep():
                yield from (each for each in _flat(step.body) if isinstance(each, (ImportStep, CallStep)))
            case _:
                pass


def _without_idle_calls(steps: Iterable[Step], idle: frozenset[str], *, function: bool) -> tuple[Step, ...]:
    return tuple(each for step in steps for each in _kept(step, idle, function=function))


def _kept(step: Step, idle: frozenset[str], *, function: bool) -> Iterator[Step]:
    def block(steps: Iterable[Step]) -> tuple[Step, ...]:
        return _without_idle_calls(steps, idle, function=function)

    match step:
        case CallStep() if step.name in idle:
            return
        case DefineStep(body=None):
            yield step
        case DefineStep(body=tuple(body)):
            yield step._replace(body=() if step.name in idle else _function_body(body, idle))
        case ScopeStep():
            yield ScopeStep(step.name, _class_body(step.body, idle))
        case IfStep():
            body, orelse = block(step.body), block(step.orelse)
            if function and isinstance(step.test, Unknown):
                body, orelse = _without_raises(body), _without_raises(orelse)
            if body or orelse:
                yield IfStep(step.test, body, orelse)
        case TryStep():
            handlers = tuple(handler._replace(body=block(handler.body)) for handler in step.handlers)
            kept = TryStep(block(step.body), handlers, block(step.orelse), block(step.final))
            if kept.body or kept.orelse or kept.final or any(handler.body for handler in handlers):
                yield kept
        case SuppressStep():
            if body := block(step.body):
                yield SuppressStep(step.catches, body)
        case _:
            yield step


def _without_raises(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(step for step in steps if not isinstance(step, RaiseStep))


def _function_body(steps: tuple[Step, ...], outer: frozenset[str]) -> tuple[Step, ...]:
    """Functions and classes inside a function are nobody's but its own."""
    return _private(steps, outer, function=True)


def _class_body(steps: tuple[Step, ...], outer: frozenset[str]) -> tuple[Step, ...]:
    """Methods are called through instances, which no step shows; the class body itself may call them by name."""
    return _private(steps, outer, function=False)


def _private(steps: tuple[Step, ...], outer: frozenset[str], *, function: bool) -> tuple[Step, ...]:
    local = {step.name for step in _flat(steps) if isinstance(step, DefineStep)}
    idle = (outer - local) | _idle_functions(steps)
    called = {step.name for step in _flat(steps) if isinstance(step, CallStep)}
    return tuple(
        step
        for step in _without_idle_calls(steps, idle, function=function)
        if not (isinstance(step, DefineStep) and step.name not in called)
        and not (isinstance(step, ScopeStep) and not step.body)
    )
