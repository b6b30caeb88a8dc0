"""The project view: what a developer's machine finds. It never decides what the Worker does, only what was meant."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from graphcheck.model.frozen import frozen
from graphcheck.model.project import Project
from graphcheck.model.requirement import normal_name
from graphcheck.model.resolution import ModuleOrigin, ResolvedModule
from graphcheck.model.tree import EntryKind, SourceTree, TreeError
from graphcheck.model.upload import UploadSet
from graphcheck.resolve.folders import Folder, FolderHit, find_in_folders
from graphcheck.resolve.worker_view import VENDORED_FOLDER, module_name_of

__all__ = ["ProjectHit", "ProjectView", "Root"]

# pywrangler keeps its Pyodide environment in .venv-workers/pyodide-venv (workers-py, packages/cli).
ENVIRONMENTS = (
    (".venv-workers/pyodide-venv", ModuleOrigin.VENV_WORKERS),
    (".venv-workers", ModuleOrigin.VENV_WORKERS),
    (".venv", ModuleOrigin.MISSING),
    ("venv", ModuleOrigin.MISSING),
)
_PYTHON_FOLDER = re.compile(r"python3\.\d+t?\Z")


@frozen
class Root:
    """A folder that a developer's ``sys.path`` holds, and what is found in it."""

    folder: str
    origin: ModuleOrigin
    label: str


@frozen
class ProjectHit:
    """``module.name`` is the name inside the Worker where the file is uploaded, else the name that was asked for.

    ``place`` is the file, or the first folder of a namespace.
    """

    module: ResolvedModule
    root: Root
    place: str
    folders: tuple[str, ...] = ()


class ProjectView:
    """Looks a name up the way a desktop would: project folders from the module root upwards, then environments.

    ``listed`` are the modules of a distribution as a list of packages has them.
    """

    def __init__(
        self, tree: SourceTree, project: Project, upload: UploadSet, listed: Callable[[str], tuple[str, ...]]
    ) -> None:
        self._tree = tree
        self._listed = listed
        self._inside = f"{project.project_root.rstrip('/')}/"
        self._declared = frozenset(each.name for each in project.dependencies if each.group is None)
        self._names = {module.path: module.name for module in upload.modules}
        self._entry = project.entry
        self._listings: dict[str, Folder | None] = {}
        self._hits: dict[str, ProjectHit | None] = {}
        self.roots = (*_project_roots(project), *self._environment_roots(project))

    def locate(self, name: str) -> ProjectHit | None:
        """What ``name`` means on a developer's machine, or None. A folder without any Python file is no package."""
        if name not in self._hits:
            self._hits[name] = self._locate(name)
        return self._hits[name]

    def distribution_of(self, name: str) -> str | None:
        """The installed distribution whose RECORD lists the module's file; None where no environment says it."""
        hit = self.locate(name)
        listing = self.list_folder(hit.root.folder) if hit else None
        if hit is None or listing is None:
            return None
        file = hit.place.removeprefix(f"{hit.root.folder}/")
        infos = sorted(folder for folder in listing.folders if folder.endswith(".dist-info"))
        return next((_distribution_name(info) for info in infos if self._records(hit.root.folder, info, file)), None)

    def package_folders(self) -> tuple[str, ...]:
        """``python_modules``, then the ``site-packages`` of the project's environments."""
        packages = (root for root in self.roots if root.origin is not ModuleOrigin.APP)
        return tuple(root.folder for root in packages)

    def list_folder(self, folder: str) -> Folder | None:
        if folder not in self._listings:
            self._listings[folder] = self._scan(folder)
        return self._listings[folder]

    def _locate(self, name: str) -> ProjectHit | None:
        parts = name.split(".")
        for root in self.roots:
            hit = self._find_below(root, parts)
            if hit is None or not (hit.file or any(self._holds_python(folder) for folder in hit.folders)):
                continue
            uploaded = hit.file in self._names
            if uploaded or root.origin is not ModuleOrigin.APP or not self._is_outranked(root, parts[0]):
                return self._project_hit(name, root, hit)
        return None

    def _is_outranked(self, root: Root, top: str) -> bool:
        """Whether a desktop would rather take an installed package, which what is declared is or will be.

        That is so for a folder without ``__init__.py``, a package only where no folder of the path has a regular one
        (PEP 420), and above the project's root, where nothing puts a folder on the path.
        """
        hit = self._find_below(root, [top])
        if hit is None or (hit.file and f"{root.folder}/".startswith(self._inside)):
            return False
        if normal_name(top) in self._declared or any(top in self._listed(name) for name in self._declared):
            return True
        installed = (self._find_below(each, [top]) for each in self.roots if each.origin is not ModuleOrigin.APP)
        return any(other is not None and other.file for other in installed)

    def _find_below(self, root: Root, parts: list[str]) -> FolderHit | None:
        folders: tuple[str, ...] = (root.folder,)
        hit: FolderHit | None = None
        for part in parts:
            hit = find_in_folders(part, folders, self.list_folder, ()) if folders and part else None
            if hit is None:
                return None
            folders = hit.folders
        return hit

    def _project_hit(self, name: str, root: Root, hit: FolderHit) -> ProjectHit:
        uploaded_as = self._names.get(hit.file) if hit.file else None
        module = ResolvedModule(
            module_name_of(uploaded_as) if uploaded_as else name,
            hit.kind,
            root.origin,
            hit.file,
            uploaded=uploaded_as is not None,
        )
        return ProjectHit(module, root, hit.file or hit.folders[0], hit.folders)

    def _records(self, packages: str, info: str, file: str) -> bool:
        """Whether RECORD (PEP 376: path, hash, size) lists ``file``, or anything below it for a namespace's folder."""
        try:
            lines = self._tree.read(f"{packages}/{info}/RECORD").decode("utf-8", "replace").splitlines()
        except TreeError:
            return False
        paths = (line.partition(",")[0] for line in lines)
        return any(path == file or path.startswith(f"{file}/") for path in paths)

    def _holds_python(self, folder: str, depth: int = 3) -> bool:
        listing = self.list_folder(folder)
        if listing is None:
            return False
        if any(name.endswith(".py") for name in listing.files):
            return True
        return depth > 0 and any(self._holds_python(f"{folder}/{name}", depth - 1) for name in listing.folders)

    def _scan(self, folder: str) -> Folder | None:
        try:
            entries = self._tree.scan(folder)
        except TreeError:
            return None
        files: set[str] = set()
        folders: set[str] = set()
        for entry in entries:
            kind = entry.kind
            if kind is EntryKind.SYMLINK:
                target = self._tree.lookup(posixpath.join(folder, entry.name))
                kind = target.kind if target else EntryKind.OTHER
            if kind is EntryKind.FILE:
                files.add(entry.name)
            elif kind is EntryKind.DIRECTORY:
                folders.add(entry.name)
        return Folder(frozenset(files), frozenset(folders))

    def _environment_roots(self, project: Project) -> tuple[Root, ...]:
        roots: list[Root] = []
        for folder in _upwards(project.project_root, project.repository_root):
            for name, origin in ENVIRONMENTS:
                base = posixpath.join(folder, name)
                label = name.partition("/")[0]
                roots += (Root(packages, origin, label) for packages in self._site_packages(base))
        return tuple(roots)

    def _site_packages(self, base: str) -> tuple[str, ...]:
        """POSIX keeps them in ``lib/pythonX.Y/site-packages``, Windows in ``Lib/site-packages``."""
        candidates = [f"{base}/Lib/site-packages"]
        library = self.list_folder(f"{base}/lib")
        if library:
            candidates += (
                f"{base}/lib/{name}/site-packages" for name in sorted(library.folders) if _PYTHON_FOLDER.match(name)
            )
        return tuple(folder for folder in candidates if self.list_folder(folder) is not None)


def _distribution_name(info: str) -> str:
    return normal_name(info.removesuffix(".dist-info").rpartition("-")[0])


def _project_roots(project: Project) -> tuple[Root, ...]:
    folders = list(_upwards(project.module_root, project.repository_root))
    if project.project_root not in folders:
        folders.append(project.project_root)
    roots = [Root(folder, ModuleOrigin.APP, "the project") for folder in folders]
    vendored = posixpath.join(project.project_root, VENDORED_FOLDER)
    return (*roots, Root(vendored, ModuleOrigin.VENDORED, VENDORED_FOLDER))


def _upwards(start: str, top: str) -> tuple[str, ...]:
    """``start`` and its parents up to ``top``; ``start`` alone when it is not below ``top``."""
    if start != top and not start.startswith(top.rstrip("/") + "/"):
        return (start,)
    folders = [start]
    while folders[-1] != top:
        folders.append(posixpath.dirname(folders[-1]))
    return tuple(folders)
