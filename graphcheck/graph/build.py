"""Breadth first from the entry: every module that a live import site reaches, over both views."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from graphcheck.graph.targets import import_targets
from graphcheck.model.graph import ComputedImport, ImportEdge, SiteRef
from graphcheck.model.imports import Guard, ImportSite, ModuleImports
from graphcheck.model.location import Span
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, ResolvedModule
from graphcheck.resolve.names import parents_of
from graphcheck.resolve.resolver import Resolver

__all__ = ["BuiltGraph", "ChooseResolver", "LoadFacts", "build_graph"]

LoadFacts = Callable[[Sequence[str]], Mapping[str, ModuleImports]]
"""Facts of the files at these paths. An unreadable file has a ``failure``; what is not source is left out."""

ChooseResolver = Callable[[str, ImportSite], Resolver]
"""The resolver for an import site of a module: code may change the import system between two of them."""


@dataclass(frozen=True, slots=True)
class BuiltGraph:
    """``modules`` by name in the order of discovery; ``facts`` by path; ``edges`` in source order.

    ``roots`` are the modules that the runtime itself starts: the entry first, then ``.pth`` files.
    """

    roots: tuple[str, ...]
    modules: Mapping[str, ResolvedModule]
    edges: tuple[ImportEdge, ...]
    facts: Mapping[str, ModuleImports]


def build_graph(
    entry: ResolvedModule,
    choose: ChooseResolver,
    load: LoadFacts,
    refer: Callable[[ResolvedModule, Span, str], SiteRef],
    preludes: tuple[ResolvedModule, ...] = (),
    computed: tuple[ComputedImport, ...] = (),
) -> BuiltGraph:
    """``preludes`` are files whose import lines run before the entry. ``choose`` gives the resolver of each site.
    ``computed`` are imports that no facts tell.

    Modules that a dead or type-checking import names become nodes, but nothing behind them is followed.
    """
    modules: dict[str, ResolvedModule] = {module.name: module for module in (entry, *preludes)}
    edges: list[ImportEdge] = []
    facts: dict[str, ModuleImports] = {}
    followed: set[str] = set()
    frontier = [entry, *preludes]
    while frontier:
        paths = [module.path for module in frontier if module.path and module.path not in facts]
        facts.update(load(paths) if paths else {})
        found: dict[str, ResolvedModule] = {}
        for module in frontier:
            followed.add(module.name)
            more = tuple(each.site for each in computed if each.importer == module.name)
            for edge, resolver in _edges_of(module, more, facts, choose, refer):
                edges.append(edge)
                modules.setdefault(edge.imported, _node_of(edge))
                for target in _followed(edge, resolver):
                    if target.name not in followed:
                        modules[target.name] = found[target.name] = target
        frontier = [module for module in found.values() if module.name not in followed]
    roots = (entry.name, *(prelude.name for prelude in preludes))
    return BuiltGraph(roots, modules, tuple(edges), facts)


def _edges_of(
    module: ResolvedModule,
    computed: tuple[ImportSite, ...],
    facts: Mapping[str, ModuleImports],
    choose: ChooseResolver,
    refer: Callable[[ResolvedModule, Span, str], SiteRef],
) -> list[tuple[ImportEdge, Resolver]]:
    known = facts.get(module.path) if module.path else None
    edges: list[tuple[ImportEdge, Resolver]] = []
    for site in (*(known.sites if known else ()), *computed):
        reference = refer(module, site.span, site.statement)
        resolver = choose(module.name, site)
        for target in import_targets(site, module, resolver):
            edge = ImportEdge(
                module.name, target.imported, target.names, target.kind, site.timing, site.guard, target.resolution,
                reference,
            )  # fmt: skip
            edges.append((edge, resolver))
    return edges


def _node_of(edge: ImportEdge) -> ResolvedModule:
    """The node an edge points to. A file that the Worker knows under another name is missing under this one."""
    target = edge.resolution.target
    if target and target.name == edge.imported:
        return target
    return ResolvedModule(edge.imported, ModuleKind.MISSING, ModuleOrigin.MISSING)


def _followed(edge: ImportEdge, resolver: Resolver) -> tuple[ResolvedModule, ...]:
    """The module itself; where it is in the Worker under another name, the packages of that name as well."""
    target = edge.resolution.target
    if edge.guard in (Guard.DEAD, Guard.TYPE_CHECKING) or target is None or target.origin is ModuleOrigin.PYODIDE:
        return ()
    if not target.uploaded or target.name == edge.imported:
        return (target,)
    parents = (resolver.resolve(parent).target for parent in parents_of(target.name))
    return (*(parent for parent in parents if parent), target)
