"""Reduced programs as libcst's trees, for a fraction of what libcst's own parser costs.

A tree is the one that libcst's parser gives, but for blank lines, comments between statements, and the white space in
headers of compound statements.
"""

from __future__ import annotations

from graphcheck.extract.assemble.module import assemble

__all__ = ["assemble"]
