"""Chains are those that networkx finds in the graph of live imports."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graphcheck.graph.import_graph import ImportGraph
from graphcheck.model.graph import ImportEdge, ModuleNode
from graphcheck.model.imports import Guard, ImportKind, Timing
from graphcheck.model.location import SiteRef, Span
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, Outcome, Resolution

NAMES = "abcdef"
edge_data = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(list(Timing)), st.sampled_from(list(Guard))
)


def make_graph(data: list[tuple[str, str, Timing, Guard]]) -> ImportGraph:
    nodes = tuple(
        ModuleNode(name, ModuleOrigin.APP, ModuleKind.MODULE, None, uploaded=True, size=0, reached=Reach.NO)
        for name in NAMES
    )
    edges = [
        ImportEdge(
            importer, imported, (), ImportKind.IMPORT, timing, guard, Resolution(imported, Outcome.FOUND, None),
            SiteRef(importer, f"{importer}.py", Span(line, 1, line, 2), ""),
        )
        for line, (importer, imported, timing, guard) in enumerate(data, 1)
    ]  # fmt: skip
    edges.sort(key=lambda edge: (edge.importer, edge.site.span))
    return ImportGraph(("a",), nodes, tuple(edges))


@settings(max_examples=300, deadline=None)
@given(st.lists(edge_data, max_size=25))
def test_as_short_as_networkx_says(data: list[tuple[str, str, Timing, Guard]]) -> None:
    graph = make_graph(data)
    live: nx.DiGraph[str] = nx.DiGraph()
    live.add_node("a")
    for importer, imported, timing, guard in data:
        if guard in (Guard.NONE, Guard.OPTIONAL):
            weight = 1000 if timing is Timing.DEFERRED else 1
            known = live.get_edge_data(importer, imported, {"weight": weight})["weight"]
            live.add_edge(importer, imported, weight=min(weight, known))
    lengths = nx.single_source_dijkstra_path_length(live, "a")
    for name in NAMES:
        chain = graph.chain_to(name)
        assert bool(chain) == (name in lengths and name != "a")
        modules = [site.module for site in chain] + [name]
        steps = pairwise(modules)
        if chain:
            assert modules[0] == "a"
            assert sum(live.edges[step]["weight"] for step in steps) == lengths[name]
