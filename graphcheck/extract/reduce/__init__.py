"""A program without what cannot matter, by its text alone."""

from __future__ import annotations

from graphcheck.extract.reduce.parts import Reduced
from graphcheck.extract.reduce.program import reduce_text

__all__ = ["Reduced", "reduce_text"]
