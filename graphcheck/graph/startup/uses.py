"""Uses of modules and files at their place between the imports, and the exceptions that they end in."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import assert_never

from graphcheck.graph.messages import has_no_attribute, hides_submodule
from graphcheck.graph.startup.code.things import ClassThing, ModuleThing, Thing, thing_of
from graphcheck.graph.startup.constructed import Constructions
from graphcheck.graph.startup.failures import Failures
from graphcheck.graph.startup.finder import Finder
from graphcheck.graph.startup.frames import Frame
from graphcheck.graph.startup.modules import SysModules
from graphcheck.graph.startup.placed import PlacedClasses
from graphcheck.model.imports import ModuleImports
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.steps import (
    CodeStep,
    IfStep,
    ImportStep,
    RaiseStep,
    RuntimeCallStep,
    ScopeStep,
    Step,
    SuppressStep,
    TryStep,
)
from graphcheck.model.uses import AttributeRead, Construction, FileAct, FileUse
from graphcheck.resolve.worker_view import inside_upload

__all__ = ["ModuleUses"]

# Emscripten's numbers, and the texts of its strerror.
_MISSING = ("FileNotFoundError", "[Errno 44] No such file or directory")
_FOLDER = ("IsADirectoryError", "[Errno 31] Is a directory")
_THERE = ("FileExistsError", "[Errno 20] File exists")
_DENIED = ("PermissionError", "[Errno 2] Permission denied")
_HOME = "session"
_IN_HOME = ("metadata", "lib")
_IN_ROOT = ("dev", "etc", "home", "lib", "proc", "tmp", "usr", "bin", "var")


class ModuleUses:
    """Executes them. One that no place tells from a step is taken to come after it."""

    def __init__(
        self,
        finder: Finder,
        modules: SysModules,
        failures: Failures,
        placed: PlacedClasses,
        constructions: Constructions,
    ) -> None:
        self._placed = placed
        self._constructions = constructions
        self._finder = finder
        self._modules = modules
        self._failures = failures

    def run_before(self, step: Step, frame: Frame) -> None:
        """What stands before the step in the file and has not happened yet."""
        if frame.loaded.uses and not frame.function:
            line = _first_line((step,), frame.facts)
            if line is not None:
                self._run(frame, line)

    def run_rest(self, frame: Frame) -> None:
        self._run(frame, None)

    def _run(self, frame: Frame, line: int | None) -> None:
        uses = frame.loaded.uses
        while uses and (line is None or uses[0].span.line < line):
            use = uses.pop(0)
            if isinstance(use, AttributeRead):
                self._read(use, frame)
            elif isinstance(use, Construction):
                interest = frame.loaded.names.interest
                acts, interest.acts = interest.acts, True  # also where it raises
                interest.acts = self._constructions.run(use, frame) or acts
            else:
                self._use_file(use, frame)

    def _read(self, use: AttributeRead, frame: Frame) -> None:
        value = frame.loaded.names.get(use.name)
        thing: Thing = thing_of(value) if value else None
        for attribute in use.attributes:
            found = self._attribute(thing, attribute)
            if isinstance(found, str):
                statement = ".".join((use.name, *use.attributes))
                self._failures.fail_statement(frame.loaded.module, use.span, statement, "AttributeError", found)
                return
            thing = found

    def _attribute(self, base: Thing, name: str) -> ModuleThing | ClassThing | str | None:
        """The module or class that it is, the text of the exception, or None where nothing follows from it."""
        if isinstance(base, ClassThing):
            return self._placed.missing(base, name)
        loaded = self._modules.loaded.get(base.name) if isinstance(base, ModuleThing) else None
        if loaded is None or loaded.module.origin is ModuleOrigin.PYODIDE:
            return None
        if name in loaded.names:
            thing = thing_of(loaded.names[name])
            return thing if isinstance(thing, (ModuleThing, ClassThing)) else None
        if name.startswith("__") or loaded.is_open:
            return None
        inner = self._modules.loaded.get(f"{base.name}.{name}")
        if loaded.initialising:
            return has_no_attribute(name, loaded.module, self._finder.resolver.worker.profile, partial=True)
        return hides_submodule(name, loaded.module) if inner and inner.initialising else None

    def _use_file(self, use: FileUse, frame: Frame) -> None:
        failure = self._file_failure(use)
        if failure is not None:
            (type_, reason), path = failure
            message = f"{reason}: {path!r}"
            self._failures.fail_statement(frame.loaded.module, use.span, use.statement, type_, message)

    def _file_failure(self, use: FileUse) -> tuple[tuple[str, str], str] | None:
        worker = self._finder.resolver.worker
        inside = inside_upload(use.path)
        if inside is None:
            return (_MISSING, use.path) if use.act is FileAct.READ and _is_empty(use.path) else None
        there, folder = worker.exists(use.path), worker.is_folder(use.path)
        above = worker.is_folder(posixpath.dirname(use.path))
        if not above and worker.exists(self._highest_missing(use.path)):
            return None  # a file stands where a folder should be
        match use.act:
            case FileAct.READ:
                failure = _FOLDER if folder else None if there else _MISSING
            case FileAct.WRITE | FileAct.CREATE | FileAct.TOUCH:
                if there and use.act is FileAct.TOUCH:
                    return None
                failure = (
                    _MISSING if not above else _THERE if there and use.act is FileAct.CREATE
                    else _FOLDER if folder else _DENIED
                )  # fmt: skip
            case FileAct.MAKE_FOLDER | FileAct.MAKE_FOLDERS:
                if folder and use.exist_ok:
                    return None
                if not above and use.act is FileAct.MAKE_FOLDERS:
                    return _DENIED, self._highest_missing(use.path)
                failure = _THERE if there else _DENIED if above else _MISSING
            case _:
                assert_never(use.act)
        return None if failure is None else (failure, use.path)

    def _highest_missing(self, path: str) -> str:
        while not self._finder.resolver.worker.is_folder(posixpath.dirname(path)):
            path = posixpath.dirname(path)
        return path


def _is_empty(path: str) -> bool:
    """Whether nothing lies there, outside of the upload: the root and the folder around the upload hold little."""
    first, _, rest = posixpath.normpath(posixpath.join("/", path)).strip("/").partition("/")
    if first == _HOME:
        return rest.partition("/")[0] not in ("", *_IN_HOME)
    return first not in ("", *_IN_ROOT)


def _first_line(steps: Iterable[Step], facts: ModuleImports) -> int | None:
    """Where the first of the steps stands that has a place."""
    for step in steps:
        match step:
            case ImportStep(site):
                return facts.sites[site].statement_span.line
            case RaiseStep() | RuntimeCallStep():
                return step.span.line
            case CodeStep():
                return step.line
            case ScopeStep(_, body) | SuppressStep(_, body):
                line = _first_line(body, facts)
            case IfStep(_, body, orelse):
                line = _first_line((*body, *orelse), facts)
            case TryStep(body, handlers, orelse, final):
                handled = (each for handler in handlers for each in handler.body)
                line = _first_line((*body, *handled, *orelse, *final), facts)
            case _:
                continue
        if line is not None:
            return line
    return None
