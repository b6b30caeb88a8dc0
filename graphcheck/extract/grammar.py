"""What libcst reads and the target's compiler refuses: later grammar, and rules that are no grammar.

Wording and places were recorded by compiling such files in Pyodide 0.28.2 (Python 3.13.2) and 314.0.6 (3.14.2).
"""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from graphcheck.extract.later_grammar import BARE_EXCEPT_TUPLES, MAY_BE_TEMPLATE, TEMPLATES, TYPE_DEFAULTS
from graphcheck.extract.meaning import dotted_name
from graphcheck.extract.target import Target
from graphcheck.extract.tree import Statement, every_statement, inner_blocks, is_compound, statements
from graphcheck.model.frozen import frozen

__all__ = ["Refusal", "first_refusal"]

_REFUSED = frozenset({cst.ImportFrom, cst.Nonlocal, cst.Return, cst.Try, cst.TryStar})
_FUTURES = frozenset(
    [
        "nested_scopes",
        "generators",
        "division",
        "absolute_import",
        "with_statement",
        "print_function",
        "unicode_literals",
        "barry_as_FLUFL",
        "generator_stop",
        "annotations",
    ]
)
"""``__future__.all_feature_names``, the same in 3.12, 3.13 and 3.14."""


@frozen
class Refusal:
    """``node`` is where the compiler points, ``offset`` how many characters behind its start.

    ``since`` is the first Python that accepts it, None where no Python does.
    """

    node: cst.CSTNode
    message: str
    since: tuple[int, int] | None = None
    offset: int = 0


def first_refusal(module: cst.Module, text: str, target: Target) -> Refusal | None:
    """The first that the compiler meets; None for a module that compiles, as far as this module can tell.

    The parser comes before all else. ``text`` is the module's source.
    """
    later = later_grammar(module, text, target)
    return later or next(_refusals(module, target), None)


def later_grammar(module: cst.Module, text: str, target: Target) -> Refusal | None:
    """Template strings, and defaults of type parameters."""
    if target.python < TEMPLATES and MAY_BE_TEMPLATE.search(text):
        for node in _every_node(module):
            if isinstance(node, cst.TemplatedString):
                prefix = len(node.start) - len(node.start.lstrip("rRtT"))
                return Refusal(node, "invalid syntax", TEMPLATES, prefix)
    if target.python < TYPE_DEFAULTS:
        refusals = (_type_default(statement) for statement in every_statement(module))
        return next((refusal for refusal in refusals if refusal), None)
    return None


def _type_default(statement: Statement) -> Refusal | None:
    """The first default among the type parameters; where the older parser gives up depends on the statement."""
    if not isinstance(statement, (cst.ClassDef, cst.FunctionDef, cst.TypeAlias)) or not statement.type_parameters:
        return None
    for parameter in statement.type_parameters.params:
        if parameter.default is None:
            continue
        match statement:
            case cst.FunctionDef():
                return Refusal(statement.type_parameters, "expected '('", TYPE_DEFAULTS)
            case cst.TypeAlias():
                message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"
                return Refusal(parameter, message, TYPE_DEFAULTS)
            case _:
                space = parameter.equal.whitespace_before if isinstance(parameter.equal, cst.AssignEqual) else None
                before = space.value if isinstance(space, cst.SimpleWhitespace) else ""
                return Refusal(parameter, "invalid syntax", TYPE_DEFAULTS, len(parameter.param.name.value + before))
    return None


def _every_node(module: cst.Module) -> Iterator[cst.CSTNode]:
    """In source order."""
    stack: list[cst.CSTNode] = [module]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children))


def _refusals(module: cst.Module, target: Target) -> Iterator[Refusal]:
    yield from _late_futures(module)
    stack: list[tuple[Iterator[Statement], type[cst.CSTNode]]] = [(statements(module), cst.Module)]
    while stack:
        block, owner = stack[-1]
        statement = next(block, None)
        if statement is None:
            stack.pop()
            continue
        kind = type(statement)
        if kind in _REFUSED:
            yield from _refused_here(statement, owner, target)
        if is_compound(statement):
            inner_owner = kind if kind in (cst.FunctionDef, cst.ClassDef) else owner
            stack.extend((statements(inner), inner_owner) for inner in reversed(inner_blocks(statement)))


def _refused_here(statement: Statement, owner: type[cst.CSTNode], target: Target) -> Iterator[Refusal]:
    match statement:
        case cst.ImportFrom():
            yield from _import_refusals(statement, owner)
        case cst.Nonlocal() if owner is cst.Module:
            yield Refusal(statement, "nonlocal declaration not allowed at module level")
        case cst.Return() if owner is not cst.FunctionDef:
            yield Refusal(statement, "'return' outside function")
        case cst.Try() | cst.TryStar() if target.python < BARE_EXCEPT_TUPLES:
            for handler in statement.handlers:
                if isinstance(handler.type, cst.Tuple) and not handler.type.lpar:
                    message = "multiple exception types must be parenthesized"
                    yield Refusal(handler.type, message, BARE_EXCEPT_TUPLES)
        case _:
            return


def _import_refusals(statement: cst.ImportFrom, owner: type[cst.CSTNode]) -> Iterator[Refusal]:
    if isinstance(statement.names, cst.ImportStar):
        if _is_future(statement):
            yield Refusal(statement.names, "future feature * is not defined")
        elif owner is not cst.Module:
            yield Refusal(statement.names, "import * only allowed at module level")
    elif _is_future(statement):
        for alias in statement.names:
            feature = dotted_name(alias.name)
            if feature not in _FUTURES:
                message = "not a chance" if feature == "braces" else f"future feature {feature} is not defined"
                yield Refusal(alias.name, message)


def _late_futures(module: cst.Module) -> Iterator[Refusal]:
    """Only a docstring and other future imports may stand before one."""
    for number, statement in enumerate(early := list(statements(module))):
        is_docstring = not number and isinstance(statement, cst.Expr)
        if not is_docstring and not _is_future(statement):
            late = (each for each in early[number:] if _is_future(each))
            yield from (
                Refusal(each, "from __future__ imports must occur at the beginning of the file") for each in late
            )
            return


def _is_future(statement: Statement) -> bool:
    return (
        isinstance(statement, cst.ImportFrom)
        and not statement.relative
        and isinstance(statement.module, cst.Name)
        and statement.module.value == "__future__"
    )
