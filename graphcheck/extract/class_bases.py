"""Classes of a file with the names of their bases."""

from __future__ import annotations

import ast

from graphcheck.extract.host_syntax import parse_with_host

__all__ = ["find_class_bases"]


def find_class_bases(source: bytes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By the class's name; of a base that is an attribute, the last part. Of two classes of one name the last one.

    Nothing for a file that the Python that runs this cannot parse.
    """
    module = parse_with_host(source)
    if module is None:
        return ()
    found: dict[str, tuple[str, ...]] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            found[node.name] = tuple(_last_parts(node.bases))
    return tuple(sorted(found.items()))


def _last_parts(bases: list[ast.expr]) -> list[str]:
    names: list[str] = []
    for base in bases:
        match base:
            case ast.Name(name) | ast.Attribute(attr=name):
                names.append(name)
            case _:
                continue
    return names
