"""Breadth first from the entry: every module that a live import site reaches, over both views."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graphcheck.graph.targets import Meanings, failed_targets, package_name, submodules
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import ComputedImport, ImportEdge
from graphcheck.model.imports import Guard, ImportKind, ImportSite, ModuleImports
from graphcheck.model.location import SiteRef, Span
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, Outcome, ResolvedModule
from graphcheck.resolve.names import RelativeImportError, absolute_name, parents_of
from graphcheck.resolve.resolver import Resolver

__all__ = ["BuiltGraph", "ChooseResolver", "GraphBuilder", "LoadFacts"]

LoadFacts = Callable[[Sequence[str]], Mapping[str, ModuleImports]]
"""Facts of the files at these paths. An unreadable file has a ``failure``; what is not source is left out."""

ChooseResolver = Callable[[str, ImportSite], Resolver]
"""The resolver for an import site of a module: code may change the import system between two of them."""


@frozen
class BuiltGraph:
    """``modules`` by name in the order of discovery; ``facts`` by path; ``edges`` by importer, in source order.

    ``roots`` are the modules that the runtime itself starts: the entry first, then ``.pth`` files.
    """

    roots: tuple[str, ...]
    modules: Mapping[str, ResolvedModule]
    edges: Mapping[str, Sequence[ImportEdge]]
    facts: Mapping[str, ModuleImports]


@frozen
class _Imports:
    """What one module imports where the resolvers ``chosen`` for its sites answer by way of ``answering``.

    ``found`` are the modules that its edges name, ``followed`` says of each whether it is. ``crosses``: that depends on
    other names than those that are imported, for which others may answer.
    """

    sites: Sequence[ImportSite]
    chosen: list[Resolver]
    answering: list[Resolver]
    edges: list[ImportEdge]
    found: tuple[ResolvedModule, ...]
    followed: tuple[bool, ...]
    crosses: bool

    def holds_for(self, sites: Sequence[ImportSite], chosen: list[Resolver], answering: list[Resolver]) -> bool:
        same = self.chosen == chosen or (not self.crosses and self.answering == answering)
        return same and self.sites == sites


class GraphBuilder:
    """Builds graphs of one Worker. What a module imports is worked out again only where its sites are resolved by
    another resolver than before.

    ``preludes`` are files whose import lines run before the entry.
    """

    def __init__(
        self,
        entry: ResolvedModule,
        load: LoadFacts,
        refer: Callable[[ResolvedModule, Span, str], SiteRef],
        preludes: tuple[ResolvedModule, ...] = (),
    ) -> None:
        self._roots = (entry, *preludes)
        self._load = load
        self._refer = refer
        self._meanings = Meanings()
        self._imports: dict[str, _Imports] = {}
        self._names: dict[tuple[str, ...], tuple[str, ...]] = {}

    def build(self, choose: ChooseResolver, computed: tuple[ComputedImport, ...] = ()) -> BuiltGraph:
        """``choose`` gives the resolver of each site. ``computed`` are imports that no facts tell.

        Modules that a dead or type-checking import names become nodes, but nothing behind them is followed.
        """
        modules: dict[str, ResolvedModule] = {module.name: module for module in self._roots}
        edges: dict[str, list[ImportEdge]] = {}
        facts: dict[str, ModuleImports] = {}
        more: dict[str, list[ImportSite]] = {}
        for each in computed:
            more.setdefault(each.importer, []).append(each.site)
        frontier: Sequence[ResolvedModule] = self._roots
        while frontier:
            paths = [module.path for module in frontier if module.path and module.path not in facts]
            facts.update(self._load(paths) if paths else {})
            found: dict[str, ResolvedModule] = {}
            for module in frontier:
                known = facts.get(module.path) if module.path else None
                sites = (known.sites if known else ()) + tuple(more.get(module.name, ()))
                imports = self._imports_of(module, sites, choose)
                edges[module.name] = imports.edges
                for target, is_followed in zip(imports.found, imports.followed, strict=True):
                    if is_followed and target.name not in edges:
                        modules[target.name] = found[target.name] = target
                    elif target.name not in modules:
                        modules[target.name] = target
            frontier = [module for module in found.values() if module.name not in edges]
        return BuiltGraph(tuple(root.name for root in self._roots), modules, edges, facts)

    def _imports_of(self, module: ResolvedModule, sites: Sequence[ImportSite], choose: ChooseResolver) -> _Imports:
        package = package_name(module)
        chosen = [choose(module.name, site) for site in sites]
        answering = [
            resolver.answering(package if site.level else site.module)
            for site, resolver in zip(sites, chosen, strict=True)
        ]
        known = self._imports.get(module.name)
        if known is not None and known.holds_for(sites, chosen, answering):
            return known
        edges: list[ImportEdge] = []
        found: dict[str, tuple[ResolvedModule, bool]] = {}
        crosses = False
        for site, resolver, answers in zip(sites, chosen, answering, strict=True):
            new = self._edges_of(site, module, package, resolver, answers)
            edges += new
            is_live = site.guard is not Guard.DEAD and site.guard is not Guard.TYPE_CHECKING
            for edge in new:
                target = edge.resolution.target
                is_plain = edge.resolution.outcome is Outcome.FOUND and target and target.name == edge.imported
                crosses = crosses or not is_plain
                _note_found(edge.imported, target, resolver, found, is_live=is_live)
        targets, followed = zip(*found.values(), strict=True) if found else ((), ())
        imports = self._imports[module.name] = _Imports(
            sites, chosen, chosen if answering == chosen else answering, edges, targets, followed, crosses
        )
        return imports

    def _edges_of(
        self, site: ImportSite, module: ResolvedModule, package: str, resolver: Resolver, answering: Resolver
    ) -> Sequence[ImportEdge]:
        """The module itself, the parents it executes, and those names of a from-import that are modules."""
        name, kind, timing, guard = module.name, site.kind, site.timing, site.guard
        imported = tuple([each.name for each in site.names])
        names = self._names.setdefault(imported, imported)
        where = self._refer(module, site.span, site.statement)
        try:
            base = absolute_name(site.module, site.level, package) if site.level else site.module
        except RelativeImportError as error:
            return [
                ImportEdge(name, meant, names, kind, timing, guard, resolution, where)
                for meant, resolution in failed_targets(site, error, resolver)
            ]
        meaning = self._meanings.of(base, answering)
        edges = [ImportEdge(name, meaning.name, names, kind, timing, guard, meaning.resolution, where)]
        for parent, resolution in meaning.parents:
            edges.append(ImportEdge(name, parent, (), ImportKind.PARENT, timing, guard, resolution, where))
        if kind is ImportKind.FROM and meaning.may_have_submodules:
            for submodule, resolution in submodules(base, names, meaning.resolution, answering):
                edges.append(ImportEdge(name, submodule, (), ImportKind.FROM, timing, guard, resolution, where))
        return edges


def _note_found(
    imported: str,
    target: ResolvedModule | None,
    resolver: Resolver,
    found: dict[str, tuple[ResolvedModule, bool]],
    *,
    is_live: bool,
) -> None:
    """The node that an edge points to, and what is followed: the module itself; where it is in the Worker under another
    name, the packages of that name as well. A file that the Worker knows under another name is missing under this one.
    """
    if imported not in found:
        known = target if target is not None and target.name == imported else None
        found[imported] = (known or ResolvedModule(imported, ModuleKind.MISSING, ModuleOrigin.MISSING), False)
    if not is_live or target is None or target.origin is ModuleOrigin.PYODIDE:
        return
    if target.uploaded and target.name != imported:
        for parent in parents_of(target.name):
            of_parent = resolver.resolve(parent).target
            if of_parent is not None:
                found[of_parent.name] = (of_parent, True)
    found[target.name] = (target, True)
