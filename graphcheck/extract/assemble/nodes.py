"""libcst's nodes, made without their constructors.

A constructor fills and checks a frozen dataclass field by field, which costs several times as much as reading the text
of the node. What is made here has passed the certificate, and ``tests/extract`` compares it with libcst's own trees.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import libcst as cst

__all__ = ["maker", "separator"]

_MOST_KEPT = 100


def maker(kind: type[Any], *varying: str) -> Callable[..., Any]:
    """A function that makes a node of ``kind`` from the values of the fields ``varying``; others have their defaults,
    one for all nodes."""
    names: dict[str, object] = {"new": object.__new__, "kind": kind}
    lines = [f"def make({', '.join(varying)}):", "node = new(kind)"]
    for field in dataclasses.fields(kind):
        names[f"set_{field.name}"] = _setter(kind, field.name)
        names[f"default_{field.name}"] = _default(field)
        value = field.name if field.name in varying else f"default_{field.name}"
        lines.append(f"set_{field.name}(node, {value})")
    exec("\n    ".join([*lines, "return node"]), names)
    make: Callable[..., Any] = names["make"]  # type: ignore[assignment]
    return make


def separator(kind: type[Any]) -> Callable[[cst.CSTNode, cst.CSTNode], Any]:
    """The same for what stands between white space: one node for each kind of space, since nothing else is in it."""
    make = maker(kind, "whitespace_before", "whitespace_after")
    made: dict[tuple[int, int], Any] = {}

    def get(before: cst.CSTNode, after: cst.CSTNode) -> Any:
        node = made.get((id(before), id(after)))
        if node is None:
            node = make(before, after)
            if len(made) < _MOST_KEPT:
                made[id(before), id(after)] = node
        return node

    return get


def _setter(kind: type[Any], field: str) -> Callable[[cst.CSTNode, object], None]:
    """What writes the slot of a field, wherever among the bases it is."""
    slot = next(base.__dict__[field] for base in kind.__mro__ if hasattr(base.__dict__.get(field), "__set__"))
    setter: Callable[[cst.CSTNode, object], None] = slot.__set__
    return setter


def _default(field: dataclasses.Field[Any]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return None if field.default is dataclasses.MISSING else field.default
