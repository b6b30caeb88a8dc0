"""Programs of plain statements, which need no libcst: most small modules are such."""

from __future__ import annotations

from graphcheck.extract.plain.module import read_plain

__all__ = ["read_plain"]
