"""The upload set for ``graphcheck bundle``, with the import graph only where it is asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphcheck.cli.options import ProjectOptions, Sources, examine_project, make_invocation
from graphcheck.config import describe_worker, load_project, make_display
from graphcheck.model.bundle import Bundle, BundleFile
from graphcheck.model.escape import escape_text
from graphcheck.model.frozen import frozen
from graphcheck.model.project import Project
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.runtime import RuntimeProfile
from graphcheck.model.tree import SourceTree
from graphcheck.model.upload import UploadSet
from graphcheck.runtime import select_runtime
from graphcheck.tree import DiskTree, ListedTree
from graphcheck.upload import (
    LeavingLink,
    collect_upload,
    current_limit,
    find_leaving_links,
    find_savings,
    measure_gzip_each,
    read_distributions,
    sum_by,
    sum_folders,
)

if TYPE_CHECKING:
    from graphcheck.model.analysis import Analysis

__all__ = ["Inventory", "announce_links", "make_bundle", "take_inventory"]

_MOST_ANNOUNCED = 10


@frozen
class Inventory:
    """What is uploaded. ``reached`` by uploaded name is None where nobody asked what the imports reach.

    ``leaving`` are the links out of the project. ``complete`` is False where a reachable file could not be read or
    parsed; ``analysis`` is there for JSON, which has its summary.
    """

    tree: SourceTree
    project: Project
    profile: RuntimeProfile
    upload: UploadSet
    leaving: tuple[LeavingLink, ...] = ()
    reached: Mapping[str, Reach] | None = None
    complete: bool = True
    analysis: Analysis | None = None


def take_inventory(
    options: ProjectOptions, *, reach: bool, summary: bool = False, sources: Sources | None = None
) -> Inventory:
    """With ``reach`` every reachable Python file is parsed; without it the entry alone is read.

    With ``summary`` as well there is an analysis, rules and all.
    """
    tree = sources.tree if sources else DiskTree()
    if reach and sources and not summary:
        return _trace(options, sources)
    if reach:
        examination = examine_project(options, gzip=False, sources=sources)
        analysis = examination.analysis
        project, profile, upload = examination.project, examination.profile, examination.upload
        leaving = tuple(find_leaving_links(tree, project, upload))
        return Inventory(tree, project, profile, upload, leaving, analysis.upload.reached, analysis.complete, analysis)
    project = load_project(tree, make_invocation(options, sources.environ if sources else os.environ))
    profile = select_runtime(project.compatibility_date.value, project.compatibility_flags.value)
    listed = ListedTree(tree)
    upload = collect_upload(listed, project)
    return Inventory(tree, project, profile, upload, tuple(find_leaving_links(listed, project, upload)))


def _trace(options: ProjectOptions, sources: Sources) -> Inventory:
    from graphcheck.cli.progress import show_progress
    from graphcheck.tracing import trace

    with show_progress() as observe:
        traced = trace(
            sources.tree,
            make_invocation(options, sources.environ),
            cache=sources.cache,
            processes=options.processes,
            observe=observe,
        )
    traced.loader.close()
    project, upload = traced.project, traced.upload
    leaving = tuple(find_leaving_links(traced.tree, project, upload))
    return Inventory(sources.tree, project, traced.profile, upload, leaving, traced.reached(), traced.complete)


def announce_links(inventory: Inventory) -> str:
    """A line for each link out of the project, and one for all in python_modules: package managers make thousands."""
    display = make_display(inventory.project)
    vendored = [link for link in inventory.leaving if link.vendored]
    others = [link for link in inventory.leaving if not link.vendored]
    shown = others[:_MOST_ANNOUNCED] + vendored[:1]
    lines = [f"{display(each.path)} is a link out of the project: {display(each.target)} is uploaded" for each in shown]
    rest = len(inventory.leaving) - len(shown)
    if rest:
        lines.append(
            f"{rest} more links lead out of the project, {max(len(vendored) - 1, 0)} of them in python_modules"
        )
    return "".join(f"note: {escape_text(line)}\n" for line in lines)


def make_bundle(inventory: Inventory, *, gzip: bool) -> Bundle:
    """With ``gzip`` every file is read and compressed."""
    tree, project, upload = inventory.tree, inventory.project, inventory.upload
    each, total = measure_gzip_each(tree, project, upload) if gzip else (None, None)
    display = make_display(project)
    files = _files(inventory, read_distributions(tree, project), each)
    return Bundle(
        worker=describe_worker(project, inventory.profile),
        files=files,
        folders=sum_folders(files),
        distributions=sum_by(files, lambda file: file.distribution),
        origins=sum_by(files, lambda file: file.origin.value),
        size=upload.size,
        gzip=total,
        limit=current_limit(),
        budget=project.settings.budget.value,
        savings=find_savings(files) if inventory.reached is not None and _excludes_decide(project) else (),
        refusals=tuple(f"{display(each.path)}: {each.message}" for each in upload.problems if each.fatal),
        complete=inventory.complete,
    )


def _files(inventory: Inventory, owners: Mapping[str, str], gzip: Mapping[str, int] | None) -> tuple[BundleFile, ...]:
    reached = inventory.reached
    display = make_display(inventory.project)
    never, app, vendored = Reach.NO, ModuleOrigin.APP, ModuleOrigin.VENDORED
    return tuple(
        [
            BundleFile(
                module.name,
                module.type,
                display(module.path),
                module.size,
                vendored if module.name.startswith("python_modules/") else app,
                owners.get(module.name),
                gzip[module.name] if gzip else None,
                reached.get(module.name, never) if reached is not None else None,
            )
            for module in inventory.upload.modules
        ]
    )


def _excludes_decide(project: Project) -> bool:
    """Below the module root a rule uploads a Python file that ``python_modules.exclude`` has left out."""
    root = project.module_root.rstrip("/") + "/"
    return not f"{project.project_root.rstrip('/')}/python_modules/".startswith(root)
