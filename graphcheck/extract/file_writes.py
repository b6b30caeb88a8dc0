"""Files and folders that a module makes under a constant path while it is imported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from graphcheck.extract.file_names import FileNames
from graphcheck.extract.parse import parse_text
from graphcheck.extract.path_values import PathValues, dotted_name
from graphcheck.model.frozen import frozen
from graphcheck.model.imports import ParseFailure
from graphcheck.model.location import Span
from graphcheck.model.uses import FileAct

__all__ = ["FileWrite", "find_file_writes"]

_FOLDER_MAKERS = {"os.mkdir": (FileAct.MAKE_FOLDER, ""), "os.makedirs": (FileAct.MAKE_FOLDERS, "exist_ok")}
_OPENERS = frozenset({"open", "io.open"})
# They open their file at once (Lib/logging), unless `delay` says otherwise.
_HANDLERS = frozenset(
    {
        "logging.FileHandler",
        "logging.handlers.WatchedFileHandler",
        "logging.handlers.RotatingFileHandler",
        "logging.handlers.TimedRotatingFileHandler",
    }
)
_WRITERS = {"write_text": FileAct.WRITE, "write_bytes": FileAct.WRITE, "touch": FileAct.TOUCH}
_TESTS = frozenset({"exists", "is_dir", "isdir", "is_file", "isfile"})


@frozen
class FileWrite:
    """``path`` as the Worker would see it. With ``exist_ok`` a folder that is there will do."""

    path: str
    span: Span
    act: FileAct
    exist_ok: bool = False

    @property
    def folder(self) -> bool:
        return self.act in (FileAct.MAKE_FOLDER, FileAct.MAKE_FOLDERS)


def find_file_writes(source: bytes, file: str, root: str) -> tuple[FileWrite, ...]:
    """Those that importing the module certainly comes to, in source order: at the top level or in a class body, and
    where the file or folder is made because it is not there yet. ``file`` is ``__file__``, ``root`` the app's folder.

    Nothing for a file that cannot be parsed.
    """
    try:
        module = parse_text(source.decode("utf-8-sig"))
        if isinstance(module, ParseFailure):
            return ()
        names = FileNames(module)
        values = PathValues(file, root, names)
        places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
        found = [
            FileWrite(path, Span(start.line, start.column + 1, end.line, end.column + 1), act, exist_ok)
            for call in _certain_calls(module.body)
            if (write := _read(call, values, names.imported)) is not None
            for path, act, exist_ok in [write]
            for start, end in [(places[call].start, places[call].end)]
        ]
    except (UnicodeDecodeError, RecursionError):
        return ()
    return tuple(sorted(found, key=lambda write: write.span))


def _certain_calls(statements: Sequence[cst.CSTNode]) -> Iterator[cst.Call]:
    for statement in statements:
        match statement:
            case cst.SimpleStatementLine(body=small):
                yield from (call for each in small for call in _calls_in(each))
            case cst.ClassDef(body=cst.IndentedBlock(body=inner)):
                yield from _certain_calls(inner)
            case cst.With(body=cst.IndentedBlock(body=inner), items=items):
                yield from (call for item in items for call in _calls_in(item))
                yield from _certain_calls(inner) if all(_is_open(item.item) for item in items) else ()
            case cst.If(test=cst.UnaryOperation(operator=cst.Not(), expression=cst.Call() as asked), orelse=None):
                if _asks_for_a_file(asked) and isinstance(statement.body, cst.IndentedBlock):
                    yield from _certain_calls(statement.body.body)
            case _:
                continue


def _is_open(expression: cst.BaseExpression) -> bool:
    """``with open(...)`` catches nothing; of other context managers that is not known."""
    match expression:
        case cst.Call(func=cst.Name(value="open") | cst.Attribute(attr=cst.Name(value="open"))):
            return True
        case _:
            return False


def _asks_for_a_file(call: cst.Call) -> bool:
    return isinstance(call.func, cst.Attribute) and call.func.attr.value in _TESTS


def _calls_in(node: cst.CSTNode) -> Iterator[cst.Call]:
    """Calls that evaluating a statement certainly makes: nothing in a lambda, a comprehension or a branch."""
    if isinstance(node, (cst.Lambda, cst.BaseComp, cst.IfExp, cst.BooleanOperation)):
        return
    if isinstance(node, cst.Call):
        yield node
    for child in node.children:
        yield from _calls_in(child)


def _read(call: cst.Call, values: PathValues, imported: Mapping[str, str]) -> tuple[str, FileAct, bool] | None:
    name = dotted_name(call.func, imported)
    first = next((each.value for each in call.args if each.keyword is None and not each.star), None)
    if name in _FOLDER_MAKERS and first is not None:
        path = values.evaluate(first)
        act, may_exist = _FOLDER_MAKERS[name]
        return (path, act, _is_true(call, may_exist)) if path else None
    if name in _OPENERS and first is not None:
        act_or_none, path = _write_mode(call, 1), values.evaluate(first)
        return (path, act_or_none, False) if path and act_or_none else None
    if name in _HANDLERS and first is not None and not _is_true(call, "delay"):
        path = values.evaluate(first)
        return (path, FileAct.WRITE, False) if path else None
    if not isinstance(call.func, cst.Attribute):
        return None
    method = call.func.attr.value
    if method == "mkdir":
        act_or_none = FileAct.MAKE_FOLDERS if _is_true(call, "parents") else FileAct.MAKE_FOLDER
    else:
        act_or_none = _write_mode(call, 0) if method == "open" else _WRITERS.get(method)
    path = values.evaluate(call.func.value) if act_or_none else None
    return (path, act_or_none, _is_true(call, "exist_ok")) if path and act_or_none else None


def _is_true(call: cst.Call, keyword: str) -> bool:
    """Whether the argument is given as anything but False."""
    given = (each.value for each in call.args if each.keyword and each.keyword.value == keyword)
    value = next(given, None)
    return value is not None and not (isinstance(value, cst.Name) and value.value == "False")


def _write_mode(call: cst.Call, position: int) -> FileAct | None:
    mode = next((each.value for each in call.args if each.keyword and each.keyword.value == "mode"), None)
    if mode is None and len(call.args) > position and call.args[position].keyword is None:
        mode = call.args[position].value
    letters = set(str(mode.evaluated_value)) if isinstance(mode, cst.SimpleString) else set()
    return FileAct.CREATE if "x" in letters else FileAct.WRITE if letters & set("wa+") else None
