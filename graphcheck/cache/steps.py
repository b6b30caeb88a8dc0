"""Steps and tests as JSON lists and back: the first item of each list says what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, assert_never

from graphcheck.cache.sites import decode_span, encode_span
from graphcheck.model.conditions import (
    AllOf,
    AnyOf,
    CheckerTest,
    Constant,
    ExistsTest,
    FindableTest,
    KnownPath,
    LoadedTest,
    NameTest,
    Negation,
    OnPathTest,
    Test,
    Unknown,
    WrittenTest,
)
from graphcheck.model.steps import (
    BindStep,
    CallStep,
    CodeStep,
    DefineStep,
    Handler,
    IfStep,
    ImportStep,
    PathChange,
    RaiseStep,
    RegisterStep,
    Registration,
    RuntimeCallStep,
    ScopeStep,
    SearchPathStep,
    Step,
    SuppressStep,
    TryStep,
)

__all__ = ["decode_steps", "encode_steps"]


def encode_steps(steps: Iterable[Step]) -> list[Any]:
    return [_encode_step(step) for step in steps]


def decode_steps(data: Any) -> tuple[Step, ...]:
    return tuple([_STEPS[kind](*parts) for kind, *parts in data])


def _encode_step(step: Step) -> list[Any]:
    match step:
        case ImportStep():
            return ["i", step.site]
        case BindStep():
            return ["b", list(step.names), step.truth, step.is_none, *_written(step.source)]
        case DefineStep():
            body = None if step.body is None else encode_steps(step.body)
            return ["d", step.name, body, step.returns_early, *_written(step.source, step.line)]
        case CallStep():
            return ["c", step.name, *_written(step.source)]
        case CodeStep():
            return ["x", step.source, step.line, encode_steps(step.otherwise)]
        case RuntimeCallStep():
            return ["!", step.function, step.arguments, encode_span(step.span), step.literal]
        case ScopeStep():
            return ["s", step.name, encode_steps(step.body)]
        case IfStep():
            return ["?", _encode_test(step.test), encode_steps(step.body), encode_steps(step.orelse)]
        case TryStep():
            handlers = [[_listed(each.catches), encode_steps(each.body), each.name] for each in step.handlers]
            return ["t", encode_steps(step.body), handlers, encode_steps(step.orelse), encode_steps(step.final)]
        case SuppressStep():
            return ["p", list(step.catches), encode_steps(step.body)]
        case RaiseStep():
            return ["r", step.type, step.message, encode_span(step.span), *_written(step.source)]
        case SearchPathStep():
            paths = [_encode_path(path) for path in step.paths]
            return ["/", step.change.value, paths, step.index, encode_span(step.span)]
        case RegisterStep():
            folders = [_encode_path(folder) for folder in step.folders]
            return ["m", step.name, step.registration.value, step.source, folders]
        case _:
            assert_never(step)


def _decode_definition(name: Any, body: Any, early: Any, *written: Any) -> Step:
    return DefineStep(name, None if body is None else decode_steps(body), early, *written)


def _decode_try(body: Any, handlers: Any, orelse: Any, final: Any) -> Step:
    caught = tuple(Handler(_tupled(catches), decode_steps(inner), name) for catches, inner, name in handlers)
    return TryStep(decode_steps(body), caught, decode_steps(orelse), decode_steps(final))


def _decode_path_change(change: Any, paths: Any, index: Any, span: Any) -> Step:
    return SearchPathStep(PathChange(change), tuple(map(_decode_path, paths)), index, decode_span(span))


def _decode_registration(name: Any, registration: Any, source: Any, folders: Any) -> Step:
    return RegisterStep(name, Registration(registration), source, tuple(map(_decode_path, folders)))


_STEPS: Mapping[str, Callable[..., Step]] = {
    "i": lru_cache(ImportStep),
    "b": lambda names, truth, is_none, *written: BindStep(tuple(names), truth, is_none, *written),
    "d": _decode_definition,
    "c": lru_cache(maxsize=1024)(CallStep),
    "x": lambda source, line, otherwise: CodeStep(source, line, decode_steps(otherwise)),
    "!": lambda function, arguments, span, literal: RuntimeCallStep(function, arguments, decode_span(span), literal),
    "s": lambda name, body: ScopeStep(name, decode_steps(body)),
    "?": lambda test, body, orelse: IfStep(_decode_test(test), decode_steps(body), decode_steps(orelse)),
    "t": _decode_try,
    "p": lambda catches, body: SuppressStep(tuple(catches), decode_steps(body)),
    "r": lambda kind, message, span, *written: RaiseStep(kind, message, decode_span(span), *written),
    "/": _decode_path_change,
    "m": _decode_registration,
}


def _encode_test(test: Test) -> list[Any]:
    match test:
        case Constant():
            return ["=", test.value]
        case NameTest():
            return ["n", test.name, test.is_none]
        case LoadedTest():
            return ["l", test.name]
        case FindableTest():
            return ["f", test.name]
        case OnPathTest():
            return ["/", _encode_path(test.path)]
        case ExistsTest():
            return ["e", _encode_path(test.path)]
        case Negation():
            return ["!", _encode_test(test.test)]
        case AllOf():
            return ["&", [_encode_test(part) for part in test.tests]]
        case AnyOf():
            return ["|", [_encode_test(part) for part in test.tests]]
        case WrittenTest():
            return ["w", test.source]
        case CheckerTest():
            return ["c", _encode_test(test.test)]
        case Unknown():
            return ["u"]
        case _:
            assert_never(test)


def _decode_test(data: Any) -> Test:
    match data:
        case ["=", bool(value)]:
            return Constant(value)
        case ["n", str(name), bool(is_none)]:
            return NameTest(name, is_none)
        case ["l", str(name)]:
            return LoadedTest(name)
        case ["f", str(name)]:
            return FindableTest(name)
        case ["/", path]:
            return OnPathTest(_decode_path(path))
        case ["e", path]:
            return ExistsTest(_decode_path(path))
        case ["!", test]:
            return Negation(_decode_test(test))
        case ["&", [*tests]]:
            return AllOf(tuple(_decode_test(part) for part in tests))
        case ["|", [*tests]]:
            return AnyOf(tuple(_decode_test(part) for part in tests))
        case ["w", str(source)]:
            return WrittenTest(source)
        case ["c", inner]:
            return CheckerTest(_decode_test(inner))
        case ["u"]:
            return Unknown()
        case _:
            raise ValueError(f"no test: {data!r:.80}")


def _encode_path(path: KnownPath) -> list[Any]:
    return [path.parents, path.tail]


def _decode_path(data: Any) -> KnownPath:
    parents, tail = data
    return KnownPath(parents, tail)


def _written(source: str, *place: int) -> tuple[str | int, ...]:
    return (source, *place) if source else ()


def _listed(names: tuple[str, ...] | None) -> list[str] | None:
    return None if names is None else list(names)


def _tupled(names: Any) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)
