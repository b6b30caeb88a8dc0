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
    setters = tuple(_setter(kind, name) for name in varying)
    constants = tuple(
        (_setter(kind, field.name), _default(field)) for field in dataclasses.fields(kind) if field.name not in varying
    )
    new = object.__new__

    def make(*values: object) -> Any:
        node = new(kind)
        for set_field, value in constants:
            set_field(node, value)
        for set_field, value in zip(setters, values):  # noqa: B905 - as often as there are nodes
            set_field(node, value)
        return node

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
