"""``import src.a.b`` as ``import a.b``, with every use of ``src.a.b`` in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import libcst as cst
from libcst.metadata import (
    Access,
    BaseAssignment,
    CodeRange,
    ImportAssignment,
    MetadataWrapper,
    PositionProvider,
    Scope,
    ScopeProvider,
)

from graphcheck.extract.parse import parse_text
from graphcheck.model.finding import Edit, ImportRename
from graphcheck.model.frozen import frozen
from graphcheck.model.location import Span

__all__ = ["edits_of_renames"]


class _NotPlain(Exception):
    """A name is used in a way that a new name cannot follow."""


@frozen
class _Statement:
    """One of the renames, with the name that stands in the source."""

    rename: ImportRename
    name: cst.BaseExpression

    @property
    def prefix(self) -> str:
        return self.rename.old[: -len(self.rename.new) - 1]


def edits_of_renames(source: str, renames: Iterable[ImportRename]) -> tuple[tuple[Edit, ...], ...]:
    """Edits of the imports and of the uses, all in one file; each group is to be made whole or not at all.

    Names that one prefix binds in one scope are a group. There is none where the first name is also bound otherwise, is
    used by itself or in a quoted annotation, or where the new name is taken.
    """
    wanted = {(rename.span.line, rename.span.column): rename for rename in renames}
    tree = parse_text(source) if wanted else None
    if not isinstance(tree, cst.Module):
        return ()
    try:
        wrapper = MetadataWrapper(tree, unsafe_skip_copy=True)
        places = wrapper.resolve(PositionProvider)
        scopes = wrapper.resolve(ScopeProvider)
    except RecursionError:
        return ()
    groups: dict[tuple[Scope, str], list[_Statement]] = {}
    for node, scope in scopes.items():
        if isinstance(node, cst.ImportAlias) and scope is not None and node.asname is None:
            rename = wanted.get(_start(places[node.name]))
            if rename and _dotted(node.name) == rename.old:
                statement = _Statement(rename, node.name)
                groups.setdefault((scope, statement.prefix), []).append(statement)
    every = {scope for scope in scopes.values() if scope is not None}
    found: list[tuple[Edit, ...]] = []
    for (scope, prefix), statements in groups.items():
        try:
            uses = list(_uses(every, scope, prefix, statements))
        except _NotPlain:
            continue
        path = statements[0].rename.path
        edits = [Edit(path, each.rename.span, each.rename.new) for each in statements]
        edits += (Edit(path, _between(places[first], places[last]), "") for first, last in uses)
        found.append(tuple(sorted(set(edits), key=lambda edit: edit.span)))
    return tuple(found)


def _uses(
    every: Iterable[Scope], scope: Scope, prefix: str, statements: list[_Statement]
) -> Iterator[tuple[cst.Name, cst.Name]]:
    """For each use the first name of the prefix and the first behind it. Raises ``_NotPlain``."""
    head = prefix.partition(".")[0]
    bound = {assignment for assignment in scope.assignments if assignment.name.partition(".")[0] == head}
    names = {id(statement.name) for statement in statements}
    if not all(isinstance(each, ImportAssignment) and id(each.as_name) in names for each in bound):
        raise _NotPlain
    heads = {statement.rename.new.partition(".")[0] for statement in statements}
    _require_free(scope, prefix, heads)
    for other in every:
        for access in other.accesses:
            if any(referent in bound for referent in access.referents):
                _require_free(other, prefix, heads)
                yield _use(access, prefix, heads)


def _require_free(scope: Scope, prefix: str, heads: Iterable[str]) -> None:
    """A name may be bound only to the module that it is going to be bound to."""
    for head in heads:
        if not all(_imports(assignment, prefix, head) for assignment in scope[head]):
            raise _NotPlain


def _imports(assignment: BaseAssignment, prefix: str, head: str) -> bool:
    """``import head``, ``import head.a``, or ``from prefix import head``."""
    statement = assignment.node if isinstance(assignment, ImportAssignment) else None
    if not isinstance(statement, (cst.Import, cst.ImportFrom)) or isinstance(statement.names, cst.ImportStar):
        return False
    if not any(alias.asname is None and _dotted(alias.name).partition(".")[0] == head for alias in statement.names):
        return False
    if isinstance(statement, cst.Import):
        return True
    return not statement.relative and statement.module is not None and _dotted(statement.module) == prefix


def _use(access: Access, prefix: str, heads: Iterable[str]) -> tuple[cst.Name, cst.Name]:
    node: cst.CSTNode = access.node
    while isinstance(node, cst.Attribute):
        if _dotted(node.value) == prefix and node.attr.value in heads:
            first: cst.CSTNode = node
            while isinstance(first, cst.Attribute):
                first = first.value
            assert isinstance(first, cst.Name)
            return first, node.attr
        node = node.value
    raise _NotPlain


def _dotted(node: cst.CSTNode) -> str:
    """``a.b.c`` of names and attributes; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    return ".".join([node.value, *reversed(parts)]) if isinstance(node, cst.Name) else ""


def _start(place: CodeRange) -> tuple[int, int]:
    return place.start.line, place.start.column + 1


def _between(first: CodeRange, last: CodeRange) -> Span:
    return Span(*_start(first), *_start(last))
