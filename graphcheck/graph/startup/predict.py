"""Two walks from the entry: one to the exception that stops the Worker, one to all that would come after it.

An exception that no active handler catches stops the Worker; the first walk ends there. A second walk notes each such
exception and goes on as if that one import had been repaired, so that it meets every failure that a team would meet one
deploy at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from graphcheck.graph.startup.failures import Failures, Raised
from graphcheck.graph.startup.modules import SysModules
from graphcheck.graph.startup.steps import Interpreter
from graphcheck.model.graph import SiteRef, Startup
from graphcheck.model.imports import ModuleImports
from graphcheck.model.location import Span
from graphcheck.model.resolution import ResolvedModule
from graphcheck.resolve.resolver import Resolver

__all__ = ["predict_startup"]

# Six frames of ours for each module of an import chain; CPython 3.11+ keeps them on the heap.
RECURSION_LIMIT = 60_000


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
    first = _imported_first(entry, resolver)

    def walk(*, repair: bool) -> tuple[Failures, SysModules]:
        failures = Failures(refer, repair=repair)
        modules = SysModules(resolver, facts, failures)
        _walk(first, preludes, modules, Interpreter(resolver, modules, failures), failures)
        return failures, modules

    failures, modules = walk(repair=False)
    if not failures.noted:
        executed = tuple(modules.order)
        runs = first.path == entry.path
        return Startup((), executed, executed, frozenset(modules.loaded), entry_runs=runs)
    all_failures, repaired = walk(repair=True)
    later = tuple(failure for failure in all_failures.noted if failure != failures.noted[0])
    return Startup(
        (failures.noted[0], *later),
        modules=tuple(modules.order),
        repaired_modules=tuple(repaired.order),
        loaded=frozenset(repaired.loaded),
    )


def _walk(
    first: ResolvedModule,
    preludes: tuple[ResolvedModule, ...],
    modules: SysModules,
    interpreter: Interpreter,
    failures: Failures,
) -> None:
    with _deep_recursion():
        for prelude in preludes:
            interpreter.run_prelude(prelude)
        try:
            modules.load(first)
        except Raised as raised:
            failures.noted.append(raised.failure)


def _imported_first(entry: ResolvedModule, resolver: Resolver) -> ResolvedModule:
    """The runtime imports the entry by its name: what the Worker finds first under it is what runs."""
    located = resolver.worker.locate(entry.name)
    return located.module if located else entry


@contextmanager
def _deep_recursion() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
