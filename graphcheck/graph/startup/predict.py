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
from graphcheck.graph.startup.finder import Finder
from graphcheck.graph.startup.modules import Facts, SysModules
from graphcheck.graph.startup.steps import Interpreter
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import Startup
from graphcheck.model.location import SiteRef, Span
from graphcheck.model.resolution import ResolvedModule
from graphcheck.resolve.resolver import Resolver

__all__ = ["Prediction", "predict_startup"]

# Six frames of ours for each module of an import chain; CPython 3.11+ keeps them on the heap.
RECURSION_LIMIT = 60_000


@frozen
class Prediction:
    """``resolvers`` answered for the import sites that ran, by importer and span; ``final`` is how the import system is
    left when the Worker has started."""

    startup: Startup
    resolvers: Mapping[tuple[str, Span], Resolver]
    final: Resolver


def predict_startup(
    entry: ResolvedModule,
    resolver: Resolver,
    facts: Facts,
    refer: Callable[[ResolvedModule, Span, str], SiteRef],
    preludes: tuple[ResolvedModule, ...] = (),
) -> Prediction:
    """What happens when the Worker starts. ``facts`` are those of every file that the walk may come to, by path.

    ``preludes`` are ``.pth`` files; an exception in one is printed by the runtime and ends that file alone.
    """
    first = _imported_first(entry, resolver)

    def walk(*, repair: bool) -> _Walk:
        failures = Failures(refer, repair=repair)
        finder = Finder(resolver)
        modules = SysModules(finder, facts, failures)
        done = _Walk(failures, modules, finder, Interpreter(finder, modules, failures))
        done.run(first, preludes)
        return done

    strict = walk(repair=False)
    modules = tuple(strict.modules.order)
    if not strict.failures.noted:
        runs = first.path == entry.path
        loaded = frozenset(strict.modules.loaded)
        edits, computed = tuple(strict.finder.edits), tuple(strict.modules.computed.values())
        followed = frozenset(strict.modules.followed)
        startup = Startup(
            (), modules, modules, loaded, entry_runs=runs, edits=edits, computed=computed, followed=followed
        )
        return Prediction(startup, strict.interpreter.statements.resolvers, strict.finder.resolver)
    repaired = walk(repair=True)
    first_failure = strict.failures.noted[0]
    later = tuple(failure for failure in repaired.failures.noted if failure != first_failure)
    startup = Startup(
        (first_failure, *later),
        modules=modules,
        repaired_modules=tuple(repaired.modules.order),
        loaded=frozenset(repaired.modules.loaded),
        edits=tuple(repaired.finder.edits),
        computed=tuple({**strict.modules.computed, **repaired.modules.computed}.values()),
        followed=frozenset(strict.modules.followed | repaired.modules.followed),
    )
    return Prediction(startup, repaired.interpreter.statements.resolvers, repaired.finder.resolver)


@frozen
class _Walk:
    failures: Failures
    modules: SysModules
    finder: Finder
    interpreter: Interpreter

    def run(self, first: ResolvedModule, preludes: tuple[ResolvedModule, ...]) -> None:
        with _deep_recursion():
            for prelude in preludes:
                self.interpreter.run_prelude(prelude)
            try:
                self.modules.load(first)
            except Raised as raised:
                self.failures.noted.append(raised.failure)


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
