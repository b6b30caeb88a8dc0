"""The first half of every analysis: from a folder to what is uploaded, and what of it is executed."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from functools import cache as remembered
from functools import partial

from graphcheck.cache.facts import FactsCache
from graphcheck.cache.file import CacheFile
from graphcheck.config import Invocation, load_project, make_display
from graphcheck.config.lockfiles import read_lock
from graphcheck.extract import Target
from graphcheck.graph.build import BuiltGraph
from graphcheck.graph.explore import explore
from graphcheck.graph.reach import find_reach
from graphcheck.loading.loader import FactsLoader, Observer
from graphcheck.loading.uses import SourceUses
from graphcheck.loading.views import version_for
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import Startup
from graphcheck.model.latitude import Latitude
from graphcheck.model.location import SiteRef, Span
from graphcheck.model.package import LockKind
from graphcheck.model.project import Project
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, ResolvedModule
from graphcheck.model.runtime import RuntimeKind, RuntimeProfile
from graphcheck.model.tree import SourceTree, TreeError
from graphcheck.model.upload import UploadSet
from graphcheck.resolve import (
    ProjectView,
    PthFile,
    Resolver,
    WorkerView,
    module_name_of,
    read_pth_files,
)
from graphcheck.resolve.closure import declared_needs, installed_closure, locked_closure
from graphcheck.resolve.installed import SitePackages
from graphcheck.resolve.synced import ExpectedSync
from graphcheck.runtime import select_runtime
from graphcheck.runtime.markers import holds
from graphcheck.runtime.pyodide_packages import modules_of
from graphcheck.runtime.pywrangler import SDK_DISTRIBUTION
from graphcheck.tree import ListedTree, RecordingTree, tree_path
from graphcheck.upload import collect_upload

__all__ = ["Trace", "trace"]


@frozen
class Trace:
    """``reach`` is that of each module of the graph, by its name. ``display`` gives project-relative paths.
    ``loader`` answers for further files until it is closed. ``latitudes``, ``resolvers`` and ``sensed`` are those of
    ``Explored``."""

    tree: RecordingTree
    project: Project
    profile: RuntimeProfile
    upload: UploadSet
    built: BuiltGraph
    startup: Startup
    reach: Mapping[str, Reach]
    resolver: Resolver
    display: Callable[[str], str]
    loader: FactsLoader
    latitudes: dict[str, Latitude]
    resolvers: tuple[Resolver, ...]
    sensed: frozenset[str]

    @property
    def complete(self) -> bool:
        """False when a reachable file could not be read or parsed: what it imports is then not known."""
        return all(facts.failure is None for facts in self.built.facts.values())

    def reached(self) -> Mapping[str, Reach]:
        """When each part of the upload is executed, by its name."""
        modules = sorted(self.built.modules.items())
        by_path = {module.path: self.reach[name] for name, module in modules if module.path}
        return {module.name: by_path.get(module.path, Reach.NO) for module in self.upload.modules}


def trace(
    tree: SourceTree,
    invocation: Invocation,
    *,
    cache: CacheFile | None,
    processes: int,
    observe: Observer,
    full_parse: bool = False,
) -> Trace:
    """Raises ``ConfigError``, ``NothingToAnalyse`` or ``UsageError``."""
    recorded = tree if isinstance(tree, RecordingTree) else RecordingTree(ListedTree(tree))
    project = load_project(recorded, invocation)
    cache = cache or CacheFile(None)
    if cache.path and _is_uploadable(recorded, project, tree_path(cache.path)):
        cache.deny()
    profile = select_runtime(project.compatibility_date.value, project.compatibility_flags.value)
    upload = collect_upload(recorded, project)
    pth_files = read_pth_files(upload, profile, partial(_read_or_none, recorded))
    appended = tuple(folder for file in pth_files for folder in file.folders)
    assumed = project.settings.policy.assume.value
    entry = _entry_module(project)
    view = ProjectView(recorded, project, upload, modules_of)
    sync = _expected_sync(recorded, project, profile, view) if invocation.assume_synced else None
    worker = WorkerView(upload, profile, appended, partial(_read_or_none, recorded))
    resolver = Resolver(worker, view, assumed, sync)
    display = make_display(project)

    @remembered
    def shown(path: str | None) -> str:
        return display(path) if path else ""

    def refer(module: ResolvedModule, span: Span, statement: str) -> SiteRef:
        return SiteRef(module.name, shown(module.path), span, statement)

    programs = {file.module.path: file.program.encode() for file in pth_files}

    def read_program(path: str) -> bytes | None:
        return programs.get(path) if path in programs else worker.archives.source(path)

    target = Target(profile.python[:2], frozenset(profile.refused_calls), full_parse, outer=not full_parse)
    store = FactsCache(cache, version_for(target))
    loader = FactsLoader(recorded, read_program, target, store, observe, processes)
    preludes = tuple(_prelude(file) for file in pth_files)
    uses = SourceUses(recorded, target.python, store)
    explored = explore(entry, resolver, loader.load, loader.load_whole, uses, refer, preludes)
    loader.dismiss()
    uses.forget_places(path for path, latitude in explored.latitudes.items() if not latitude.acts)
    built, startup = explored.built, explored.startup
    reach = find_reach(built, startup)
    return Trace(
        recorded,
        project,
        profile,
        upload,
        built,
        startup,
        reach,
        explored.resolver,
        display,
        loader,
        explored.latitudes,
        explored.resolvers,
        explored.sensed,
    )


def _expected_sync(
    tree: SourceTree, project: Project, profile: RuntimeProfile, view: ProjectView
) -> ExpectedSync | None:
    """Without pyproject.toml nothing can be vendored."""
    if project.pyproject_path is None:
        return None
    holds_here = partial(holds, profile=profile)
    needs = tuple(declared_needs(project.dependencies, holds_here))
    locks = (read_lock(tree, project, kind) for kind in LockKind)
    lock = next((lock for lock in locks if lock), None)
    sdk = (module.name for module in profile.modules.values() if module.kind is RuntimeKind.SDK)
    vendored, *environments = (SitePackages(tree, folder) for folder in view.package_folders())
    declared = tuple(need.name for need in needs)
    names = (
        frozenset(locked_closure(lock, needs, holds_here))
        if lock
        else frozenset(declared).union(*(installed_closure(each, declared, holds_here) for each in environments))
    )
    return ExpectedSync(
        names, SDK_DISTRIBUTION, sdk, view, vendored, environments, modules_of, complete=lock is not None
    )


def _is_uploadable(tree: SourceTree, project: Project, path: str) -> bool:
    """Whether a rule could upload what lies there."""
    real = tree.real_path(path)
    folders = (project.module_root, posixpath.join(project.project_root, "python_modules"))
    return any(real.startswith(f"{tree.real_path(folder).rstrip('/')}/") for folder in folders)


def _entry_module(project: Project) -> ResolvedModule:
    file = posixpath.basename(project.entry)
    name = module_name_of(file)
    return ResolvedModule(name, ModuleKind.MODULE, ModuleOrigin.APP, project.entry, uploaded=True, uploaded_as=file)


def _prelude(file: PthFile) -> ResolvedModule:
    name = posixpath.basename(file.module.name)
    return ResolvedModule(name, ModuleKind.PTH, ModuleOrigin.VENDORED, file.module.path, uploaded=True)


def _read_or_none(tree: SourceTree, path: str) -> bytes | None:
    try:
        return tree.read(path)
    except TreeError:
        return None
