"""Steps and tests as JSON lists and back: the first item of each list says what it is.

Steps keep their places apart, as sites do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, assert_never

from graphcheck.cache.sites import decode_span, put_place
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


def encode_steps(steps: Iterable[Step], places: list[Any]) -> list[Any]:
    """Appends to ``places``, as sites do."""
    return [_encode_step(step, places) for step in steps]


def decode_steps(data: Any, places: Any) -> tuple[Step, ...]:
    return tuple(
        [_PLACELESS[kind](*parts) if kind in _PLACELESS else _PLACED[kind](places, *parts) for kind, *parts in data]
    )


def _encode_step(step: Step, places: list[Any]) -> list[Any]:
    match step:
        case ImportStep():
            return ["i", step.site]
        case BindStep():
            return ["b", list(step.names), step.truth, step.is_none, *_written(step.source)]
        case DefineStep():
            body = None if step.body is None else encode_steps(step.body, places)
            written = (step.source, _put_line(step.line, places)) if step.source else ()
            return ["d", step.name, body, step.returns_early, *written]
        case CallStep():
            return ["c", step.name, *_written(step.source)]
        case CodeStep():
            return ["x", encode_steps(step.otherwise, places), step.source, _put_line(step.line, places)]
        case RuntimeCallStep():
            return ["!", step.function, step.arguments, put_place(step.span, places), step.literal]
        case ScopeStep():
            return ["s", step.name, encode_steps(step.body, places)]
        case IfStep():
            return ["?", _encode_test(step.test), encode_steps(step.body, places), encode_steps(step.orelse, places)]
        case TryStep():
            handlers = [[_listed(each.catches), encode_steps(each.body, places), each.name] for each in step.handlers]
            blocks = [encode_steps(block, places) for block in (step.body, step.orelse, step.final)]
            return ["t", handlers, *blocks]
        case SuppressStep():
            return ["p", list(step.catches), encode_steps(step.body, places)]
        case RaiseStep():
            return ["r", step.type, step.message, put_place(step.span, places), *_written(step.source)]
        case SearchPathStep():
            paths = [_encode_path(path) for path in step.paths]
            return ["/", step.change.value, paths, step.index, put_place(step.span, places)]
        case RegisterStep():
            folders = [_encode_path(folder) for folder in step.folders]
            return ["m", step.name, step.registration.value, step.source, folders]
        case _:
            assert_never(step)


def _decode_definition(places: Any, name: Any, body: Any, early: Any, source: Any = "", line: Any = None) -> Step:
    steps = None if body is None else decode_steps(body, places)
    return DefineStep(name, steps, early, source, places[line]) if source else DefineStep(name, steps, early)


def _decode_try(places: Any, handlers: Any, *blocks: Any) -> Step:
    caught = tuple(Handler(_tupled(catches), decode_steps(inner, places), name) for catches, inner, name in handlers)
    body, orelse, final = (decode_steps(block, places) for block in blocks)
    return TryStep(body, caught, orelse, final)


def _decode_runtime_call(places: Any, function: Any, arguments: Any, place: Any, literal: Any) -> Step:
    return RuntimeCallStep(function, arguments, decode_span(places[place]), literal)


def _decode_if(places: Any, test: Any, body: Any, orelse: Any) -> Step:
    return IfStep(_decode_test(test), decode_steps(body, places), decode_steps(orelse, places))


def _decode_raise(places: Any, kind: Any, message: Any, place: Any, *written: Any) -> Step:
    return RaiseStep(kind, message, decode_span(places[place]), *written)


def _decode_path_change(places: Any, change: Any, paths: Any, index: Any, place: Any) -> Step:
    return SearchPathStep(PathChange(change), tuple(map(_decode_path, paths)), index, decode_span(places[place]))


def _decode_registration(name: Any, registration: Any, source: Any, folders: Any) -> Step:
    return RegisterStep(name, Registration(registration), source, tuple(map(_decode_path, folders)))


_PLACELESS: Mapping[str, Callable[..., Step]] = {
    "i": lru_cache(ImportStep),
    "b": lambda names, truth, is_none, *written: BindStep(tuple(names), truth, is_none, *written),
    "c": lru_cache(maxsize=1024)(CallStep),
    "m": _decode_registration,
}
_PLACED: Mapping[str, Callable[..., Step]] = {
    "d": _decode_definition,
    "x": lambda places, otherwise, source, line: CodeStep(source, places[line], decode_steps(otherwise, places)),
    "!": _decode_runtime_call,
    "s": lambda places, name, body: ScopeStep(name, decode_steps(body, places)),
    "?": _decode_if,
    "t": _decode_try,
    "p": lambda places, catches, body: SuppressStep(tuple(catches), decode_steps(body, places)),
    "r": _decode_raise,
    "/": _decode_path_change,
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


def _written(source: str) -> tuple[str, ...]:
    return (source,) if source else ()


def _put_line(line: int, places: list[Any]) -> int:
    places.append(line)
    return len(places) - 1


def _listed(names: tuple[str, ...] | None) -> list[str] | None:
    return None if names is None else list(names)


def _tupled(names: Any) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)
