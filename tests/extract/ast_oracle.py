"""CPython's own ``ast`` and ``symtable`` as the judge of what imports and names a file has."""

from __future__ import annotations

import ast
import re
import symtable
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from graphcheck.model.imports import ImportKind, ImportSite, ModuleImports, Timing
from graphcheck.model.location import Span
from graphcheck.model.steps import (
    BindStep,
    CodeStep,
    DefineStep,
    IfStep,
    ImportStep,
    RaiseStep,
    ScopeStep,
    Step,
    SuppressStep,
    TryStep,
)

__all__ = [
    "Import", "SourceText", "bound_by_ast", "bound_by_steps", "imports_by_ast", "imports_by_sites", "raises_by_ast",
    "raises_by_steps",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """One import as both sides can state it. ``written`` is the module's span without white space, in NFKC."""

    statement: Span
    module: str
    level: int
    names: tuple[tuple[str, str, Span], ...]
    bound: str | None
    deferred: bool
    written: str


class SourceText:
    """A file as the compiler sees it: decoded, lines ended by ``\\n``. Raises SyntaxError where CPython does."""

    def __init__(self, source: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.tree = ast.parse(source)
            compile(source, "<source>", "exec", dont_inherit=True)
        encoding = _encoding(source)
        text = source.decode(encoding)
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        self._lines = [line.encode() for line in self.text.split("\n")]

    def span(self, node: ast.stmt | ast.alias) -> Span:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._column(node.lineno, node.col_offset)
        return Span(node.lineno, start, node.end_lineno, self._column(node.end_lineno, node.end_col_offset))

    def alias_span(self, node: ast.alias, name: str) -> Span:
        """Of the name only, without ``as``; names of from-imports have no dots."""
        whole = self.span(node)
        width = len(name) if name.isascii() else self._name_width(whole)
        return Span(whole.line, whole.column, whole.line, whole.column + width)

    def _name_width(self, whole: Span) -> int:
        found = re.match(r"\w+", self.slice(whole))
        assert found
        return found.end()

    def slice(self, span: Span) -> str:
        lines = self.text.split("\n")[span.line - 1 : span.end_line]
        lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        return "\n".join(lines)

    def _column(self, line: int, offset: int) -> int:
        return len(self._lines[line - 1][:offset].decode()) + 1


def _encoding(source: bytes) -> str:
    import io
    import tokenize

    return tokenize.detect_encoding(io.BytesIO(source.replace(b"\r\n", b"\n").replace(b"\r", b"\n")).readline)[0]


def imports_by_ast(source: SourceText) -> list[Import]:
    return sorted(_imports_in(source, source.tree, deferred=False))


def _imports_in(source: SourceText, node: ast.AST, *, deferred: bool) -> Iterator[Import]:
    match node:
        case ast.Import():
            for alias in node.names:
                bound = alias.asname or alias.name.partition(".")[0]
                yield Import(source.span(node), alias.name, 0, (), bound, deferred, alias.name)
        case ast.ImportFrom():
            module = node.module or ""
            names = tuple(
                (alias.name, alias.asname or alias.name, source.alias_span(alias, alias.name))
                for alias in node.names
                if alias.name != "*"
            )
            yield Import(source.span(node), module, node.level, names, None, deferred, "." * node.level + module)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            for statement in node.body:
                yield from _imports_in(source, statement, deferred=True)
        case _:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case)):
                    yield from _imports_in(source, child, deferred=deferred)


def imports_by_sites(source: SourceText, facts: ModuleImports) -> list[Import]:
    return sorted(_import(source, site) for site in facts.sites if site.kind is not ImportKind.DYNAMIC)


def _import(source: SourceText, site: ImportSite) -> Import:
    names = tuple((name.name, name.bound, name.span) for name in site.names)
    written = unicodedata.normalize("NFKC", re.sub(r"\\\n|#[^\n]*|\s", "", source.slice(site.span)))
    deferred = site.timing is Timing.DEFERRED
    return Import(site.statement_span, site.module, site.level, names, site.bound, deferred, written)


def raises_by_ast(source: SourceText) -> set[Span]:
    return {source.span(node) for node in ast.walk(source.tree) if isinstance(node, (ast.Raise, ast.Assert, ast.Expr))}


def raises_by_steps(facts: ModuleImports) -> set[Span]:
    return {step.span for step in _every(facts.body) if isinstance(step, RaiseStep)}


def bound_by_ast(source: SourceText) -> set[str]:
    """Names that the module's own statements bind; those of ``except ... as`` and ``del`` come and go,
    and a mere annotation binds nothing."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = symtable.symtable(source.text, "<text>", "exec")
    names = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    fleeting = {node.name for node in ast.walk(source.tree) if isinstance(node, ast.ExceptHandler)}
    deleted = {
        target.id
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Delete)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    annotated = {
        node.target.id
        for node in ast.walk(source.tree)
        if isinstance(node, ast.AnnAssign) and node.value is None and isinstance(node.target, ast.Name)
    }
    declared = {name for node in ast.walk(source.tree) if isinstance(node, ast.Global) for name in node.names}
    return names - fleeting - deleted - declared - annotated - _names_of_comprehensions(source.tree)


def _names_of_comprehensions(tree: ast.Module) -> set[str]:
    """Names that the module binds in comprehensions only: from Python 3.12 on its symbol table lists them (PEP 709)."""
    inner: set[str] = set()
    outer: set[str] = set()
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        match node:
            case ast.comprehension():
                inner.update(each.id for each in ast.walk(node.target) if isinstance(each, ast.Name))
                stack += (node.iter, *node.ifs)
                continue
            case ast.Name(ctx=ast.Store()):
                outer.add(node.id)
            case ast.alias():
                outer.add(node.asname or node.name.partition(".")[0])
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                outer.add(node.name)
                continue
            case ast.MatchAs() | ast.MatchStar():
                outer.add(node.name or "")
            case ast.MatchMapping():
                outer.add(node.rest or "")
            case _:
                pass
        stack += ast.iter_child_nodes(node)
    return inner - outer


def bound_by_steps(facts: ModuleImports) -> set[str]:
    names: set[str] = set()
    for step in _every(facts.body, own_scope=True):
        match step:
            case ImportStep():
                site = facts.sites[step.site]
                names.update(name.bound for name in site.names)
                names.update({site.bound} if site.bound else ())
            case BindStep():
                names.update(step.names)
            case DefineStep() | ScopeStep():
                names.add(step.name)
            case _:
                pass
    return names


def _every(steps: tuple[Step, ...], *, own_scope: bool = False) -> Iterator[Step]:
    for step in steps:
        yield step
        match step:
            case IfStep():
                yield from _every(step.body, own_scope=own_scope)
                yield from _every(step.orelse, own_scope=own_scope)
            case TryStep():
                for handler in step.handlers:
                    yield from _every(handler.body, own_scope=own_scope)
                for block in (step.body, step.orelse, step.final):
                    yield from _every(block, own_scope=own_scope)
            case SuppressStep():
                yield from _every(step.body, own_scope=own_scope)
            case CodeStep():
                yield from _every(step.otherwise, own_scope=own_scope)
            case DefineStep() | ScopeStep() if not own_scope:
                yield from _every(step.body or ())
            case _:
                pass
