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
    """What is uploaded; ``analysis`` is None where nobody asked what the imports reach."""

    tree: SourceTree
    project: Project
    profile: RuntimeProfile
    upload: UploadSet
    analysis: Analysis | None = None


def take_inventory(options: ProjectOptions, *, reach: bool, sources: Sources | None = None) -> Inventory:
    """With ``reach`` every reachable Python file is parsed; without it the entry alone is read."""
    tree = sources.tree if sources else DiskTree()
    if reach:
        examination = examine_project(options, gzip=False, sources=sources)
        return Inventory(tree, examination.project, examination.profile, examination.upload, examination.analysis)
    project = load_project(tree, make_invocation(options, sources.environ if sources else os.environ))
    profile = select_runtime(project.compatibility_date.value, project.compatibility_flags.value)
    return Inventory(tree, project, profile, collect_upload(tree, project))


def make_bundle(inventory: Inventory, *, gzip: bool) -> Bundle:
    """With ``gzip`` every file is read and compressed."""
    tree, project, upload, analysis = inventory.tree, inventory.project, inventory.upload, inventory.analysis
    each, total = measure_gzip_each(tree, project, upload) if gzip else (None, None)
    display = make_display(project)
    files = _files(inventory, read_distributions(tree, project), each)
    return Bundle(
        worker=analysis.worker if analysis else describe_worker(project, inventory.profile),
        files=files,
        folders=sum_folders(files),
        distributions=sum_by(files, lambda file: file.distribution),
        origins=sum_by(files, lambda file: file.origin.value),
        size=upload.size,
        gzip=total,
        limit=current_limit(),
        budget=project.settings.budget.value,
        savings=find_savings(files) if analysis and _excludes_decide(project) else (),
        refusals=tuple(f"{display(each.path)}: {each.message}" for each in upload.problems if each.fatal),
        complete=analysis.complete if analysis else True,
    )


def _files(inventory: Inventory, owners: Mapping[str, str], gzip: Mapping[str, int] | None) -> tuple[BundleFile, ...]:
    reached = inventory.analysis.upload.reached if inventory.analysis else None
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
