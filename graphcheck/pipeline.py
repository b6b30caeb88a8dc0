"""The composition root: wires the rooms and owns no logic of theirs."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache as remembered
from functools import partial

from graphcheck.cache.file import CacheFile
from graphcheck.config import Invocation, describe_worker, load_project, make_display
from graphcheck.config.lockfiles import read_lock
from graphcheck.extract import Target
from graphcheck.graph import BuiltGraph, ImportGraph, explore, make_graph
from graphcheck.loading import FactsLoader, Observer
from graphcheck.model.analysis import Analysis, UploadSummary
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.graph import Reach, SiteRef, Startup
from graphcheck.model.imports import ModuleImports
from graphcheck.model.location import Span
from graphcheck.model.package import LockKind
from graphcheck.model.policy import Selection
from graphcheck.model.project import Project
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
from graphcheck.resolve.closure import declared_needs, locked_closure
from graphcheck.resolve.installed import SitePackages
from graphcheck.resolve.synced import ExpectedSync
from graphcheck.rules import Context, Refusal, run_rules
from graphcheck.rules.policy import Judgement, apply_policy
from graphcheck.runtime import find_selection_problems, select_runtime
from graphcheck.runtime.markers import holds
from graphcheck.runtime.pywrangler import SDK_DISTRIBUTION
from graphcheck.tree import ListedTree, RecordingTree, tree_path
from graphcheck.upload import collect_upload, current_limit, measure_gzip

__all__ = ["Examination", "Observer", "examine"]


@dataclass(frozen=True, slots=True)
class Examination:
    """An analysis, and what an export or a verification needs beside it."""

    project: Project
    profile: RuntimeProfile
    upload: UploadSet
    graph: ImportGraph
    analysis: Analysis
    resolver: Resolver


def examine(
    tree: SourceTree,
    invocation: Invocation,
    *,
    cache: CacheFile | None = None,
    processes: int = 1,
    full_parse: bool = False,
    observe: Observer = lambda _count: None,
    gzip: bool = True,
    selection: Selection = Selection(),  # noqa: B008 - frozen
) -> Examination:
    """Run every room over one Worker. Raises ``ConfigError``, ``NothingToAnalyse`` or ``UsageError``.

    ``processes`` is how many may read files at once; more than one is for programs whose main module may be imported.
    With ``full_parse`` libcst reads all of every file, for comparison.
    With ``gzip`` every uploaded file is read and compressed to measure the upload.
    """
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
    view = ProjectView(recorded, project, upload)
    sync = _expected_sync(recorded, project, profile, view) if invocation.assume_synced else None
    resolver = Resolver(WorkerView(upload, profile, appended), view, assumed, sync)
    display = make_display(project)

    def refer(module: ResolvedModule, span: Span, statement: str) -> SiteRef:
        return SiteRef(module.name, display(module.path) if module.path else "", span, statement)

    programs = {file.module.path: file.program for file in pth_files}
    target = Target(profile.python[:2], frozenset(profile.refused_calls), full_parse)
    loader = FactsLoader(recorded, programs, target, cache, observe, processes)
    preludes = tuple(_prelude(file) for file in pth_files)
    explored = explore(entry, resolver, loader.load, refer, preludes)
    built, startup, resolver = explored.built, explored.startup, explored.resolver
    context = _context(recorded, project, upload, profile, resolver, built, startup, display, loader.load_one)
    findings = run_rules(context)
    loader.close()
    startup = replace(startup, refused=_refusal(findings))
    judgement = apply_policy(context, findings, selection)
    gzip_bytes = measure_gzip(recorded, project, upload) if gzip else None
    analysis = _analysis(project, profile, upload, context, startup, judgement, gzip_bytes)
    return Examination(project, profile, upload, context.graph, analysis, resolver)


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
    names = locked_closure(lock, needs, holds_here).keys() if lock else {need.name for need in needs}
    sdk = (module.name for module in profile.modules.values() if module.kind is RuntimeKind.SDK)
    vendored, *environments = (SitePackages(tree, folder) for folder in view.package_folders())
    return ExpectedSync(names, SDK_DISTRIBUTION, sdk, view, vendored, environments)


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


def _context(
    tree: SourceTree,
    project: Project,
    upload: UploadSet,
    profile: RuntimeProfile,
    resolver: Resolver,
    built: BuiltGraph,
    startup: Startup,
    display: Callable[[str], str],
    read_facts: Callable[[str], ModuleImports],
) -> Context:
    sizes = {module.path: module.size for module in upload.modules}
    paths = {module.path: display(module.path) for module in built.modules.values() if module.path}
    problems = find_selection_problems(project.compatibility_date.value, project.compatibility_flags.value)
    return Context(
        tree=tree,
        project=project,
        upload=upload,
        profile=profile,
        resolver=resolver,
        graph=make_graph(built, startup, sizes, paths),
        startup=startup,
        modules=built.modules,
        facts=built.facts,
        display=display,
        read_line=_line_reader(tree, project.project_root),
        read_facts=read_facts,
        refusals=tuple(Refusal(each.kind, each.value, each.message, each.fatal) for each in problems),
    )


def _line_reader(tree: SourceTree, root: str) -> Callable[[str, int], str]:
    @remembered
    def lines(path: str) -> tuple[str, ...]:
        try:
            text = tree.read(posixpath.normpath(posixpath.join(root, path))).decode("utf-8", "replace")
        except TreeError:
            return ()
        return tuple(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"))

    def read_line(path: str, line: int) -> str:
        known = lines(path)
        return known[line - 1] if 0 < line <= len(known) else ""

    return read_line


def _refusal(findings: Sequence[Finding]) -> str | None:
    """The first finding that stops the upload: then no Python runs at all."""
    return next((each.message for each in findings if each.severity is Severity.ERROR and each.refuses), None)


def _analysis(
    project: Project,
    profile: RuntimeProfile,
    upload: UploadSet,
    context: Context,
    startup: Startup,
    judgement: Judgement,
    gzip_bytes: int | None,
) -> Analysis:
    display = context.display
    summary = UploadSummary(
        modules=tuple(replace(module, path=display(module.path)) for module in upload.modules),
        reached=_reached_by_name(upload, context.graph, display),
        bytes=upload.size,
        gzip_bytes=gzip_bytes,
        limit=current_limit(),
    )
    complete = all(facts.failure is None for facts in context.facts.values())
    worker = describe_worker(project, profile)
    return Analysis(
        worker,
        startup,
        context.graph.nodes,
        context.graph.edges,
        summary,
        judgement.findings,
        complete,
        judgement.ignored,
    )


def _reached_by_name(upload: UploadSet, graph: ImportGraph, display: Callable[[str], str]) -> dict[str, Reach]:
    by_path = {node.path: node.reached for node in graph.nodes if node.path}
    return {module.name: by_path.get(display(module.path), Reach.NO) for module in upload.modules}
