"""The startup walk: the entry's import-time steps, executed the way the import system executes them.

An exception that no active handler catches stops the Worker; the first walk ends there. A second walk notes each such
exception and goes on as if that one import had been repaired, so that it meets every failure that a team would meet one
deploy at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import assert_never

from graphcheck.graph.conditions import UNKNOWN_VALUE, Value, evaluate
from graphcheck.graph.exceptions import catches
from graphcheck.graph.messages import cannot_import_name, has_no_attribute
from graphcheck.graph.targets import package_name, relative_failure
from graphcheck.model.graph import SiteRef, Startup, StartupFailure
from graphcheck.model.imports import (
    BindStep,
    CallStep,
    DefineStep,
    IfStep,
    ImportKind,
    ImportSite,
    ImportStep,
    ModuleImports,
    ParseFailure,
    RaiseStep,
    RuntimeCallStep,
    ScopeStep,
    Step,
    SuppressStep,
    TryStep,
)
from graphcheck.model.location import Span
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, Outcome, Resolution, ResolvedModule
from graphcheck.model.runtime import ImportContext
from graphcheck.resolve.names import RelativeImportError, absolute_name, parents_of
from graphcheck.resolve.resolver import Resolver

__all__ = ["predict_startup"]

ANY = None  # a guard that catches everything
MODULE_VALUE = Value(truth=True, is_none=False)
# Six frames of ours for each module of an import chain; CPython 3.11+ keeps them on the heap.
RECURSION_LIMIT = 60_000


class _Raised(Exception):
    """A predicted exception on its way up."""

    def __init__(self, failure: StartupFailure) -> None:
        super().__init__(failure.message)
        self.failure = failure


@dataclass(slots=True)
class _Loaded:
    """A module in ``sys.modules``. ``open`` where it may have names that the steps do not show."""

    module: ResolvedModule
    open: bool
    names: dict[str, Value] = field(default_factory=dict)
    initialising: bool = False


@dataclass(slots=True)
class _Frame:
    """A scope that executes: a module's own names, or a class's or function's that fall back to them.

    What a function binds by a ``BindStep`` is global; imports and definitions in it are local.
    """

    loaded: _Loaded
    facts: ModuleImports
    names: dict[str, Value]
    function: bool = False
    handling: list[StartupFailure] = field(default_factory=list)

    def visible(self) -> Mapping[str, Value]:
        return self.names if self.names is self.loaded.names else {**self.loaded.names, **self.names}


def predict_startup(
    entry: ResolvedModule,
    resolver: Resolver,
    facts: Mapping[str, ModuleImports],
    refer: Callable[[ResolvedModule, Span, str], SiteRef],
    preludes: tuple[ResolvedModule, ...] = (),
) -> Startup:
    """What happens when the Worker starts. ``facts`` are those of every file that the graph reached, by path.

    ``preludes`` are ``.pth`` files; an exception in one is printed by the runtime and ends that file alone.
    """
    strict = _Walk(resolver, facts, refer, repair=False)
    first = _imported_first(entry, resolver)
    strict.run(first, preludes)
    if not strict.failures:
        executed = tuple(strict.order)
        runs = first.path == entry.path
        return Startup((), executed, executed, frozenset(strict.loaded), entry_runs=runs)
    repairing = _Walk(resolver, facts, refer, repair=True)
    repairing.run(first, preludes)
    later = tuple(failure for failure in repairing.failures if failure != strict.failures[0])
    return Startup(
        (strict.failures[0], *later),
        modules=tuple(strict.order),
        repaired_modules=tuple(repairing.order),
        loaded=frozenset(repairing.loaded),
    )


def _imported_first(entry: ResolvedModule, resolver: Resolver) -> ResolvedModule:
    """The runtime imports the entry by its name: what the Worker finds first under it is what runs."""
    located = resolver.worker.locate(entry.name)
    return located.module if located else entry


class _Walk:
    """One walk over one Worker. With ``repair`` an exception that nothing catches is noted and does not propagate."""

    def __init__(
        self,
        resolver: Resolver,
        facts: Mapping[str, ModuleImports],
        refer: Callable[[ResolvedModule, Span, str], SiteRef],
        *,
        repair: bool,
    ) -> None:
        self._repair_failures = repair
        self._resolver = resolver
        self._facts = facts
        self._refer = refer
        self.loaded: dict[str, _Loaded] = {}
        self.order: dict[str, None] = {}
        self.failures: list[StartupFailure] = []
        self._guards: list[tuple[tuple[str, ...] | None, ...]] = []
        self._chain: list[SiteRef] = []
        self._calls: list[Value] = []
        self._contexts: list[ImportContext] = []

    def run(self, entry: ResolvedModule, preludes: tuple[ResolvedModule, ...]) -> None:
        with _deep_recursion():
            for prelude in preludes:
                known = self._facts[prelude.path or ""]
                self._run_uncertain(known.body, _Frame(_Loaded(prelude, open=True), known, {}))
            try:
                self._load(entry)
            except _Raised as raised:
                self.failures.append(raised.failure)

    # --- modules --------------------------------------------------------------------------------------------------

    def _import(self, name: str) -> _Loaded:
        """``importlib._bootstrap._find_and_load``: parents first, then the module, unless it is loaded already."""
        resolution = self._resolver.resolve(name)
        if any(context.hides == name for context in self._contexts):
            self._fail("ModuleNotFoundError", f"No module named {name!r}", name, None)
            return _Loaded(ResolvedModule(name, ModuleKind.MISSING, ModuleOrigin.MISSING), open=True)
        if name in self.loaded and resolution.outcome is Outcome.FOUND:
            return self.loaded[name]
        reached = name if resolution.outcome is Outcome.FOUND else (resolution.failed_at or name)
        parent = reached.rpartition(".")[0]
        if parent:
            self._import(parent)
        if resolution.outcome is not Outcome.FOUND and self._is_registered(reached):
            return self._repair(name, resolution)
        if resolution.outcome is Outcome.FOUND and name in self.loaded:
            return self.loaded[name]
        if resolution.outcome is Outcome.FOUND and resolution.target:
            return self._load(resolution.target)
        self._fail(resolution.error_type or "ModuleNotFoundError", resolution.message or "", reached, resolution)
        return self.loaded.get(name) or self._repair(name, resolution)

    def _is_registered(self, name: str) -> bool:
        """Whether a package above ``name`` puts modules into place that no file shows."""
        above = (self.loaded.get(parent) for parent in parents_of(name))
        facts = (self._facts.get(loaded.module.path or "") for loaded in above if loaded)
        return any(known is not None and known.registers_modules for known in facts)

    def _load(self, target: ResolvedModule) -> _Loaded:
        if target.origin is ModuleOrigin.PYODIDE:
            loaded = self.loaded[target.name] = _Loaded(target, open=True)
            return loaded
        return self._execute(target)

    def _repair(self, name: str, resolution: Resolution) -> _Loaded:
        """What the walk goes on with after a failure: the module that was meant, or one of which nothing is known."""
        target = resolution.target
        if target is None or target.origin is ModuleOrigin.PYODIDE:
            target = ResolvedModule(name, ModuleKind.MISSING, ModuleOrigin.MISSING)
        for parent in parents_of(target.name) if target.uploaded else ():
            self._import(parent)
        loaded = self.loaded.get(target.name) or self._execute(target)
        self.loaded[name] = loaded
        return loaded

    def _execute(self, target: ResolvedModule) -> _Loaded:
        facts = self._facts.get(target.path) if target.path else None
        closed = facts is not None and not facts.open_names
        if target.kind is ModuleKind.NAMESPACE:
            closed = target.uploaded
        loaded = _Loaded(target, open=not closed, initialising=True)
        self.loaded[target.name] = loaded
        if target.kind is not ModuleKind.MISSING:
            self.order.setdefault(target.name)
        context = self._context_of(target.name)
        self._contexts += context
        try:
            if facts and facts.failure:
                loaded.open = True
                self._fail_to_compile(target, facts.failure)
            elif facts:
                self._run(facts.body, _Frame(loaded, facts, loaded.names))
        except _Raised:
            self.loaded.pop(target.name, None)
            raise
        finally:
            del self._contexts[len(self._contexts) - len(context) :]
        loaded.initialising = False
        loaded.names.update({each.provides: MODULE_VALUE for each in context if each.provides})
        parent, _, tail = target.name.rpartition(".")
        if parent in self.loaded:
            self.loaded[parent].names[tail] = MODULE_VALUE
        return loaded

    def _context_of(self, name: str) -> list[ImportContext]:
        context = self._resolver.worker.profile.import_contexts.get(name)
        return [context] if context and (context.provider is None or context.provider in self.loaded) else []

    # --- failures -------------------------------------------------------------------------------------------------

    def _fail(self, type_: str, message: str, module: str, resolution: Resolution | None) -> None:
        """The current site raises. Returns only in a repairing walk, with the failure on record."""
        site = self._chain[-1]
        self._raise(StartupFailure(type_, message, module, site.module, site, tuple(self._chain), resolution))

    def _fail_to_compile(self, target: ResolvedModule, failure: ParseFailure) -> None:
        here = Span(failure.line, failure.column, failure.line, failure.column + 1)
        site = self._refer(target, here, "")
        importer = self._chain[-1].module if self._chain else target.name
        message = f"{failure.message} ({(target.path or '').rpartition('/')[2]}, line {failure.line})"
        chain = (*self._chain, site)
        self._raise(StartupFailure("SyntaxError", message, target.name, importer, site, chain))

    def _raise(self, failure: StartupFailure) -> None:
        caught = any(catches(handler, failure.type) for guard in self._guards for handler in guard)
        if caught or not self._repair_failures:
            raise _Raised(failure)
        self.failures.append(failure)

    # --- steps ----------------------------------------------------------------------------------------------------

    def _run(self, steps: tuple[Step, ...], frame: _Frame) -> None:
        for step in steps:
            match step:
                case ImportStep(site):
                    self._run_site(frame.facts.sites[site], frame)
                case BindStep(names, truth, is_none):
                    scope = frame.loaded.names if frame.function else frame.names
                    scope.update(dict.fromkeys(names, Value(truth, is_none)))
                case DefineStep(name, body, early):
                    home = frame.loaded.module.name
                    frame.names[name] = Value(truth=True, is_none=False, body=body, home=home, returns_early=early)
                case CallStep(name):
                    self._run_call(name, frame)
                case RuntimeCallStep():
                    self._run_runtime_call(step, frame)
                case ScopeStep(name, body):
                    self._run(body, _Frame(frame.loaded, frame.facts, {}, handling=frame.handling))
                    frame.names[name] = MODULE_VALUE
                case IfStep():
                    self._run_if(step, frame)
                case TryStep():
                    self._run_try(step, frame)
                case SuppressStep(caught, body):
                    self._run_suppress(caught, body, frame)
                case RaiseStep():
                    self._run_raise(step, frame)
                case _:
                    assert_never(step)

    def _run_call(self, name: str, frame: _Frame) -> None:
        """A function runs at import time. Returns are not in the steps: with an early one nothing in it is certain."""
        value = frame.visible().get(name)
        home = self.loaded.get(value.home) if value else None
        facts = self._facts.get(home.module.path or "") if home else None
        if value is None or home is None or facts is None or not value.body or value in self._calls:
            return
        self._calls.append(value)
        run = self._run_uncertain if value.returns_early else self._run
        try:
            run(value.body, _Frame(home, facts, {}, function=True))
        finally:
            self._calls.pop()

    def _run_runtime_call(self, step: RuntimeCallStep, frame: _Frame) -> None:
        refused = self._resolver.worker.profile.refused_calls.get(step.function)
        granted = any(context.entropy for context in self._contexts)
        if refused is None or granted or (step.arguments and refused.allowed_with_arguments):
            return
        module = frame.loaded.module
        site = self._refer(module, step.span, f"{step.function}()")
        chain = (*self._chain, site)
        self._raise(StartupFailure(refused.type, refused.message, module.name, module.name, site, chain))

    def _run_if(self, step: IfStep, frame: _Frame) -> None:
        decided = evaluate(step.test, frame.visible())
        if decided is not None:
            self._run(step.body if decided else step.orelse, frame)
            return
        before = dict(frame.names)
        self._run_uncertain(step.body, frame)
        self._run_uncertain(step.orelse, frame)
        for name, value in frame.names.items():
            if before.get(name) != value:
                frame.names[name] = UNKNOWN_VALUE

    def _run_uncertain(self, steps: tuple[Step, ...], frame: _Frame) -> None:
        self._guards.append((ANY,))
        try:
            self._run(steps, frame)
        except _Raised:
            pass
        finally:
            self._guards.pop()

    def _run_suppress(self, caught: tuple[str, ...], body: tuple[Step, ...], frame: _Frame) -> None:
        self._guards.append((caught,))
        try:
            self._run(body, frame)
        except _Raised as raised:
            if not catches(caught, raised.failure.type):
                raise
        finally:
            self._guards.pop()

    def _run_try(self, step: TryStep, frame: _Frame) -> None:
        try:
            raised = self._run_guarded(step, frame)
            handler = next(
                (handler for handler in step.handlers if raised and catches(handler.catches, raised.failure.type)), None
            )
            if raised and handler:
                frame.handling.append(raised.failure)
                try:
                    self._run(handler.body, frame)
                finally:
                    frame.handling.pop()
            elif raised:
                raise raised
            else:
                self._run(step.orelse, frame)
        finally:
            self._run(step.final, frame)

    def _run_guarded(self, step: TryStep, frame: _Frame) -> _Raised | None:
        self._guards.append(tuple(handler.catches for handler in step.handlers))
        try:
            self._run(step.body, frame)
        except _Raised as raised:
            return raised
        finally:
            self._guards.pop()
        return None

    def _run_raise(self, step: RaiseStep, frame: _Frame) -> None:
        if step.type is None:
            if frame.handling:
                self._raise(frame.handling[-1])
            return
        module = frame.loaded.module
        site = self._refer(module, step.span, f"raise {step.type}")
        chain = (*self._chain, site)
        self._raise(StartupFailure(step.type, step.message or "", module.name, module.name, site, chain))

    # --- import statements ----------------------------------------------------------------------------------------

    def _run_site(self, site: ImportSite, frame: _Frame) -> None:
        importer = frame.loaded.module
        self._chain.append(self._refer(importer, site.span, site.statement))
        try:
            try:
                base = absolute_name(site.module, site.level, package_name(importer))
            except RelativeImportError as error:
                self._run_relative_failure(site, error, frame)
                return
            loaded = self._import(base)
            if site.kind is ImportKind.STAR:
                self._bind_star(loaded, frame)
            elif site.kind is ImportKind.FROM:
                self._bind_names(site, base, loaded, frame)
            elif site.bound:
                frame.names[site.bound] = MODULE_VALUE
        finally:
            self._chain.pop()

    def _run_relative_failure(self, site: ImportSite, error: RelativeImportError, frame: _Frame) -> None:
        meant = site.module or (site.names[0].name if site.names else "")
        resolution = relative_failure(error, meant, self._resolver)
        self._fail("ImportError", str(error), frame.loaded.module.name, resolution)
        for name in [site.module] if site.module else [name.name for name in site.names]:
            self._repair(name, self._resolver.resolve(name))
        frame.names.update({name.bound: UNKNOWN_VALUE for name in site.names})

    def _bind_star(self, loaded: _Loaded, frame: _Frame) -> None:
        facts = self._facts.get(loaded.module.path) if loaded.module.path else None
        exports = facts.exports if facts else None
        if loaded.open:
            frame.loaded.open = True
        if exports is None:
            frame.names.update({name: value for name, value in loaded.names.items() if not name.startswith("_")})
            return
        for name in exports:
            if not self._provide_name(name, loaded.module.name, loaded):
                message = has_no_attribute(name, loaded.module, partial=loaded.initialising)
                self._fail("AttributeError", message, loaded.module.name, None)
            frame.names[name] = loaded.names.get(name, UNKNOWN_VALUE)

    def _bind_names(self, site: ImportSite, base: str, loaded: _Loaded, frame: _Frame) -> None:
        for name in site.names:
            if not self._provide_name(name.name, base, loaded):
                message = cannot_import_name(name.name, loaded.module, partial=loaded.initialising)
                resolution = self._resolver.resolve(f"{base}.{name.name}")
                self._fail("ImportError", message, loaded.module.name, resolution)
            frame.names[name.bound] = loaded.names.get(name.name, UNKNOWN_VALUE)

    def _provide_name(self, name: str, base: str, loaded: _Loaded) -> bool:
        """``_handle_fromlist``: whether ``loaded`` has ``name``, after importing the submodule of that name."""
        module = loaded.module
        if name in loaded.names or module.origin is ModuleOrigin.PYODIDE:
            return True
        member = f"{base}.{name}"
        resolution = self._resolver.resolve(member)
        wanted = resolution.outcome is Outcome.FOUND or module.name != base or not module.uploaded
        if resolution.target and wanted and (module.is_package or module.name != base):
            self._repair(member, resolution) if resolution.outcome is not Outcome.FOUND else self._import(member)
            return True
        return member in self.loaded or loaded.open or name in _ALWAYS_THERE


_ALWAYS_THERE = frozenset(
    {"__name__", "__doc__", "__package__", "__loader__", "__spec__", "__file__", "__path__", "__builtins__", "__dict__"}
)


@contextmanager
def _deep_recursion() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
