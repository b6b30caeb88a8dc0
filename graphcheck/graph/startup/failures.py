"""Predicted exceptions: who would catch one here, by which imports the walk got here, and what is on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graphcheck.graph.exceptions import catches
from graphcheck.model.graph import StartupFailure
from graphcheck.model.imports import ImportSite, ParseFailure, Unloadable
from graphcheck.model.location import SiteRef, Span
from graphcheck.model.resolution import Outcome, Resolution, ResolvedModule
from graphcheck.resolve.worker_view import SESSION

__all__ = ["Failures", "Raised"]


class Raised(Exception):
    """A predicted exception on its way up."""

    def __init__(self, failure: StartupFailure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class Failures:
    """With ``repair`` an exception that nothing catches is noted and does not propagate.

    ``guards`` are the active handlers, innermost last, each a tuple of what its clauses catch.
    """

    classes_above: Callable[[str, str], frozenset[str]]
    """What the class inherits from that a module raises by a name; set by the interpreter."""

    def __init__(self, refer: Callable[[ResolvedModule, Span, str], SiteRef], *, repair: bool) -> None:
        self.refer = refer
        self.noted: list[StartupFailure] = []
        self.guards: list[tuple[tuple[str, ...] | None, ...]] = []
        self._executing: list[SiteRef | tuple[ResolvedModule, ImportSite]] = []
        self._repair = repair

    @property
    def chain(self) -> tuple[SiteRef, ...]:
        """The import sites that are being executed, from the entry's on."""
        chain = self._executing
        for index in reversed(range(len(chain))):
            each = chain[index]
            if isinstance(each, SiteRef):
                break
            importer, site = each
            chain[index] = self.refer(importer, site.span, site.statement)
        return tuple(each for each in chain if isinstance(each, SiteRef))

    def enter(self, importer: ResolvedModule, site: ImportSite) -> None:
        """``site`` is executed, until ``leave``."""
        self._executing.append((importer, site))

    def enter_statement(self, site: SiteRef) -> None:
        """A statement that is no import is executed, until ``leave``."""
        self._executing[:] = (*self.chain, site)

    def leave(self) -> None:
        self._executing.pop()

    def fail_import(self, type_: str, message: str, module: str, resolution: Resolution | None) -> None:
        """The current site raises. Returns only in a repairing walk, with the failure on record."""
        chain = self.chain
        site = chain[-1]
        self.raise_(StartupFailure(type_, message, module, site.module, site, chain, resolution))

    def fail_statement(self, module: ResolvedModule, span: Span, statement: str, type_: str, message: str) -> None:
        """A statement of ``module`` raises that is no import; what it calls may import something that is not there."""
        site = self.refer(module, span, statement)
        missing = message.split("'")[1] if type_ == "ModuleNotFoundError" and message.count("'") > 1 else None
        self.raise_(StartupFailure(type_, message, missing or module.name, module.name, site, (*self.chain, site)))

    def fail_to_compile(self, target: ResolvedModule, failure: ParseFailure) -> None:
        here = Span(failure.line, failure.column, failure.line, failure.column + 1)
        site = self.refer(target, here, "")
        chain = self.chain
        importer = chain[-1].module if chain else target.name
        text = failure.text or f"{failure.message} ({{file}}, line {failure.line})"
        message = text.replace("{file}", (target.path or "").rpartition("/")[2])
        self.raise_(StartupFailure("SyntaxError", message, target.name, importer, site, (*chain, site)))

    def fail_to_load(self, target: ResolvedModule, defect: Unloadable) -> None:
        """``target`` is found, and its file cannot be loaded."""
        chain = self.chain or (self.refer(target, Span(1, 1, 1, 2), ""),)
        site = chain[-1]
        path = f"{SESSION}/{target.uploaded_as}"
        message = defect.message.replace("{path}", path).replace("{name}", target.name)
        named = target.name.rpartition(".")[2] if defect.names_tail else target.name
        module = named if defect.type == "ImportError" else site.module
        found = Resolution(target.name, Outcome.FOUND, target)
        self.raise_(StartupFailure(defect.type, message, module, site.module, site, chain, found))

    def raise_(self, failure: StartupFailure) -> None:
        if self.guards and not failure.above:
            failure = replace(failure, above=self.classes_above(failure.site.module, failure.type))
        caught = any(catches(handler, failure.type, failure.above) for guard in self.guards for handler in guard)
        if caught or not self._repair:
            raise Raised(failure)
        self.noted.append(failure)
