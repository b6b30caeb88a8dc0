"""Modules and import sites as a networkx graph, the startup walk over them, and views for drawing."""

from graphcheck.graph.build import BuiltGraph, LoadFacts
from graphcheck.graph.explore import Explored, explore
from graphcheck.graph.import_graph import ImportGraph, make_graph
from graphcheck.graph.reach import find_reach
from graphcheck.graph.view import Level, make_view, names_in_view
from graphcheck.graph.why import find_importers, imported_names

__all__ = [
    "BuiltGraph",
    "Explored",
    "ImportGraph",
    "Level",
    "LoadFacts",
    "explore",
    "find_importers",
    "find_reach",
    "imported_names",
    "make_graph",
    "make_view",
    "names_in_view",
]
