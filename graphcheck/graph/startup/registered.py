"""Modules that code puts into ``sys.modules`` by hand."""

from __future__ import annotations

from graphcheck.graph.startup.finder import Finder, text_of
from graphcheck.graph.startup.frames import Frame, Loaded
from graphcheck.graph.startup.modules import SysModules
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, Outcome, ResolvedModule
from graphcheck.model.steps import RegisterStep, Registration
from graphcheck.resolve.worker_view import Located, inside_upload

__all__ = ["RegisteredModules"]


class RegisteredModules:
    """Executes ``RegisterStep``s."""

    def __init__(self, finder: Finder, modules: SysModules) -> None:
        self._finder = finder
        self._modules = modules
        self._folders: dict[str, tuple[str, ...]] = {}

    def run(self, step: RegisterStep, frame: Frame) -> None:
        match step.registration:
            case Registration.BLOCK:
                self._modules.loaded.pop(step.name, None)
                self._finder.register(step.name, None)
            case Registration.REMOVE:
                self._modules.loaded.pop(step.name, None)
                self._finder.unregister(step.name)
            case Registration.FOLDERS:
                self._give_folders(step, frame)
            case Registration.MODULE:
                source = step.source or frame.loaded.module.name
                if not self._alias(step.name, source):
                    self._put(step.name)
            case Registration.OBJECT:
                self._put(step.name)

    def _put(self, name: str) -> None:
        """An object of which nothing is known but, perhaps, where its submodules lie."""
        folders = self._folders.get(name)
        kind = ModuleKind.NAMESPACE if folders is not None else ModuleKind.MODULE
        module = ResolvedModule(name, kind, ModuleOrigin.APP, uploaded=True)
        self._modules.loaded[name] = Loaded(module, open=True)
        self._finder.register(name, Located(module, folders or (), opaque=folders is None))

    def _give_folders(self, step: RegisterStep, frame: Frame) -> None:
        texts = [text_of(folder, frame.loaded.module) for folder in step.folders]
        inside = [inside_upload(text) for text in texts if text is not None]
        self._folders[step.name] = tuple(folder for folder in inside if folder is not None)
        if self._finder.is_registered(step.name):
            self._put(step.name)

    def _alias(self, name: str, source: str) -> bool:
        """The module ``source`` under another name."""
        resolution = self._modules.resolve(source)
        loaded = self._modules.loaded.get(source)
        if resolution.outcome is not Outcome.FOUND or resolution.target is None:
            return False
        located = self._finder.resolver.worker.locate(source)
        if loaded is None and resolution.target.origin is not ModuleOrigin.PYODIDE:
            return False
        self._modules.loaded[name] = loaded or Loaded(resolution.target, open=True)
        self._finder.register(name, located)
        return True
