"""Statements on paper."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from graphcheck.graph.exceptions import catches
from graphcheck.graph.startup.binding import ImportStatements
from graphcheck.graph.startup.code.attributes import Attributes
from graphcheck.graph.startup.code.expressions import Evaluation, Names
from graphcheck.graph.startup.code.names import LocalNames
from graphcheck.graph.startup.code.place import LEAVING, Break, Continue, Place, Return
from graphcheck.graph.startup.code.syntax import as_loaded, assigned_names, caught_names
from graphcheck.graph.startup.code.things import (
    UNKNOWN,
    Caught,
    Error,
    Function,
    Globals,
    ModuleThing,
    RuntimeThing,
    Some,
    Thing,
    is_known,
    may_hold,
    text_of,
    thing_of,
    truth_of,
)
from graphcheck.graph.startup.failures import Failures, Raised
from graphcheck.graph.startup.frames import Frame
from graphcheck.model.imports import ImportKind, ImportSite

__all__ = ["Statements", "make_function"]

_MOST_STATEMENTS = 100_000


class Statements:
    """Executes blocks of statements until there were too many of them."""

    def __init__(
        self,
        place: Place,
        failures: Failures,
        evaluation: Evaluation,
        attributes: Attributes,
        imports: ImportStatements,
    ) -> None:
        self._place = place
        self._failures = failures
        self._evaluation = evaluation
        self._attributes = attributes
        self._imports = imports
        self._left = _MOST_STATEMENTS

    @property
    def is_spent(self) -> bool:
        return self._left <= 0

    def block(self, body: list[ast.stmt], names: Names) -> bool:
        """Whether the function may have been left; what comes after that is uncertain."""
        for index, statement in enumerate(body):
            self._left -= 1
            if self._left <= 0:
                return True
            if self._statement(statement, names):
                self._place.uncertainly(partial(self.block, body[index + 1 :], names))
                return True
        return False

    def _statement(self, statement: ast.stmt, names: Names) -> bool:
        """Whether the function may have been left."""
        match statement:
            case ast.Expr(value):
                self._evaluation.value(value, names)
            case ast.Assign(targets, value):
                thing = self._evaluation.value(value, names)
                for target in targets:
                    self._assign(target, thing, names)
            case ast.AnnAssign(target, _, value) if value is not None:
                self._assign(target, self._evaluation.value(value, names), names)
            case ast.AugAssign(target, kind, value):
                joined = ast.BinOp(as_loaded(target), kind, value)
                self._assign(target, self._evaluation.value(ast.copy_location(joined, statement), names), names)
            case ast.Return(value):
                raise Return(self._evaluation.value(value, names))
            case ast.Raise():
                self._raise_statement(statement, names)
            case ast.If(test, body, orelse):
                return self._if(truth_of(self._evaluation.value(test, names)), body, orelse, names)
            case ast.For(target, iterated, body, orelse):
                return self._for(target, self._evaluation.value(iterated, names), body, names)
            case ast.While(test, body):
                self._evaluation.value(test, names)
                return self._maybe(body, names)
            case ast.Try():
                return self._try(statement, names)
            case ast.With(items, body):
                return self._with(items, body, names)
            case ast.Import() | ast.ImportFrom():
                self._import(statement, names)
            case ast.FunctionDef(name):
                names.set(name, make_function(self._place, name, statement, names))
            case ast.ClassDef(name):
                names.set(name, Some(truth=True, is_none=False))
            case ast.Global(declared) if isinstance(names, LocalNames):
                names.declared_global.update(declared)
            case ast.Break():
                raise Break
            case ast.Continue():
                raise Continue
            case ast.Match(subject, cases):
                self._evaluation.value(subject, names)
                left = [self._maybe(case.body, names) for case in cases]
                return any(left)
            case _:
                pass
        return False

    def _if(self, decided: bool | None, body: list[ast.stmt], orelse: list[ast.stmt], names: Names) -> bool:  # noqa: FBT001
        if decided is None:
            return any([self._maybe(body, names), self._maybe(orelse, names)])
        return self.block(body if decided else orelse, names)

    def _maybe(self, body: list[ast.stmt], names: Names) -> bool:
        """Runs what may not run. Whether that may leave the function."""
        left = False

        def run() -> None:
            nonlocal left
            try:
                left = self.block(body, names)
            except (*LEAVING, Raised):
                left = True

        self._place.uncertainly(run)
        for name in assigned_names(*body):
            names.set(name, UNKNOWN)
        return left

    def _for(self, target: ast.expr, items: Thing, body: list[ast.stmt], names: Names) -> bool:
        if not isinstance(items, (list, tuple, dict, set, frozenset)):
            self._evaluation.bind(target, UNKNOWN, names)
            return self._maybe(body, names)
        for item in sorted(items, key=str) if isinstance(items, (set, frozenset)) else list(items):
            self._evaluation.bind(target, item, names)
            try:
                if self.block(body, names):
                    return True
            except Continue:
                continue
            except Break:
                break
        return False

    def _try(self, statement: ast.Try, names: Names) -> bool:
        guards = tuple(caught_names(handler.type) for handler in statement.handlers)
        left = False
        try:
            try:
                with self._place.guarded(guards):
                    left = self.block(statement.body, names)
            except Raised as raised:
                handler = next(
                    (each for each, caught in zip(statement.handlers, guards, strict=True)
                     if catches(caught, raised.failure.type, raised.failure.above)), None
                )  # fmt: skip
                if handler is None:
                    raise
                if handler.name:
                    names.set(handler.name, Caught(raised.failure))
                self._place.handling.append(raised.failure)
                try:
                    left = self.block(handler.body, names)
                finally:
                    self._place.handling.pop()
            else:
                left = self.block(statement.orelse, names) or left
        finally:
            left = self.block(statement.finalbody, names) or left
        return left

    def _with(self, items: list[ast.withitem], body: list[ast.stmt], names: Names) -> bool:
        suppressed: list[str] = []
        for item in items:
            self._evaluation.value(item.context_expr, names)
            call = item.context_expr
            if isinstance(call, ast.Call) and self._evaluation.value(call.func, names) == RuntimeThing(
                "contextlib.suppress"
            ):
                suppressed += [name for each in call.args for name in caught_names(each) or ()]
            elif item.optional_vars is not None:
                self._evaluation.bind(item.optional_vars, UNKNOWN, names)
        left = False
        try:
            with self._place.guarded((tuple(suppressed),) if suppressed else ()):
                left = self.block(body, names)
        except Raised as raised:
            if not catches(tuple(suppressed), raised.failure.type, raised.failure.above):
                raise
        return left

    def _raise_statement(self, statement: ast.Raise, names: Names) -> None:
        if statement.exc is None:
            if self._place.handling:
                self._failures.raise_(self._place.handling[-1])
            return
        thing = self._evaluation.value(statement.exc, names)
        if isinstance(thing, Caught):
            self._failures.raise_(thing.failure)
            return
        if isinstance(thing, Error):
            self._place.raise_(thing.type, thing.text or "", statement)
            return
        called = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
        kind = (caught_names(called) or ("Exception",))[0]
        text = ""
        if isinstance(statement.exc, ast.Call) and len(statement.exc.args) == 1:
            text = text_of(self._evaluation.value(statement.exc.args[0], names)) or ""
        self._place.raise_(kind, text, statement)

    def _assign(self, target: ast.expr, thing: Thing, names: Names) -> None:
        match target:
            case ast.Subscript(base, place):
                container = self._evaluation.value(base, names)
                key = self._evaluation.value(place, names)
                if isinstance(container, Globals):
                    self._attributes.write(ModuleThing(container.home), key, thing)
                elif isinstance(container, dict) and is_known(key) and not isinstance(key, (dict, list, set)):
                    container[key] = thing if may_hold(container, thing) else UNKNOWN
            case ast.Attribute(base, name):
                self._attributes.write(self._evaluation.value(base, names), name, thing)
            case _:
                self._evaluation.bind(target, thing, names)

    def _import(self, node: ast.Import | ast.ImportFrom, names: Names) -> None:
        frame = self._place.frame
        inner = Frame(frame.loaded, frame.facts, {}, function=True)
        for site in _sites_of(node, frame.facts.sites):
            self._imports.run(site, inner)
        for name, value in inner.names.items():
            names.set(name, thing_of(value))


def make_function(place: Place, name: str, node: ast.FunctionDef | ast.Lambda, names: Names) -> Function:
    """What a definition makes where it stands."""
    home = place.frame.loaded.module.name
    return Function(name, home, line=place.line, node=node, closure=names.captured())


def _sites_of(node: ast.Import | ast.ImportFrom, sites: tuple[ImportSite, ...]) -> Iterator[ImportSite]:
    """The sites of one statement, found by what they say."""
    if isinstance(node, ast.ImportFrom):
        names = [(alias.name, alias.asname or alias.name) for alias in node.names]
        for site in sites:
            star = site.kind is ImportKind.STAR and names == [("*", "*")]
            same = star or [(each.name, each.bound) for each in site.names] == names
            if site.module == (node.module or "") and site.level == node.level and same and site.kind in _FROM:
                yield site
                return
        return
    for alias in node.names:
        bound = alias.asname or alias.name.partition(".")[0]
        for site in sites:
            if site.kind is ImportKind.IMPORT and site.module == alias.name and site.bound == bound:
                yield site
                break


_FROM = (ImportKind.FROM, ImportKind.STAR)
