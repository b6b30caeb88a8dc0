"""Which runtime compatibility date and flags select, and what that runtime brings."""

from __future__ import annotations

from graphcheck.runtime.names import js_names, module_names
from graphcheck.runtime.profile import select_runtime
from graphcheck.runtime.selection import SelectionProblem, find_selection_problems

__all__ = [
    "SelectionProblem",
    "find_selection_problems",
    "js_names",
    "module_names",
    "select_runtime",
]
