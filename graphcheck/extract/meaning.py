"""What one import statement means, read from its libcst node alone: no positions, no surroundings."""

from __future__ import annotations

import unicodedata

import libcst as cst

from graphcheck.model.frozen import frozen
from graphcheck.model.imports import ImportKind

__all__ = ["ImportPart", "code_of", "dotted_name", "import_parts", "name_text"]


_NO_MODULE = cst.Module([])


@frozen
class ImportPart:
    """One imported module of a statement. ``names`` are pairs ``(name, bound name)`` of a from-import."""

    kind: ImportKind
    module: str
    level: int
    names: tuple[tuple[str, str], ...]
    bound: str | None


def import_parts(statement: cst.Import | cst.ImportFrom) -> tuple[ImportPart, ...]:
    """``import a, b`` has two parts, any from-import one."""
    if isinstance(statement, cst.Import):
        return tuple(_plain_part(alias) for alias in statement.names)
    return (_from_part(statement),)


def _plain_part(alias: cst.ImportAlias) -> ImportPart:
    module = dotted_name(alias.name)
    return ImportPart(ImportKind.IMPORT, module, 0, (), _bound_as(alias) or module.partition(".")[0])


def _from_part(statement: cst.ImportFrom) -> ImportPart:
    module = dotted_name(statement.module) if statement.module else ""
    level = len(statement.relative)
    if isinstance(statement.names, cst.ImportStar):
        return ImportPart(ImportKind.STAR, module, level, (), None)
    named = ((dotted_name(alias.name), _bound_as(alias)) for alias in statement.names)
    return ImportPart(ImportKind.FROM, module, level, tuple((name, bound or name) for name, bound in named), None)


def _bound_as(alias: cst.ImportAlias) -> str | None:
    if alias.asname is None or not isinstance(alias.asname.name, cst.Name):
        return None
    return name_text(alias.asname.name)


def name_text(name: cst.Name) -> str:
    """Python compares identifiers in NFKC (Language Reference 2.3)."""
    return name.value if name.value.isascii() else unicodedata.normalize("NFKC", name.value)


def dotted_name(node: cst.BaseExpression) -> str:
    """``a.b.c`` of a chain of attributes; the empty string for anything else."""
    parts: list[str] = []
    while type(node) is cst.Attribute:
        parts.append(name_text(node.attr))
        node = node.value
    if not isinstance(node, cst.Name):
        return ""
    parts.append(name_text(node))
    return ".".join(reversed(parts))


def code_of(node: cst.CSTNode) -> str:
    """The source of one node as a text of its own, without what stands around it."""
    return _NO_MODULE.code_for_node(node).strip()


def code_within(node: cst.BaseExpression, most: int) -> str:
    """``code_of`` where it has no more than ``most`` characters; a large table is not even written out."""
    code = "" if _has_more(node, most) else code_of(node)
    return code if len(code) <= most else ""


def _has_more(node: cst.BaseExpression, most: int) -> bool:
    """Whether it certainly has more elements, as each of them takes a character at least."""
    stack, elements = [node], 0
    while stack and elements <= most:
        match stack.pop():
            case cst.Call(args=parts) | cst.Tuple(elements=parts) | cst.List(elements=parts):
                elements += len(parts)
                stack += [part.value for part in parts]
            case cst.Set(elements=parts) | cst.Dict(elements=parts):
                elements += len(parts)
            case _:
                pass
    return elements > most
