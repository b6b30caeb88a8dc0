"""Two libcst trees compared: the assembled one and that of libcst's own parser."""

from __future__ import annotations

import dataclasses

import libcst as cst

__all__ = ["first_difference"]

_LAYOUT = frozenset(
    ("leading_lines", "header", "footer", "trailing_whitespace", "lines_after_decorators", "leading_whitespace")
)
"""What an assembled tree does not have: blank lines, comments, the space in headers."""
_COMPOUND = (
    cst.If, cst.For, cst.While, cst.With, cst.Try, cst.Else, cst.Finally, cst.ExceptHandler, cst.FunctionDef,
    cst.ClassDef, cst.Decorator, cst.IndentedBlock,
)  # fmt: skip


def first_difference(one: object, other: object, path: str = "") -> str | None:
    """Where the trees differ, None if nowhere."""
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        if len(one) != len(other):
            return f"{path}: {len(one)} / {len(other)} parts"
        pairs = ((f"{path}[{at}]", a, b) for at, (a, b) in enumerate(zip(one, other, strict=True)))
    elif isinstance(one, cst.CSTNode) and type(one) is type(other):
        names = (field.name for field in dataclasses.fields(one) if not _is_layout(one, field.name))
        pairs = ((f"{path}.{name}", getattr(one, name), getattr(other, name)) for name in names)
    else:
        return None if one == other else f"{path}: {one!r:.80} / {other!r:.80}"
    return next((found for at, a, b in pairs if (found := first_difference(a, b, at))), None)


def _is_layout(node: cst.CSTNode, field: str) -> bool:
    if isinstance(node, cst.ClassDef) and field in ("lpar", "rpar"):
        return True
    return field in _LAYOUT or (isinstance(node, _COMPOUND) and (field == "indent" or field.startswith("whitespace")))
