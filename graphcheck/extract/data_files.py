"""Files that a module reads under a constant path: ``open``, ``Path``, ``importlib.resources``, template loaders."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from graphcheck.extract.circumstances import Circumstances, walk_circumstances
from graphcheck.extract.file_names import FileNames
from graphcheck.extract.parse import parse_text
from graphcheck.extract.path_values import PathValues, dotted_name
from graphcheck.model.frozen import frozen
from graphcheck.model.imports import ParseFailure
from graphcheck.model.location import Span

__all__ = ["DataAccess", "find_data_accesses"]

_OPENERS = frozenset(("open", "io.open"))
_RESOURCE_READERS = frozenset(
    f"importlib.resources.{name}" for name in ("read_text", "read_binary", "open_text", "open_binary", "path")
) | frozenset(("pkgutil.get_data",))
_LATER = frozenset(("importlib.resources.path", "pkgutil.get_data"))
"""A context manager; a call that returns None where there is no such package."""
_OWN_PACKAGE = ("__name__", "__package__")
_READING_METHODS = frozenset(("read_text", "read_bytes", "open"))
# Constructors that take a folder, by the argument that names it (documentation of each library, November 2026).
_FOLDER_TAKERS = {
    "jinja2.FileSystemLoader": "searchpath",
    "jinja2.loaders.FileSystemLoader": "searchpath",
    "starlette.staticfiles.StaticFiles": "directory",
    "fastapi.staticfiles.StaticFiles": "directory",
    "starlette.templating.Jinja2Templates": "directory",
    "fastapi.templating.Jinja2Templates": "directory",
}
_PACKAGE_FOLDER_TAKERS = frozenset(("jinja2.PackageLoader", "jinja2.loaders.PackageLoader"))


@frozen
class DataAccess:
    """One place that reads ``path``, as the Worker would see it: absolute, or relative to its current folder ``/``.

    ``folder`` where a whole folder is meant. ``handled`` where a missing file is expected: the error is caught, or the
    code asks before whether it exists. ``at_import`` where importing the module certainly comes here. ``written`` is
    the path as Python is given it, ``at_once`` whether the file is opened right here.
    """

    path: str
    span: Span
    folder: bool
    handled: bool
    at_import: bool
    written: str
    at_once: bool


def find_data_accesses(source: bytes, file: str, root: str) -> tuple[DataAccess, ...]:
    """All that can be read from constants, in source order. ``file`` is ``__file__``, ``root`` the app's folder.

    Nothing for a file that cannot be parsed.
    """
    try:
        module = parse_text(source.decode("utf-8-sig"))
        if isinstance(module, ParseFailure):
            return ()
        names = FileNames(module)
        reader = _Reader(PathValues(file, root, names), names.imported)
        places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    except (UnicodeDecodeError, RecursionError):
        return ()
    found = [
        access
        for node, state in walk_circumstances(module, names.imported)
        if isinstance(node, cst.Call) and (access := reader.read(node, places[node], state))
    ]
    return tuple(sorted(found, key=lambda access: access.span))


class _Reader:
    """Reads calls."""

    def __init__(self, values: PathValues, imported: Mapping[str, str]) -> None:
        self._values = values
        self._imported = imported

    def read(self, node: cst.Call, place: CodeRange, state: Circumstances) -> DataAccess | None:
        path, folder = self._file(node), False
        if path is None:
            path, folder = self._folder(node), True
        if path is None or "\0" in path:
            return None
        span = Span(place.start.line, place.start.column + 1, place.end.line, place.end.column + 1)
        at_import = not state.deferred and not state.branched
        at_once = self._opens_at_once(node)
        return DataAccess(posixpath.normpath(path), span, folder, state.handled, at_import, path, at_once)

    def _opens_at_once(self, node: cst.Call) -> bool:
        name = dotted_name(node.func, self._imported)
        own = bool(node.args) and isinstance(node.args[0].value, cst.Name) and node.args[0].value.value in _OWN_PACKAGE
        return name not in _LATER or (name == "pkgutil.get_data" and own)

    def _file(self, node: cst.Call) -> str | None:
        name = dotted_name(node.func, self._imported)
        if name in _OPENERS:
            return self._values.evaluate(node.args[0].value) if node.args and _only_reads(node.args, 1) else None
        if name in _RESOURCE_READERS and len(node.args) >= 2:
            package = self._values.package_folder(node.args[0].value)
            resource = self._values.evaluate(node.args[1].value)
            return posixpath.join(package, resource) if package and resource else None
        func = node.func
        if not isinstance(func, cst.Attribute) or func.attr.value not in _READING_METHODS:
            return None
        reads = func.attr.value != "open" or _only_reads(node.args, 0)
        return self._values.evaluate(func.value) if reads else None

    def _folder(self, node: cst.Call) -> str | None:
        name = dotted_name(node.func, self._imported) or ""
        if name in _FOLDER_TAKERS:
            named = [each.value for each in node.args if each.keyword and each.keyword.value == _FOLDER_TAKERS[name]]
            first = [each.value for each in node.args[:1] if each.keyword is None and not each.star]
            return self._values.evaluate((named or first)[0]) if named or first else None
        if name in _PACKAGE_FOLDER_TAKERS and node.args:
            package = self._values.package_folder(node.args[0].value)
            inner = self._values.evaluate(node.args[1].value) if len(node.args) > 1 else "templates"
            return posixpath.join(package, inner) if package and inner else None
        return None


def _only_reads(arguments: Sequence[cst.Arg], position: int) -> bool:
    mode = next((each.value for each in arguments if each.keyword and each.keyword.value == "mode"), None)
    if mode is None and len(arguments) > position and arguments[position].keyword is None:
        mode = arguments[position].value
    if mode is None:
        return True
    return isinstance(mode, cst.SimpleString) and not set("wax+") & set(str(mode.evaluated_value))
