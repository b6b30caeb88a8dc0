"""JavaScript objects that a module keeps in a name at its top level."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from graphcheck.extract.file_names import FileNames
from graphcheck.extract.parse import parse_text
from graphcheck.extract.path_values import dotted_name
from graphcheck.model.frozen import frozen
from graphcheck.model.imports import ParseFailure
from graphcheck.model.location import Span

__all__ = ["JsObject", "find_js_objects"]

_CONVERTERS = frozenset({"pyodide.ffi.to_js", "pyodide.to_js"})
_PROXIES = frozenset({"pyodide.ffi.create_proxy", "pyodide.create_proxy", "pyodide.ffi.create_once_callable"})
# to_js gives these back as JavaScript objects; texts, numbers and None stay what they are.
_CONTAINERS = (cst.Dict, cst.List, cst.Set, cst.Tuple, cst.ListComp, cst.DictComp, cst.SetComp)


@frozen
class JsObject:
    """``name`` holds what ``call`` (``js.Date.new``) returns."""

    name: str
    call: str
    span: Span


def find_js_objects(source: bytes) -> tuple[JsObject, ...]:
    """Assignments outside of functions and branches whose value is certainly such an object, in source order."""
    try:
        module = parse_text(source.decode("utf-8-sig"))
        if isinstance(module, ParseFailure):
            return ()
        imported = FileNames(module).imported
        places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    except (UnicodeDecodeError, RecursionError):
        return ()
    found = []
    for name, value in _assignments(module):
        call = _object_of(value, imported)
        if call:
            start, end = places[value].start, places[value].end
            found.append(JsObject(name, call, Span(start.line, start.column + 1, end.line, end.column + 1)))
    return tuple(found)


def _assignments(module: cst.Module) -> Iterator[tuple[str, cst.Call]]:
    for statement in module.body:
        for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            match small:
                case cst.Assign(targets=[cst.AssignTarget(target=cst.Name(value=name))], value=cst.Call() as value):
                    yield name, value
                case cst.AnnAssign(target=cst.Name(value=name), value=cst.Call() as value):
                    yield name, value
                case _:
                    pass


def _object_of(call: cst.Call, imported: Mapping[str, str]) -> str | None:
    """The function's full name where what it returns is an object of JavaScript."""
    name = dotted_name(call.func, imported) or ""
    if name in _PROXIES or (name.startswith("js.") and name.endswith(".new")):
        return name
    if name in _CONVERTERS and call.args and isinstance(call.args[0].value, _CONTAINERS):
        return name
    return None
