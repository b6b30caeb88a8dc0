"""Bindings as steps, with what is known of the bound value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import libcst as cst

from graphcheck.extract.bindings import Bound
from graphcheck.extract.code import deciding_source, table_source
from graphcheck.extract.conditions import read_test
from graphcheck.extract.file import File
from graphcheck.extract.meaning import name_text
from graphcheck.extract.operations import is_known
from graphcheck.extract.surroundings import Surroundings
from graphcheck.model.conditions import Constant, FindableTest, NameTest, Negation, Test, Unknown, WrittenTest
from graphcheck.model.steps import BindStep, IfStep, Step

__all__ = ["bind_steps"]

_DISPLAYS = (cst.List, cst.Tuple, cst.Dict, cst.Set)
_NEVER_NONE = (cst.Lambda, cst.FormattedString, cst.ListComp, cst.SetComp, cst.DictComp, cst.GeneratorExp, *_DISPLAYS)


def bind_steps(bound: Sequence[Bound], around: Surroundings, file: File) -> Iterator[Step]:
    """One step for all names of a statement that are bound alike."""
    plain: dict[tuple[bool | None, bool | None], list[str]] = {}
    for name, value in bound:
        test = _test_of(value, around)
        source = _source_of(value, test, around, file)
        if isinstance(test, FindableTest):
            spec = isinstance(value, cst.Call)  # None, or a ModuleSpec; a comparison with None is a bool
            yield IfStep(
                test,
                (BindStep((name,), truth=True, is_none=False),),
                (BindStep((name,), truth=False, is_none=spec),),
            )
        elif source:
            yield BindStep((name,), *_known_of(value, around), source)
        elif isinstance(test, (Constant, Unknown, WrittenTest)):
            plain.setdefault(_known_of(value, around), []).append(name)
        elif isinstance(test, NameTest) and not test.is_none:
            yield _alias_step(name, test.name)
        else:
            is_none = False if isinstance(test, (NameTest, Negation)) else None
            yield IfStep(
                test,
                (BindStep((name,), truth=True, is_none=is_none),),
                (BindStep((name,), truth=False, is_none=is_none),),
            )
    for (truth, is_none), names in plain.items():
        yield BindStep(tuple(names), truth, is_none)


def _source_of(value: object, test: Test, around: Surroundings, file: File) -> str:
    if file.computes:
        return table_source(value, around, file)
    return deciding_source(value, around) if isinstance(test, (Unknown, WrittenTest)) else ""


def _test_of(value: object, around: Surroundings) -> Test:
    """A name is worth a test only if it is bound in two ways, as in ``try: ... except ImportError: np = None``."""
    if isinstance(value, cst.Name):
        found = around.scope.lookup(name_text(value))
        if found is None or len(found[1]) == 1:
            return Unknown()
    elif not isinstance(value, (cst.Comparison, cst.BooleanOperation, cst.UnaryOperation, cst.Call)):
        return Unknown()
    return read_test(value, around.scope, around.evaluator)


def _alias_step(name: str, original: str) -> Step:
    falsy = IfStep(
        NameTest(original, is_none=True),
        (BindStep((name,), truth=False, is_none=True),),
        (BindStep((name,), truth=False, is_none=False),),
    )
    return IfStep(NameTest(original), (BindStep((name,), truth=True, is_none=False),), (falsy,))


def _known_of(value: object, around: Surroundings) -> tuple[bool | None, bool | None]:
    """Truth and is-None of an expression, each None where it is not known."""
    if not isinstance(value, cst.BaseExpression):
        return None, None
    if isinstance(value, _DISPLAYS):
        plain = all(isinstance(item, (cst.Element, cst.DictElement)) for item in value.elements)
        empty = not value.elements and not isinstance(value, cst.Tuple)  # others may fill it
        return (None if empty or not plain else bool(value.elements)), False
    if isinstance(value, _NEVER_NONE):
        return (True if isinstance(value, (cst.Lambda, cst.GeneratorExp)) else None), False
    known = around.evaluator.value(value, around.scope)
    return (bool(known), known is None) if is_known(known) else (None, None)
