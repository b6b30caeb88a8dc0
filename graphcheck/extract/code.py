"""What the startup walk needs word for word: code that imports computed names, and values that decide about imports."""

from __future__ import annotations

import libcst as cst

from graphcheck.extract.expressions import find_in
from graphcheck.extract.facts import Reference
from graphcheck.extract.file import File
from graphcheck.extract.meaning import code_of, code_within
from graphcheck.extract.scopes import ScopeKind
from graphcheck.extract.surroundings import Surroundings
from graphcheck.extract.telling import ASKING, LONGEST_CALL, LONGEST_VALUE, OWN_NAMES
from graphcheck.extract.tree import Statement
from graphcheck.model.steps import (
    CodeStep,
    IfStep,
    ImportStep,
    RegisterStep,
    RuntimeCallStep,
    SearchPathStep,
    Step,
    TryStep,
)

__all__ = ["call_source", "deciding_source", "definition_source", "is_code", "table_source", "wrap_code"]

_LONGEST_TABLE = 60_000
_LONGEST_FUNCTION = 8_000
_TEXTS = (cst.SimpleString, cst.ConcatenatedString, cst.FormattedString)


def is_code(statement: Statement, around: Surroundings, file: File) -> bool:
    """Whether the walk executes the statement itself instead of its steps."""
    if around.dead or around.scope.kind is not ScopeKind.MODULE:
        return False
    if not file.computes:
        return isinstance(statement, cst.Assign) and any(
            _is_of_module(each.target, around) for each in statement.targets
        )
    match statement:
        case cst.For() | cst.AugAssign():
            return True
        case cst.Assign() if any(isinstance(each.target, (cst.Subscript, cst.Attribute)) for each in statement.targets):
            return True
        case cst.Expr() | cst.Assign() | cst.AnnAssign() if statement.value is not None:
            return any(type(found.node) is cst.Call for found in find_in(statement.value, lambda _: None))
        case _:
            return False


def _is_of_module(target: cst.BaseAssignTargetExpression, around: Surroundings) -> bool:
    """``module.name = ...`` gives another module a name."""
    if not isinstance(target, cst.Attribute) or not isinstance(target.value, cst.Name):
        return False
    found = around.scope.lookup(target.value.value)
    return found is not None and any(isinstance(binding.value, Reference) for binding in found[1])


def wrap_code(statement: Statement, steps: tuple[Step, ...], file: File) -> tuple[Step, ...]:
    """The statement as code; its ``steps`` where they say what code cannot: literal imports, changes of the path."""
    if any(_tells_more(step) for step in steps):
        return steps
    plain = statement
    if isinstance(statement, cst.BaseSmallStatement):
        plain = statement.with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
    elif isinstance(statement, cst.For):
        plain = statement.with_changes(leading_lines=())
    code = file.places.source_of(plain)
    return (CodeStep(code, file.places.line_of(code, statement), steps),)


def _tells_more(step: Step) -> bool:
    match step:
        case ImportStep() | SearchPathStep() | RegisterStep() | RuntimeCallStep():
            return True
        case IfStep(_, body, orelse):
            return any(map(_tells_more, (*body, *orelse)))
        case TryStep(body, handlers, orelse, final):
            handled = (each for handler in handlers for each in handler.body)
            return any(map(_tells_more, (*body, *handled, *orelse, *final)))
        case _:
            return False


def definition_source(statement: cst.FunctionDef, around: Surroundings, file: File) -> tuple[str, int]:
    """Source and line of a function that may import computed names, or help to; empty for any other."""
    if not file.computes or around.scope.kind is not ScopeKind.MODULE or statement.asynchronous:
        return "", 0
    known = file.definitions.get(id(statement))
    if known is not None:
        return known if len(known[0]) <= _LONGEST_FUNCTION else ("", 0)
    code = file.places.source_of(statement.with_changes(leading_lines=(), decorators=(), lines_after_decorators=()))
    return (code, file.places.line_of(code, statement)) if len(code) <= _LONGEST_FUNCTION else ("", 0)


def table_source(value: object, around: Surroundings, file: File) -> str:
    """A value of the module in a file that imports computed names."""
    if not file.computes or around.scope.kind is not ScopeKind.MODULE or not isinstance(value, cst.BaseExpression):
        return ""
    code = code_of(value)
    return code if len(code) <= _LONGEST_TABLE else ""


def deciding_source(value: object, around: Surroundings) -> str:
    """A value whose truth other modules may ask for, and that constants alone do not tell."""
    if around.scope.kind is not ScopeKind.MODULE:
        return ""
    match value:
        case cst.Attribute(value=cst.Name()) | cst.SimpleString():
            return code_within(value, LONGEST_VALUE)
        case cst.Call() | cst.Comparison() | cst.BooleanOperation() | cst.UnaryOperation() | cst.IfExp():
            code = code_within(value, LONGEST_VALUE)
            return "" if isinstance(value, cst.Call) and not ASKING.search(code) else code
        case _:
            return ""


def call_source(call: cst.Call, around: Surroundings) -> str:
    """A call whose arguments may name a module."""
    if around.deferred or not any(_is_telling(argument.value) for argument in call.args):
        return ""
    found = around.scope.lookup(call.func.value) if isinstance(call.func, cst.Name) else None
    if not found or not any(isinstance(binding.value, (Reference, cst.FunctionDef)) for binding in found[1]):
        return ""
    return code_within(call, LONGEST_CALL)


def _is_telling(argument: cst.BaseExpression) -> bool:
    return isinstance(argument, _TEXTS) or (isinstance(argument, cst.Name) and argument.value in OWN_NAMES)
