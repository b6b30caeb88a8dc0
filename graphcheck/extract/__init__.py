"""The bytes of one Python file, reduced to what they mean for imports."""

from __future__ import annotations

from graphcheck.extract.module import EXTRACTOR_VERSION, extract_imports
from graphcheck.extract.target import Target

__all__ = ["EXTRACTOR_VERSION", "Target", "extract_imports"]
