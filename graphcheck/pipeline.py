"""The composition root: wires the rooms and owns no logic of theirs."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache as remembered
from functools import partial

from graphcheck.cache.file import CacheFile
from graphcheck.config import Invocation, describe_worker
from graphcheck.graph.import_graph import ImportGraph, make_graph
from graphcheck.loading.loader import Observer
from graphcheck.model.analysis import Analysis, UploadSummary
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import Startup
from graphcheck.model.latitude import Leeway
from graphcheck.model.policy import Selection
from graphcheck.model.project import Project
from graphcheck.model.runtime import RuntimeProfile
from graphcheck.model.tree import SourceTree, TreeError
from graphcheck.model.upload import UploadedModule, UploadSet
from graphcheck.resolve import (
    Resolver,
)
from graphcheck.rules import Context, Refusal, run_rules
from graphcheck.rules.inert import inert_imports
from graphcheck.rules.offers import identities, untold_offers
from graphcheck.rules.policy import Judgement, apply_policy
from graphcheck.runtime import find_selection_problems
from graphcheck.tracing import Trace, trace
from graphcheck.tree.lines import line_of
from graphcheck.upload import current_limit, measure_gzip

__all__ = ["Examination", "Observer", "examine"]


@frozen
class Examination:
    """An analysis, and what an export or a verification needs beside it.

    ``leeway``: how far files may change before the findings would be others.
    """

    project: Project
    profile: RuntimeProfile
    upload: UploadSet
    graph: ImportGraph
    analysis: Analysis
    resolver: Resolver
    leeway: Leeway


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
    traced = trace(tree, invocation, cache=cache, processes=processes, full_parse=full_parse, observe=observe)
    project, upload = traced.project, traced.upload
    context = _context(traced)
    findings = run_rules(context)
    traced.loader.close()
    startup = replace(traced.startup, refused=_refusal(findings))
    judgement = apply_policy(context, findings, selection)
    gzip_bytes = measure_gzip(traced.tree, project, upload) if gzip else None
    analysis = _analysis(traced, context, startup, judgement, gzip_bytes)
    return Examination(
        project,
        traced.profile,
        upload,
        context.graph,
        analysis,
        traced.resolver,
        Leeway(
            context.margin.bytes,
            untold_offers(context.latitudes, identities(findings)),
            partial(inert_imports, context, traced.resolvers, traced.sensed),
        ),
    )


def _context(traced: Trace) -> Context:
    project, built = traced.project, traced.built
    sizes = {module.path: module.size for module in traced.upload.modules}
    paths = {module.path: traced.display(module.path) for module in built.modules.values() if module.path}
    problems = find_selection_problems(project.compatibility_date.value, project.compatibility_flags.value)
    return Context(
        tree=traced.tree,
        project=project,
        upload=traced.upload,
        profile=traced.profile,
        resolver=traced.resolver,
        graph=make_graph(built, traced.reach, sizes, paths),
        startup=traced.startup,
        modules=built.modules,
        facts=built.facts,
        display=traced.display,
        read_line=_line_reader(traced.tree, project.project_root),
        read_facts=traced.loader.load_one,
        latitudes=traced.latitudes,
        refusals=tuple(Refusal(each.kind, each.value, each.message, each.fatal) for each in problems),
    )


def _line_reader(tree: SourceTree, root: str) -> Callable[[str, int], str]:
    @remembered
    def read_line(path: str, line: int) -> str:
        try:
            return tree.look(posixpath.normpath(posixpath.join(root, path)), line_of, line)
        except TreeError:
            return ""

    return read_line


def _refusal(findings: Sequence[Finding]) -> str | None:
    """The first finding that stops the upload: then no Python runs at all."""
    return next((each.message for each in findings if each.severity is Severity.ERROR and each.refuses), None)


def _analysis(
    traced: Trace, context: Context, startup: Startup, judgement: Judgement, gzip_bytes: int | None
) -> Analysis:
    display, upload = context.display, traced.upload
    summary = UploadSummary(
        modules=tuple([UploadedModule(name, type_, display(path), size) for name, type_, path, size in upload.modules]),
        reached=traced.reached(),
        bytes=upload.size,
        gzip_bytes=gzip_bytes,
        limit=current_limit(),
    )
    worker = describe_worker(traced.project, traced.profile)
    return Analysis(
        worker,
        startup,
        context.graph.nodes,
        context.graph.edges,
        summary,
        judgement.findings,
        traced.complete,
        judgement.ignored,
    )
