"""Graph and startup together: code that changes ``sys.path`` decides which files later imports reach.

For a Worker without such code, one graph and one walk. For any other the walk says how the import system stands at each
site, the graph is built anew from that, and both are repeated until no new file turns up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from graphcheck.graph.build import BuiltGraph, ChooseResolver, GraphBuilder, LoadFacts
from graphcheck.graph.startup import Prediction, predict_startup
from graphcheck.graph.startup.finder import text_of
from graphcheck.graph.startup.interest import Interests
from graphcheck.graph.startup.modules import FindUses
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import Startup
from graphcheck.model.imports import ImportSite, ModuleImports, Timing
from graphcheck.model.latitude import Latitude
from graphcheck.model.location import SiteRef, Span
from graphcheck.model.resolution import ModuleOrigin, ResolvedModule
from graphcheck.model.steps import (
    DefineStep,
    IfStep,
    PathChange,
    ScopeStep,
    SearchPathStep,
    Step,
    SuppressStep,
    TryStep,
)
from graphcheck.resolve.resolver import Resolver

__all__ = ["Explored", "explore"]

_MOST_ROUNDS = 20


@frozen
class Explored:
    """``resolver`` answers for imports that run once the Worker has started, ``resolvers`` are all that answered.

    ``latitudes`` say by path what was wanted of a module's names, where not all of them were gone through; ``sensed``
    are modules of the runtime of which code asked whether they are loaded, or that it changed.
    """

    built: BuiltGraph
    startup: Startup
    resolver: Resolver
    resolvers: tuple[Resolver, ...]
    latitudes: dict[str, Latitude]
    sensed: frozenset[str]


def explore(
    entry: ResolvedModule,
    resolver: Resolver,
    load: LoadFacts,
    load_whole: Callable[[str], ModuleImports],
    uses: FindUses,
    refer: Callable[[ResolvedModule, Span, str], SiteRef],
    preludes: tuple[ResolvedModule, ...] = (),
) -> Explored:
    """``preludes`` are ``.pth`` files whose import lines run before the entry. ``load`` may leave bodies of functions
    unread; ``load_whole`` gives the same facts of one file with all of them."""
    facts: dict[str, ModuleImports] = {}

    def remember(paths: Sequence[str]) -> Mapping[str, ModuleImports]:
        new = [path for path in paths if path not in facts]
        facts.update(load(new) if new else {})
        return {path: facts[path] for path in paths if path in facts}

    known_facts = _Facts(facts, remember, load_whole, uses)
    interests = Interests()
    builder = GraphBuilder(entry, remember, refer, preludes)
    built = builder.build(lambda _module, _site: resolver)
    prediction = predict_startup(entry, resolver, known_facts, refer, interests, preludes)
    if prediction.startup.computed:
        built = builder.build(lambda _module, _site: resolver, prediction.startup.computed)
    later = prediction.final
    for _ in range(_MOST_ROUNDS):
        later = _with_deferred_edits(prediction.final, built)
        answered = (each for of_sites in prediction.resolvers.values() for each in of_sites.values())
        if later is resolver and all(each is resolver for each in answered):
            break
        known = len(facts)
        computed = prediction.startup.computed
        built = builder.build(_chooser(prediction, later), computed)
        if len(facts) == known:
            break
        prediction = predict_startup(entry, resolver, known_facts, refer, interests, preludes)
    answered = (each for of_sites in prediction.resolvers.values() for each in of_sites.values())
    resolvers = tuple(dict.fromkeys((resolver, later, *answered)))
    latitudes = interests.latitudes(facts)
    return Explored(built, prediction.startup, later, resolvers, latitudes, frozenset(interests.sensed))


class _Facts:
    """Facts of the files that the graph reached, and of those that the walk comes to beside them."""

    def __init__(
        self,
        known: Mapping[str, ModuleImports],
        load: LoadFacts,
        load_whole: Callable[[str], ModuleImports],
        uses: FindUses,
    ) -> None:
        self._known = known
        self._load = load
        self.whole = load_whole
        self.uses = uses

    def get(self, path: str) -> ModuleImports | None:
        return self._known.get(path) or self._load((path,)).get(path)


def _chooser(prediction: Prediction, later: Resolver) -> ChooseResolver:
    def choose(module: str, site: ImportSite) -> Resolver:
        otherwise = later if site.timing is Timing.DEFERRED else prediction.final
        return prediction.resolvers.get(module, {}).get(site.span, otherwise)

    return choose


def _with_deferred_edits(final: Resolver, built: BuiltGraph) -> Resolver:
    """Entries that functions of the app add when they are called: any later import may profit from them."""
    state = final.worker.state
    added = [
        text
        for module in built.modules.values()
        if module.origin is ModuleOrigin.APP and module.path and module.path in built.facts
        for step in _every(built.facts[module.path].body)
        if isinstance(step, SearchPathStep) and step.change is PathChange.INSERT
        for path in step.paths
        if (text := text_of(path, module)) is not None
    ]
    new = tuple(text for text in dict.fromkeys(added) if text not in state.path)
    return final.on(replace(state, path=(*state.path, *new))) if new else final


def _every(steps: Iterable[Step]) -> Iterator[Step]:
    for step in steps:
        yield step
        match step:
            case DefineStep() | ScopeStep() | SuppressStep():
                yield from _every(step.body or ())
            case IfStep():
                yield from _every((*step.body, *step.orelse))
            case TryStep():
                handled = (each for handler in step.handlers for each in handler.body)
                yield from _every((*step.body, *handled, *step.orelse, *step.final))
            case _:
                pass
