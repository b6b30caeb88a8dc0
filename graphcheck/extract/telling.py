"""What is kept word for word with the facts, for the startup walk to read: which values and calls, and how long."""

from __future__ import annotations

import re

__all__ = ["ASKING", "LONGEST_CALL", "LONGEST_NUMBER", "LONGEST_VALUE", "OWN_NAMES", "STATE_WORDS"]

LONGEST_CALL = 300
LONGEST_NUMBER = 30
LONGEST_VALUE = 200
"""In characters, as all of them."""
OWN_NAMES = frozenset({"__name__", "__package__", "__file__", "__spec__"})
"""An argument that may name a module, as a text does."""
ASKING = re.compile(r"\b(?:hasattr|getattr|find_spec|version|distribution|environ|getenv)\b")
"""Calls whose answer may decide about imports."""
STATE_WORDS = ("exists", "isdir", "is_dir", "isfile", "is_file", "find_spec")
"""Calls about the state of files and modules."""
