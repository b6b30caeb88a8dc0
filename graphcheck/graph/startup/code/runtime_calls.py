"""Calls of functions that Python and its standard library bring."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from contextlib import AbstractContextManager

from graphcheck.graph.startup.code.attributes import Attributes
from graphcheck.graph.startup.code.operations import BUILT_IN, attempt
from graphcheck.graph.startup.code.things import (
    UNKNOWN,
    Error,
    Function,
    Globals,
    ModuleThing,
    Some,
    Thing,
    is_known,
    text_of,
    truth_of,
)
from graphcheck.graph.startup.failures import Raised
from graphcheck.graph.startup.finder import Finder
from graphcheck.graph.startup.frames import Frame
from graphcheck.graph.startup.modules import SysModules
from graphcheck.model.requirement import normal_name
from graphcheck.model.resolution import Outcome
from graphcheck.resolve.names import RelativeImportError, absolute_name, parents_of

__all__ = ["RuntimeCalls"]

_METADATA = frozenset(f"importlib.metadata.{name}" for name in ("version", "distribution", "metadata", "requires"))
_IN_ENVIRONMENT = frozenset({"HOME", "PATH", "PWD", "LANG", "USER", "LOGNAME", "_"})
"""Variables of Emscripten; a Worker's own are bindings and not in ``os.environ`` while it starts."""
_SHALLOW = frozenset({"len", "tuple", "list", "enumerate", "zip", "reversed", "dict", "iter"})


class RuntimeCalls:
    """``import_computed`` imports an absolute name; ``guarded`` is a handler around what follows."""

    def __init__(
        self,
        finder: Finder,
        modules: SysModules,
        attributes: Attributes,
        raise_: Callable[[str, str, ast.AST], None],
        import_computed: Callable[[str, Frame, ast.AST], Thing],
        guarded: Callable[[tuple[tuple[str, ...] | None, ...]], AbstractContextManager[None]],
    ) -> None:
        self._finder = finder
        self._modules = modules
        self._attributes = attributes
        self._raise = raise_
        self._import = import_computed
        self._guarded = guarded

    def call(self, path: str, given: list[Thing], named: dict[str, Thing], node: ast.Call, frame: Frame) -> Thing:
        name = path.removeprefix("builtins.")
        if path in _METADATA:
            return self._distribution(path, given, node)
        match name:
            case "importlib.import_module":
                return self._import_module(given, named, node, frame)
            case "__import__" | "importlib.__import__":
                return self._dunder_import(given, named, node, frame)
            case "pkgutil.resolve_name":
                return self._resolve_name(given, node, frame)
            case "importlib.util.find_spec":
                return self._find_spec(given, named, node, frame)
            case "ctypes.util.find_library":
                return None  # what every Pyodide answers: no linker, no ldconfig
            case "os.getenv" | "os.environ.get":
                return self._variable(given)
            case "getattr":
                return self._getattr(given)
            case "hasattr" if len(given) == 2 and isinstance(given[1], str):
                with self._guarded((("AttributeError",),)):
                    has = self._attributes.gives(given[0], given[1])
                return Some() if has is None else has
            case "setattr" if len(given) == 3:
                self._attributes.write(given[0], given[1], given[2])
                return None
            case "globals":
                return Globals(frame.loaded.module.name)
            case "callable" if given and isinstance(given[0], Function):
                return True
            case "typing.cast" if len(given) == 2:
                return given[1]
            case "print" | "warnings.warn" | "warnings.filterwarnings" | "warnings.simplefilter":
                return None
            case "sys.exit":
                self._raise("SystemExit", text_of(given[0]) or "" if given else "", node)
                return UNKNOWN
            case _:
                return self._plain(path, name, given, named)

    def _plain(self, path: str, name: str, given: list[Thing], named: dict[str, Thing]) -> Thing:
        if not path.startswith("builtins."):
            return UNKNOWN
        kind = getattr(builtins, name, None)
        if isinstance(kind, type) and issubclass(kind, BaseException):
            text = text_of(given[0]) if len(given) == 1 else "" if not given else None
            if kind is KeyError and given:
                text = repr(given[0]) if is_known(given[0]) else None
            return Error(name, text)
        if name in ("str", "repr", "bool") and len(given) == 1 and not named:
            if name == "bool":
                truth = truth_of(given[0])
                return Some() if truth is None else truth
            if name == "repr":
                return repr(given[0]) if is_known(given[0]) else UNKNOWN
            text = text_of(given[0])
            return UNKNOWN if text is None else text
        compute = BUILT_IN.get(name)
        ready = name in _SHALLOW and all(is_known(each) or isinstance(each, (list, tuple, dict)) for each in given)
        if compute and not named and (ready or all(map(is_known, given))):
            return attempt(lambda: compute(*given))
        return UNKNOWN

    def _import_module(self, given: list[Thing], named: dict[str, Thing], node: ast.AST, frame: Frame) -> Thing:
        name, package = _argument(given, named, 0, "name"), _argument(given, named, 1, "package")
        if not isinstance(name, str):
            return UNKNOWN
        relative = name.lstrip(".")
        level = len(name) - len(relative)
        if level and not isinstance(package, str):
            return UNKNOWN
        if not level:
            return self._import(name, frame, node) if name else UNKNOWN
        try:
            return self._import(absolute_name(relative, level, package), frame, node)
        except RelativeImportError:
            return UNKNOWN

    def _dunder_import(self, given: list[Thing], named: dict[str, Thing], node: ast.AST, frame: Frame) -> Thing:
        name, level = _argument(given, named, 0, "name"), _argument(given, named, 4, "level")
        if not isinstance(name, str) or not name or level not in (None, 0):
            return UNKNOWN
        imported = self._import(name, frame, node)
        members = _argument(given, named, 3, "fromlist")
        if not members:
            return ModuleThing(name.partition(".")[0]) if "." in name and imported is not UNKNOWN else imported
        for member in members if isinstance(members, (list, tuple)) else ():
            loaded = self._modules.loaded.get(name)
            known = isinstance(member, str) and loaded is not None and member not in loaded.names
            if known and self._finder.resolver.resolve(f"{name}.{member}").outcome is Outcome.FOUND:
                self._import(f"{name}.{member}", frame, node)
        return imported

    def _resolve_name(self, given: list[Thing], node: ast.AST, frame: Frame) -> Thing:
        """``a.b:c`` imports ``a.b``; in ``a.b.c`` as many parts are imported as there are modules."""
        name = given[0] if len(given) == 1 else None
        if not isinstance(name, str) or not all(part.isidentifier() for part in name.replace(":", ".").split(".")):
            return UNKNOWN
        module, colon, path = name.partition(":")
        attributes = path.split(".") if colon else []
        if not colon:
            module, *attributes = module.split(".")
        thing = self._import(module, frame, node)
        while attributes and not colon:
            inner = f"{module}.{attributes[0]}"
            if self._finder.resolver.resolve(inner).outcome is not Outcome.FOUND:
                break
            module, attributes = inner, attributes[1:]
            thing = self._import(module, frame, node)
        for attribute in attributes:
            thing = self._attributes.read(thing, attribute, strict=True)
        return thing

    def _find_spec(self, given: list[Thing], named: dict[str, Thing], node: ast.AST, frame: Frame) -> Thing:
        name, package = _argument(given, named, 0, "name"), _argument(given, named, 1, "package")
        if not isinstance(name, str) or not name:
            return UNKNOWN
        if name.startswith("."):
            if not isinstance(package, str):
                return UNKNOWN
            relative = name.lstrip(".")
            try:
                name = absolute_name(relative, len(name) - len(relative), package)
            except RelativeImportError:
                return UNKNOWN
        if name in self._modules.loaded:
            return Some(truth=True, is_none=False)
        for parent in parents_of(name)[-1:]:
            self._import(parent, frame, node)
        located = self._finder.resolver.worker.locate(name)
        return None if located is None else Some(truth=True, is_none=False)

    def _distribution(self, path: str, given: list[Thing], node: ast.AST) -> Thing:
        if len(given) != 1 or not isinstance(given[0], str) or not given[0]:
            return UNKNOWN
        wanted = normal_name(given[0])
        version = self._finder.resolver.worker.distributions().get(wanted)
        if version is None:
            self._raise("PackageNotFoundError", f"No package metadata was found for {given[0]}", node)
            return UNKNOWN
        return version if path.endswith(".version") else Some(truth=True, is_none=False)

    def _variable(self, given: list[Thing]) -> Thing:
        if not given or not isinstance(given[0], str) or given[0] in _IN_ENVIRONMENT or given[0].startswith("PYTHON"):
            return UNKNOWN
        return given[1] if len(given) > 1 else None

    def _getattr(self, given: list[Thing]) -> Thing:
        if len(given) < 2 or not isinstance(given[1], str):
            return UNKNOWN
        if len(given) == 2:
            return self._attributes.read(given[0], given[1], strict=True)
        if self._attributes.has(given[0], given[1]) is False:
            return given[2]
        try:
            with self._guarded((("AttributeError",),)):
                return self._attributes.read(given[0], given[1], strict=True)
        except Raised as raised:
            if raised.failure.type != "AttributeError":
                raise
            return given[2]


def _argument(given: list[Thing], named: dict[str, Thing], index: int, name: str) -> Thing:
    return given[index] if index < len(given) else named.get(name)
