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
from graphcheck.graph.startup.interest import Interests
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
    resolvers: Mapping[str, Mapping[Span, Resolver]]
    final: Resolver


def predict_startup(
    entry: ResolvedModule,
    resolver: Resolver,
    facts: Facts,
    refer: Callable[[ResolvedModule, Span, str], SiteRef],
    interests: Interests,
    preludes: tuple[ResolvedModule, ...] = (),
) -> Prediction:
    """What happens when the Worker starts. ``facts`` are those of every file that the walk may come to, by path.

    ``preludes`` are ``.pth`` files; an exception in one is printed by the runtime and ends that file alone.
    ``interests`` note what is wanted of each module's names.
    """
    first = _imported_first(entry, resolver)

    def walk(*, repair: bool) -> _Walk:
        failures = Failures(refer, repair=repair)
        finder = Finder(resolver)
        modules = SysModules(finder, facts, failures, interests)
        done = _Walk(failures, modules, finder, Interpreter(finder, modules, failures))
        done.run(first, preludes)
        return done

    strict = walk(repair=False)
    last = walk(repair=True) if strict.failures.noted else strict
    stopped = strict.failures.noted[:1]
    startup = Startup(
        (*stopped, *(failure for failure in last.failures.noted if failure not in stopped)),
        modules=tuple(strict.modules.order),
        repaired_modules=tuple(last.modules.order),
        loaded=frozenset(last.modules.loaded),
        entry_runs=bool(stopped) or first.path == entry.path,
        edits=tuple(last.finder.edits),
        computed=tuple({**strict.modules.computed, **last.modules.computed}.values()),
        followed=frozenset(strict.modules.followed | last.modules.followed),
    )
    prediction = Prediction(startup, last.interpreter.statements.resolvers, last.finder.resolver)
    for each in (strict, last):
        each.modules.loaded.clear()  # a fifth of the memory, in circles that only a collector would find
    return prediction


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
