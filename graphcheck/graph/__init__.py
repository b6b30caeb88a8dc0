"""Modules and import sites as a networkx graph, the startup walk over them, and views for drawing.

Its modules are imported one by one: a run that repeats its answer needs one of them at most.
"""
