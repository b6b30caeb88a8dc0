"""What executing a module certainly does beside its imports, and may fail at. Found where somebody asks."""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from graphcheck.model.frozen import frozen
from graphcheck.model.location import Span

__all__ = ["AttributeRead", "Construction", "Constructor", "FileAct", "FileUse", "Placement", "Use"]


@frozen
class AttributeRead:
    """``name.first.second`` where ``name`` is one that an import may have bound."""

    name: str
    attributes: tuple[str, ...]
    span: Span


@frozen
class Placement:
    """``owner.attribute = value``, where owner and value are dotted names of the module."""

    owner: tuple[str, ...]
    attribute: str
    value: tuple[str, ...]


@frozen
class Construction:
    """A call of the dotted name ``chain``; ``source`` is all of it."""

    chain: tuple[str, ...]
    source: str
    span: Span


@frozen
class Constructor:
    """``source`` is the class's own ``__init__``, which begins at ``line``; empty where it has none."""

    bases: tuple[tuple[str, ...], ...]
    line: int
    source: str


class FileAct(Enum):
    READ = "read"
    WRITE = "write"
    """Opens a file for writing, whether or not it is there."""
    CREATE = "create"
    """Opens a file that must not be there."""
    TOUCH = "touch"
    MAKE_FOLDER = "make-folder"
    MAKE_FOLDERS = "make-folders"
    """With all that are missing above it."""


@frozen
class FileUse:
    """``path`` as Python is given it: absolute, or relative to the current folder.

    ``exist_ok``: a folder that is there already will do.
    """

    act: FileAct
    path: str
    span: Span
    statement: str
    exist_ok: bool = False


Use: TypeAlias = AttributeRead | Construction | FileUse
