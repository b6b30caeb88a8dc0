"""Where else a name that the Worker does not find exists, or nearly exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.why import Elsewhere
from graphcheck.resolve.folders import find_in_folders
from graphcheck.resolve.names import parents_of
from graphcheck.resolve.nearest import nearest_modules
from graphcheck.resolve.project_view import ProjectView, Root
from graphcheck.resolve.resolver import Resolver
from graphcheck.resolve.worker_view import WorkerView

__all__ = ["find_elsewhere"]


def find_elsewhere(resolver: Resolver, name: str, other_vendored: Iterable[str]) -> tuple[Elsewhere, ...]:
    """Nearest first. ``other_vendored`` are ``python_modules`` folders of other Workers; places are tree paths or
    module names."""
    roots = [
        *resolver.project.roots,
        *(Root(folder, ModuleOrigin.MISSING, "another python_modules") for folder in other_vendored),
    ]
    found = [*_in_roots(resolver.project, name, roots), *_in_worker(resolver.worker, name)]
    return tuple(dict.fromkeys(found))


def _in_roots(project: ProjectView, name: str, roots: Iterable[Root]) -> Iterator[Elsewhere]:
    for root in roots:
        place = _below(project, root.folder, name)
        if place:
            yield Elsewhere(root.label, place)


def _below(project: ProjectView, folder: str, name: str) -> str | None:
    """The file of a module, or of a package; a namespace's folder counts where it holds files at all."""
    folders: tuple[str, ...] = (folder,)
    hit = None
    for part in name.split("."):
        hit = find_in_folders(part, folders, project.list_folder, ()) if folders and part else None
        if hit is None:
            return None
        folders = hit.folders
    if hit is None or hit.file:
        return hit.file if hit else None
    return next((each for each in hit.folders if _holds_something(project, each)), None)


def _holds_something(project: ProjectView, folder: str) -> bool:
    listing = project.list_folder(folder)
    return listing is not None and bool(listing.files or listing.folders)


def _in_worker(worker: WorkerView, name: str) -> Iterator[Elsewhere]:
    uploaded = set(worker.uploaded_names())
    uploaded |= {parent for each in uploaded for parent in parents_of(each)}
    runtime = {each for each in worker.profile.modules if not each.rpartition(".")[2].startswith("_")}
    known = {each for each in uploaded | runtime if each.count(".") == name.count(".")}
    for each in nearest_modules(name, known):
        same = each.casefold() == name.casefold()
        yield Elsewhere("in another case" if same else "a similar name", each)
    for each in sorted(each for each in uploaded if each.endswith(f".{name}"))[:3]:
        yield Elsewhere("under a longer name", each)
