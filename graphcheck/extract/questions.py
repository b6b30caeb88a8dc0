"""Questions that rules ask about a single file. libcst is imported where the bytes may hold an answer: most do not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from graphcheck.model.uses import AttributeRead, Construction, Constructor, FileUse, Placement

if TYPE_CHECKING:
    from graphcheck.extract.data_files import DataAccess
    from graphcheck.extract.file_writes import FileWrite
    from graphcheck.extract.js_objects import JsObject
    from graphcheck.extract.named_calls import NamedCall

__all__ = [
    "count_stores",
    "find_attribute_reads",
    "find_class_bases",
    "find_constructed",
    "find_constructions",
    "find_constructor",
    "find_data_accesses",
    "find_file_uses",
    "find_file_writes",
    "find_js_objects",
    "find_named_calls",
    "find_placements",
    "find_plain_classes",
    "is_executed",
    "may_change_class",
    "may_change_folder",
    "without_places",
]

_READS = re.compile(rb"\b(?:open|read_text|read_bytes|read_binary|get_data|\w*Loader|StaticFiles|\w*Templates)\b")
_WRITES = re.compile(rb"\b(?:mkdir|makedirs|open|touch|write_text|write_bytes|FileHandler|\w+FileHandler)\b")
_PLACES = re.compile(rb"^[ \t]+[A-Za-z_]\w*(?:\.\w+)+[ \t]*=[ \t]*[A-Za-z_]", re.MULTILINE)
_FUNCTION = rb"^def[ \t]+%s[ \t]*\("
_MAKES = re.compile(rb"^(?:\w+[ \t]*(?::[^=\n]*)?=[ \t]*)?(?:\w+\.)*[A-Z]\w*\(", re.MULTILINE)
_OBJECTS = re.compile(rb"\b(?:js|pyodide)\b")


def find_attribute_reads(source: bytes, major: int, minor: int) -> tuple[AttributeRead, ...]:
    """Attributes of imported names that importing the module certainly reads, in that version of Python."""
    from graphcheck.extract import attribute_reads

    return attribute_reads.find_attribute_reads(source, (major, minor))


def find_class_bases(source: bytes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The classes of the file with the names of their bases."""
    from graphcheck.extract import class_bases

    return class_bases.find_class_bases(source)


def find_constructions(source: bytes) -> tuple[Construction, ...]:
    """Objects that importing the module seems to make, of classes whose names begin as such."""
    starts = [match.start() for match in _MAKES.finditer(source)]
    if not starts:
        return ()
    from graphcheck.extract import constructions

    return constructions.find_constructions(source, starts)


def find_constructed(source: bytes) -> tuple[tuple[tuple[str, ...], str], ...]:
    """``find_constructions`` without places: chains and sources."""
    return without_places(find_constructions(source))


def without_places(found: Iterable[Construction]) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((each.chain, each.source) for each in found)


def find_constructor(source: bytes, name: str) -> Constructor | None:
    """What makes objects of the class."""
    from graphcheck.extract import constructions

    return constructions.find_constructor(source, name)


def is_executed(source: bytes, line: int) -> bool:
    """Whether a statement of the top level begins there."""
    from graphcheck.extract import constructions

    return constructions.is_executed(source, line)


def find_placements(source: bytes, function: str) -> tuple[Placement, ...]:
    """What the function puts into attributes, if that is all it does."""
    begin = re.search(_FUNCTION % re.escape(function.encode()), source, re.MULTILINE)
    if begin is None or not _PLACES.search(source, begin.start()):
        return ()
    from graphcheck.extract import placements

    return placements.find_placements(source, function, begin.start())


def find_plain_classes(source: bytes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Classes whose attributes the file shows completely, each with their names."""
    from graphcheck.extract import plain_classes

    return plain_classes.find_plain_classes(source)


def may_change_class(source: bytes, names: Sequence[str], attribute: str) -> bool:
    """Whether something in the file may give ``attribute`` to the class that is known under ``names``."""
    from graphcheck.extract import plain_classes

    return plain_classes.may_change_class(source, names, attribute)


def count_stores(source: bytes, name: str) -> int:
    """How often the file stores an attribute of that name, in whatever object."""
    from graphcheck.extract import plain_classes

    return plain_classes.count_stores(source, name)


def find_file_uses(source: bytes, file: str, root: str) -> tuple[FileUse, ...]:
    """Files that importing the module certainly uses, in source order."""
    from graphcheck.extract import file_uses

    return file_uses.find_file_uses(source, file, root)


def may_change_folder(source: bytes) -> bool:
    return b"chdir" in source


def find_data_accesses(source: bytes, file: str, root: str) -> tuple[DataAccess, ...]:
    """All that can be read from constants, in source order. ``file`` is ``__file__``, ``root`` the app's folder.

    Nothing for a file that cannot be parsed; the same holds for the other questions.
    """
    if not _READS.search(source):
        return ()
    from graphcheck.extract import data_files

    return data_files.find_data_accesses(source, file, root)


def find_file_writes(source: bytes, file: str, root: str) -> tuple[FileWrite, ...]:
    if not _WRITES.search(source):
        return ()
    from graphcheck.extract import file_writes

    return file_writes.find_file_writes(source, file, root)


def find_js_objects(source: bytes) -> tuple[JsObject, ...]:
    if not _OBJECTS.search(source):
        return ()
    from graphcheck.extract import js_objects

    return js_objects.find_js_objects(source)


def find_named_calls(source: bytes, functions: Collection[str]) -> tuple[NamedCall, ...]:
    if not any(name.rpartition(".")[2].encode() in source for name in functions):
        return ()
    from graphcheck.extract import named_calls

    return named_calls.find_named_calls(source, functions)
