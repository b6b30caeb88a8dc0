"""Modules and import sites as a networkx graph, the startup walk over them, and views for drawing.

What is asked of a finished graph is imported from its modules: ``view``, ``why``.
"""

from graphcheck.graph.build import BuiltGraph, LoadFacts
from graphcheck.graph.explore import Explored, explore
from graphcheck.graph.import_graph import ImportGraph, make_graph
from graphcheck.graph.reach import find_reach

__all__ = ["BuiltGraph", "Explored", "ImportGraph", "LoadFacts", "explore", "find_reach", "make_graph"]
