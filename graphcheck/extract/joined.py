"""Many strings in a row: libcst 1.9 nests each in the right side of the one before, and recurses to write them out."""

from __future__ import annotations

import libcst as cst

__all__ = ["flatten_joined"]

_MANY = 50


class _Joined(cst.ConcatenatedString):
    """Writes out all strings of a row, one after the other. libcst has no public name for what writes out a node."""

    __slots__ = ()  # type: ignore[misc]

    def _codegen_impl(self, state: cst.CodegenState) -> None:  # type: ignore[name-defined]
        with self._parenthesize(state):
            node: cst.BaseExpression = self
            while isinstance(node, cst.ConcatenatedString):
                node.left._codegen(state)  # noqa: SLF001
                node.whitespace_between._codegen(state)  # noqa: SLF001
                node = node.right
            node._codegen(state)  # noqa: SLF001


def flatten_joined(module: cst.Module) -> None:
    """The tree stays as it is, but what walks it no longer recurses into the strings of a long row."""
    stack: list[cst.CSTNode] = [module]
    while stack:
        node = stack.pop()
        if not isinstance(node, cst.ConcatenatedString):
            stack += node.children
            continue
        first, count = node, 0
        while isinstance(node, cst.ConcatenatedString):
            stack.append(node.left)
            node, count = node.right, count + 1
        stack.append(node)
        if count > _MANY:
            object.__setattr__(first, "__class__", _Joined)  # libcst's nodes are frozen
