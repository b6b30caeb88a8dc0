"""The runtime view: the upload set plus what the Worker's Python brings, searched in the Worker's order."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from copy import copy

from graphcheck.model.frozen import frozen
from graphcheck.model.project import ModuleType
from graphcheck.model.requirement import normal_name
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, ResolvedModule
from graphcheck.model.runtime import RuntimeKind, RuntimeModule, RuntimeProfile, SearchPlace
from graphcheck.model.upload import UploadSet
from graphcheck.resolve.archives import Archives
from graphcheck.resolve.bytecode import is_unchecked
from graphcheck.resolve.folders import Folder, FolderHit, find_in_folders, join, list_folders

__all__ = ["SESSION", "ImportState", "Located", "WorkerView", "inside_upload", "module_name_of"]

SESSION = "/session/metadata"
_ABOVE_SESSION = posixpath.dirname(SESSION)
VENDORED_FOLDER = "python_modules"

# Only these module types become files that Python can see: workerd, src/workerd/io/worker-modules.c++.
# A tuple finds a member by identity; a set hashes it, which Python 3.11 does in Python.
VISIBLE_TYPES = (ModuleType.BUFFER, ModuleType.PYTHON, ModuleType.TEXT)

_RUNTIME_PLACES = {
    RuntimeKind.STDLIB: SearchPlace.STDLIB,
    RuntimeKind.SDK: SearchPlace.SDK,
    RuntimeKind.BUNDLED: SearchPlace.BUNDLED,
}


@frozen
class Located:
    """A module with its ``__path__``: folders of the upload, empty for a plain module and for the runtime's own.

    ``opaque``: running code made it, so that it may have submodules that nothing shows.
    """

    module: ResolvedModule
    folders: tuple[str, ...] = ()
    runtime: bool = False
    opaque: bool = False


@frozen
class ImportState:
    """What running code can change of the import system: ``sys.path``, and modules that it puts into ``sys.modules``.

    ``registered`` are pairs of a name and the module found under it, None for a name whose import is blocked.
    """

    path: tuple[str, ...]
    registered: tuple[tuple[str, Located | None], ...] = ()


class WorkerView:
    """Answers which module the Worker would load under a name. Pure; every answer is remembered."""

    def __init__(
        self,
        upload: UploadSet,
        profile: RuntimeProfile,
        appended: tuple[str, ...] = (),
        read: Callable[[str], bytes | None] = lambda _path: None,
    ) -> None:
        """``appended`` are folders of the upload that stand at the end of the search path; ``read`` gives the bytes of
        a file, None where there are none."""
        visible = [module for module in upload.modules if module.type in VISIBLE_TYPES]
        self.profile = profile
        self._uploaded = {module.name: module for module in visible}
        self._folders = list_folders(self._uploaded)
        self._read = read
        self.archives = Archives({module.name: module.path for module in visible}, read, profile.python)
        self._places = {entry.path: entry.place for entry in profile.search_path}
        entries = (entry.path for entry in profile.search_path)
        self.enter(ImportState((*entries, *(posixpath.join(SESSION, folder) for folder in appended))))

    def on(self, state: ImportState) -> WorkerView:
        """The same Worker in another state."""
        view = copy(self)
        view.enter(state)
        return view

    def enter(self, state: ImportState) -> None:
        """Forget what was answered in another state."""
        self.state = state
        self._registered = dict(state.registered)
        self._located: dict[str, Located | None] = {}

    def locate(self, name: str) -> Located | None:
        """The module called ``name``, or None. Whether importing it succeeds is not asked here."""
        if name not in self._located:
            self._located[name] = self._locate(name)
        return self._located[name]

    def is_blocked(self, name: str) -> bool:
        """``sys.modules[name]`` is None."""
        return name in self._registered and self._registered[name] is None

    def exists(self, path: str) -> bool | None:
        """Whether the Worker has a file or folder at an absolute path; None outside of what was uploaded."""
        inside = inside_upload(path)
        return None if inside is None else inside in self._folders or inside in self._uploaded

    def is_folder(self, path: str) -> bool:
        """Whether a folder of the upload, or one above it, lies at an absolute path."""
        return inside_upload(path) in self._folders or f"{SESSION}/".startswith(f"{path.rstrip('/')}/")

    def searched(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The entries of ``path`` that a search could find anything in."""
        return tuple(text for text in path if self._may_hold(text))

    def uploaded_names(self) -> tuple[str, ...]:
        """Dotted names of all uploaded Python modules, the entry first."""
        return tuple(module_name_of(name) for name in self._uploaded if name.endswith(".py"))

    def distributions(self) -> Mapping[str, str]:
        """Versions of the vendored distributions that ``importlib.metadata`` finds, by normalised name."""
        found: dict[str, str] = {}
        for name in self._uploaded:
            folder, _, file = name.removeprefix(f"{VENDORED_FOLDER}/").partition("/")
            if file == "METADATA" and folder.endswith(".dist-info"):
                stem, _, version = folder.removesuffix(".dist-info").rpartition("-")
                found[normal_name(stem)] = version
        return found

    def _locate(self, name: str) -> Located | None:
        if name in self._registered:
            return self._registered[name]
        parent, _, tail = name.rpartition(".")
        if not parent:
            return self._locate_top_level(name)
        located = self.locate(parent)
        if located is None:
            return None
        if located.runtime:
            known = self.profile.modules.get(name)
            if known is None and parent == "js" and tail in self.profile.js_names:
                known = RuntimeModule(name, RuntimeKind.FFI, package=False, preloaded=False)  # JsFinder: any object
            return _runtime_module(known) if known else None
        return self._uploaded_hit(name, self._find(tail, located.folders))

    def _locate_top_level(self, name: str) -> Located | None:
        known = self.profile.modules.get(name)
        if known and (known.preloaded or known.kind in (RuntimeKind.BUILTIN, RuntimeKind.FROZEN)):
            return _runtime_module(known)
        portions: list[str] = []
        for text in self.state.path:
            place = self._places.get(text)
            if known and place and _RUNTIME_PLACES.get(known.kind) is place:
                return _runtime_module(known)
            if name == "metadata" and text.rstrip("/") == _ABOVE_SESSION:
                portions.append("")
            folder = self._folder_at(text)
            hit = self._find(name, (folder,)) if folder is not None else None
            if hit and hit.file:
                return self._uploaded_hit(name, hit)
            portions += hit.folders if hit else ()
        if portions:
            return self._uploaded_hit(name, FolderHit(ModuleKind.NAMESPACE, None, tuple(portions)))
        return _runtime_module(known) if known and known.kind not in _RUNTIME_PLACES else None

    def _may_hold(self, text: str) -> bool:
        if text in self._places or text.rstrip("/") == _ABOVE_SESSION:
            return True
        folder = self._folder_at(text)
        return folder is not None and self._list(folder) is not None

    def _folder_at(self, path: str) -> str | None:
        """The folder of the upload at an entry of the path; ``..`` leads nowhere from a folder that is not there."""
        if "/../" in f"{path}/":
            parts: list[str] = []
            for part in path.split("/"):
                passed = inside_upload("/" + "/".join(parts))
                if part == ".." and passed is not None and passed not in self._folders:
                    return None
                parts = parts[:-1] if part == ".." else [*parts, part] if part not in ("", ".") else parts
        return inside_upload(path)

    def _find(self, tail: str, folders: tuple[str, ...]) -> FolderHit | None:
        return find_in_folders(tail, folders, self._list, self.profile.extension_suffixes)

    def _list(self, folder: str) -> Folder | None:
        return self._folders.get(folder) or self.archives.folder(folder)

    def _uploaded_hit(self, name: str, hit: FolderHit | None) -> Located | None:
        if hit is None:
            return None
        file, kind = hit.file, hit.kind
        compiled = self._compiled_for(file) if file and kind is not ModuleKind.BYTECODE else None
        if compiled:
            file, kind = compiled, ModuleKind.BYTECODE if kind is ModuleKind.MODULE else kind
        place = file or hit.folders[0]
        vendored = place.partition("/")[0] in (VENDORED_FOLDER, "vendor") and not name.startswith(VENDORED_FOLDER)
        origin = ModuleOrigin.VENDORED if vendored else ModuleOrigin.APP
        module = ResolvedModule(name, kind, origin, self._path_of(file), uploaded=True, uploaded_as=file)
        return Located(module, hit.folders)

    def _compiled_for(self, file: str) -> str | None:
        """Bytecode in ``__pycache__`` that is used in place of the source: of this Python, with an unchecked hash.

        Times never agree, because those of the upload are 0.
        """
        folder, _, source = file.rpartition("/")
        major, minor = self.profile.python[:2]
        name = join(join(folder, "__pycache__"), f"{source.removesuffix('.py')}.cpython-{major}{minor}.pyc")
        uploaded = self._uploaded.get(name)
        content = self._read(uploaded.path) if uploaded else None
        return name if content is not None and is_unchecked(content, (major, minor)) else None

    def _path_of(self, file: str | None) -> str | None:
        if file is None:
            return None
        uploaded = self._uploaded.get(file)
        return uploaded.path if uploaded else self.archives.path_of(file)


def inside_upload(path: str) -> str | None:
    """The folder or file of the upload at a path as Python has it, the current folder being ``/``; None outside."""
    absolute = posixpath.normpath(posixpath.join("/", path))
    if absolute == SESSION:
        return ""
    return absolute[len(SESSION) + 1 :] if absolute.startswith(f"{SESSION}/") else None


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
