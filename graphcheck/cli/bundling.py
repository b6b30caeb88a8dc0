"""The upload set for ``graphcheck bundle``, with the import graph only where it is asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphcheck.cli.options import ProjectOptions, Sources, examine_project, make_invocation
from graphcheck.config import describe_worker, load_project, make_display
from graphcheck.model.bundle import Bundle, BundleFile
from graphcheck.model.graph import Reach
from graphcheck.model.project import Project
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.runtime import RuntimeProfile
from graphcheck.model.tree import SourceTree
from graphcheck.model.upload import UploadSet
from graphcheck.runtime import select_runtime
from graphcheck.tree import DiskTree
from graphcheck.upload import (
    collect_upload,
    current_limit,
    find_savings,
    measure_gzip_each,
    read_distributions,
    sum_by,
    sum_folders,
)

if TYPE_CHECKING:
    from graphcheck.model.analysis import Analysis

__all__ = ["Inventory", "make_bundle", "take_inventory"]


@dataclass(frozen=True, slots=True)
class Inventory:
    """What is uploaded. ``reached`` by uploaded name is None where nobody asked what the imports reach.

    ``complete`` is False where a reachable file could not be read or parsed; ``analysis`` is there for JSON, which has
    its summary.
    """

    tree: SourceTree
    project: Project
    profile: RuntimeProfile
    upload: UploadSet
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
        return Inventory(tree, project, profile, upload, analysis.upload.reached, analysis.complete, analysis)
    project = load_project(tree, make_invocation(options, sources.environ if sources else os.environ))
    profile = select_runtime(project.compatibility_date.value, project.compatibility_flags.value)
    return Inventory(tree, project, profile, collect_upload(tree, project))


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
    return Inventory(
        sources.tree, traced.project, traced.profile, traced.upload, traced.reached(), complete=traced.complete
    )


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
    return tuple(
        BundleFile(
            name=module.name,
            type=module.type,
            path=display(module.path),
            size=module.size,
            origin=ModuleOrigin.VENDORED if module.name.startswith("python_modules/") else ModuleOrigin.APP,
            distribution=owners.get(module.name),
            gzip=gzip[module.name] if gzip else None,
            reached=reached.get(module.name, Reach.NO) if reached is not None else None,
        )
        for module in inventory.upload.modules
    )


def _excludes_decide(project: Project) -> bool:
    """Below the module root a rule uploads a Python file that ``python_modules.exclude`` has left out."""
    root = project.module_root.rstrip("/") + "/"
    return not f"{project.project_root.rstrip('/')}/python_modules/".startswith(root)
