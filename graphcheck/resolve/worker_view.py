"""The runtime view: the upload set plus what the Worker's Python brings, searched in the Worker's order."""

from __future__ import annotations

from dataclasses import dataclass

from graphcheck.model.project import ModuleType
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, ResolvedModule
from graphcheck.model.runtime import RuntimeKind, RuntimeModule, RuntimeProfile, SearchPlace
from graphcheck.model.upload import UploadedModule, UploadSet
from graphcheck.resolve.folders import Folder, FolderHit, find_in_folders

__all__ = ["Located", "WorkerView", "module_name_of"]

VENDORED_FOLDER = "python_modules"

# Only these module types become files that Python can see: workerd, src/workerd/io/worker-modules.c++.
VISIBLE_TYPES = frozenset({ModuleType.PYTHON, ModuleType.TEXT, ModuleType.BUFFER})

_UPLOADED_FOLDER = {
    SearchPlace.VENDORED: VENDORED_FOLDER,
    SearchPlace.LEGACY_VENDOR: "vendor",
    SearchPlace.APP: "",
}
_RUNTIME_PLACES = {
    RuntimeKind.STDLIB: SearchPlace.STDLIB,
    RuntimeKind.SDK: SearchPlace.SDK,
    RuntimeKind.BUNDLED: SearchPlace.BUNDLED,
}


@dataclass(frozen=True, slots=True)
class Located:
    """A module with its ``__path__``: folders of the upload, empty for a plain module and for the runtime's own."""

    module: ResolvedModule
    folders: tuple[str, ...] = ()
    runtime: bool = False


class WorkerView:
    """Answers which module the Worker would load under a name. Pure; every answer is remembered."""

    def __init__(
        self,
        upload: UploadSet,
        profile: RuntimeProfile,
        appended: tuple[str, ...] = (),
        registered: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """``appended`` are folders of the upload that stand at the end of the search path. ``registered`` are names
        that the entry gives to the module root where nothing else has them, each with the entry's own name."""
        visible = [module for module in upload.modules if module.type in VISIBLE_TYPES]
        self.profile = profile
        self._uploaded = {module.name: module for module in visible}
        self._folders = _folders_of(visible)
        self._appended = appended
        self._registered = registered
        self._located: dict[str, Located | None] = {}

    def locate(self, name: str) -> Located | None:
        """The module called ``name``, or None. Whether importing it succeeds is not asked here."""
        if name not in self._located:
            self._located[name] = self._locate(name)
        return self._located[name]

    def uploaded_names(self) -> tuple[str, ...]:
        """Dotted names of all uploaded Python modules, the entry first."""
        return tuple(module_name_of(name) for name in self._uploaded if name.endswith(".py"))

    def _locate(self, name: str) -> Located | None:
        parent, _, tail = name.rpartition(".")
        if not parent:
            return self._locate_top_level(name) or self._locate_registered(name)
        located = self.locate(parent)
        if located is None:
            return None
        registered = self._locate_registered(name) if located.module.path is None else None
        if registered is not None:
            return registered
        if located.runtime:
            known = self.profile.modules.get(name)
            return _runtime_module(known) if known else None
        return self._uploaded_hit(name, self._find(tail, located.folders))

    def _locate_top_level(self, name: str) -> Located | None:
        known = self.profile.modules.get(name)
        if known and (known.preloaded or known.kind in (RuntimeKind.BUILTIN, RuntimeKind.FROZEN)):
            return _runtime_module(known)
        portions: list[str] = []
        for entry in self.profile.search_path:
            if known and _RUNTIME_PLACES.get(known.kind) is entry.place:
                return _runtime_module(known)
            if entry.place is SearchPlace.HOME and name == "metadata":
                portions.append("")  # /session is on the path of Pyodide 0.26.0a2: its folder metadata is a namespace
            folder = _UPLOADED_FOLDER.get(entry.place)
            hit = self._find(name, (folder,)) if folder is not None else None
            if hit and hit.file:
                return self._uploaded_hit(name, hit)
            portions += hit.folders if hit else ()
        hit = self._find(name, self._appended)
        if hit and hit.file:
            return self._uploaded_hit(name, hit)
        portions += hit.folders if hit else ()
        if portions:
            return self._uploaded_hit(name, FolderHit(ModuleKind.NAMESPACE, None, tuple(portions)))
        return _runtime_module(known) if known else None

    def _locate_registered(self, name: str) -> Located | None:
        for prefix, entry in self._registered:
            if name == f"{prefix}.{entry}":
                return self.locate(entry)
            if f"{prefix}.".startswith(f"{name}."):
                # It stands in sys.modules already when somebody imports it.
                package = ResolvedModule(name, ModuleKind.NAMESPACE, ModuleOrigin.APP, uploaded=True, preloaded=True)
                return Located(package, ("",) if name == prefix else ())
        return None

    def _find(self, tail: str, folders: tuple[str, ...]) -> FolderHit | None:
        return find_in_folders(tail, folders, self._folders.get, self.profile.extension_suffixes)

    def _uploaded_hit(self, name: str, hit: FolderHit | None) -> Located | None:
        if hit is None:
            return None
        place = hit.file or hit.folders[0]
        vendored = place.partition("/")[0] in (VENDORED_FOLDER, "vendor") and not name.startswith(VENDORED_FOLDER)
        origin = ModuleOrigin.VENDORED if vendored else ModuleOrigin.APP
        path = self._uploaded[hit.file].path if hit.file else None
        return Located(ResolvedModule(name, hit.kind, origin, path, uploaded=True), hit.folders)


def module_name_of(uploaded_name: str) -> str:
    """``python_modules/a/__init__.py`` -> ``a``; ``core/config.py`` -> ``core.config``."""
    stem = uploaded_name.removeprefix(f"{VENDORED_FOLDER}/")
    folder, _, name = stem.rpartition("/")
    name = name.partition(".")[0]
    parts = folder.split("/") if folder else []
    return ".".join(parts if name == "__init__" and parts else [*parts, name])


def _runtime_module(known: RuntimeModule) -> Located:
    kind = ModuleKind(known.kind.value)
    module = ResolvedModule(known.name, kind, ModuleOrigin.PYODIDE, error=known.error, preloaded=known.preloaded)
    return Located(module, runtime=True)


def _folders_of(modules: list[UploadedModule]) -> dict[str, Folder]:
    files: dict[str, set[str]] = {"": set()}
    folders: dict[str, set[str]] = {"": set()}
    for module in modules:
        folder, _, name = module.name.rpartition("/")
        files.setdefault(folder, set()).add(name)
        while folder and folder not in folders:
            folders[folder] = set()
            folder = folder.rpartition("/")[0]
    for folder in folders:
        if folder:
            parent, _, name = folder.rpartition("/")
            folders[parent].add(name)
    return {folder: Folder(frozenset(files.get(folder, ())), frozenset(inside)) for folder, inside in folders.items()}
