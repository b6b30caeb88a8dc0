"""From a module name or a path as typed to the answer of ``graphcheck why``."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from graphcheck.config import make_display
from graphcheck.graph.why import find_importers, imported_names
from graphcheck.model.errors import UsageError
from graphcheck.model.graph import ModuleNode
from graphcheck.model.resolution import ModuleOrigin, Outcome, Resolution, ResolvedModule
from graphcheck.model.runtime import SearchPlace
from graphcheck.model.tree import EntryKind, SourceTree
from graphcheck.model.why import Elsewhere, FailedSearch, Importers, SearchedPlace, Why
from graphcheck.pipeline import Examination
from graphcheck.resolve import module_name_of
from graphcheck.resolve.elsewhere import find_elsewhere
from graphcheck.resolve.nearest import nearest_modules
from graphcheck.rules.repository import modules_of_repository
from graphcheck.tree import tree_path, walk_folders
from graphcheck.upload import explain_file

__all__ = ["answer_why"]

# Other Workers of a monorepo lie near the top; a repository may hold far more folders than that.
_FOLDERS_LOOKED_AT = 5000
_NAMES_SHOWN = 8


def answer_why(tree: SourceTree, examination: Examination, asked: str) -> Why:
    """``asked`` is a name inside the Worker, or a path relative to the current folder or to the project root.

    Raises ``UsageError`` for what is neither imported nor found anywhere.
    """
    looks_like_path = "/" in asked or "\\" in asked or asked.endswith((".py", ".pyc", ".so"))
    candidates = (tree_path(asked), f"{examination.project.project_root.rstrip('/')}/{asked}")
    found = [(path, entry.kind) for path in candidates if (entry := tree.lookup(path))]
    if looks_like_path and not found:
        raise UsageError(f"there is no file {asked}", hint=_similar(asked, _uploaded_paths(examination)))
    for path, kind in found:
        if looks_like_path or kind is EntryKind.FILE:
            return _of_path(tree, examination, asked, path, kind)
    return _of_module(tree, examination, asked)


def _of_path(tree: SourceTree, examination: Examination, asked: str, path: str, kind: EntryKind) -> Why:
    if kind is EntryKind.DIRECTORY:
        package = f"{path}/__init__.py"
        path = package if tree.lookup(package) is not None else path
    display = make_display(examination.project)
    node = next((node for node in examination.graph.nodes if node.path == display(path)), None)
    uploaded_as = next((each.name for each in examination.upload.modules if each.path == path), None)
    name = node.name if node else module_name_of(uploaded_as) if uploaded_as and path.endswith(".py") else None
    file = explain_file(tree, examination.project, examination.upload, path)
    if name is None:
        return replace(_make(examination, asked, asked, None), module=None, path=display(path), file=file)
    winner = examination.resolver.resolve(name).target
    if uploaded_as and winner and winner.path != path and not node:
        nobody = Importers((), more=False, never=())
        own = replace(_make(examination, asked, name, None), path=display(path), file=file)
        return replace(own, entry=False, reached=None, importers=nobody, hidden_by=_describe(winner, display))
    return replace(_make(examination, asked, name, node), path=display(path), file=file)


def _of_module(tree: SourceTree, examination: Examination, asked: str) -> Why:
    node = next((node for node in examination.graph.nodes if node.name == asked), None)
    resolution = examination.resolver.resolve(asked)
    target = resolution.target
    is_imported = asked in imported_names(examination.graph)
    if not is_imported and resolution.outcome is not Outcome.FOUND and target is None:
        raise UsageError(f"no import names `{asked}`, and nothing provides it", hint=_suggest(examination, asked))
    path = target.path if target else None
    own = target is not None and target.origin in (ModuleOrigin.APP, ModuleOrigin.VENDORED)
    file = explain_file(tree, examination.project, examination.upload, path) if path and own else None
    display = make_display(examination.project)
    failed = resolution.outcome is not Outcome.FOUND
    return replace(
        _make(examination, asked, asked, node),
        origin=node.origin if node else target.origin if target else ModuleOrigin.MISSING,
        path=display(path) if path else None,
        file=file,
        failure=_failed_search(tree, examination, resolution) if failed else None,
        hides=_hidden_file(examination, asked, path, display) if target else None,
    )


def _describe(winner: ResolvedModule, display: Callable[[str], str]) -> str:
    return display(winner.path) if winner.path else "a module of the runtime"


def _hidden_file(examination: Examination, name: str, path: str | None, display: Callable[[str], str]) -> str | None:
    uploaded = (each for each in examination.upload.modules if each.name.endswith(".py") and each.path != path)
    hidden = (each.path for each in uploaded if module_name_of(each.name) == name)
    return next(map(display, hidden), None)


def _make(examination: Examination, asked: str, name: str, node: ModuleNode | None) -> Why:
    return Why(
        asked,
        name,
        node.origin if node else None,
        None,
        entry=name == examination.graph.entry,
        reached=node.reached if node else None,
        importers=find_importers(examination.graph, name),
    )


def _failed_search(tree: SourceTree, examination: Examination, resolution: Resolution) -> FailedSearch:
    display = make_display(examination.project)
    others = list(islice(_other_vendored(tree, examination), 20))
    elsewhere = list(find_elsewhere(examination.resolver, resolution.name, others))
    shared = modules_of_repository(tree, examination.project).get(resolution.name)
    if shared and all(not each.place.startswith(shared) for each in elsewhere):
        elsewhere.append(Elsewhere("in the repository", shared))
    return FailedSearch(
        resolution.outcome,
        resolution.failed_at or resolution.name,
        f"{resolution.error_type}: {resolution.message}",
        tuple(_searched(examination, resolution)),
        tuple(Elsewhere(each.kind, display(each.place) if "/" in each.place else each.place) for each in elsewhere),
    )


def _searched(examination: Examination, resolution: Resolution) -> Iterator[SearchedPlace]:
    """A submodule is looked for in its package alone, a top-level name along the whole search path."""
    parent = (resolution.failed_at or resolution.name).rpartition(".")[0]
    if parent:
        inside = [name for name in _known_names(examination) if name.rpartition(".")[0] == parent]
        yield SearchedPlace(f"the package {parent}", _holds(name.rpartition(".")[2] for name in inside))
        return
    for attempt in resolution.attempts:
        if attempt.hit is None:
            yield SearchedPlace(attempt.place, _content_of(examination, attempt.place))


def _content_of(examination: Examination, place: str) -> str:
    names = [module.name for module in examination.upload.modules]
    if place == SearchPlace.VENDORED.value:
        return _holds(_top(name.partition("/")[2]) for name in names if name.startswith("python_modules/"))
    if place == SearchPlace.APP.value:
        return _holds(_top(name) for name in names if not name.startswith("python_modules/"))
    return f"Python {examination.profile.python_version}" if place == SearchPlace.STDLIB.value else ""


def _top(uploaded_name: str) -> str:
    first = uploaded_name.partition("/")[0]
    return "" if first.endswith(".dist-info") else first.partition(".")[0]


def _holds(names: Iterator[str]) -> str:
    known = sorted({name for name in names if name})
    shown = ", ".join(known[:_NAMES_SHOWN])
    more = f" and {len(known) - _NAMES_SHOWN} more" if len(known) > _NAMES_SHOWN else ""
    return f"holds {shown}{more}" if known else "holds nothing"


def _known_names(examination: Examination) -> Iterator[str]:
    yield from examination.resolver.worker.uploaded_names()
    yield from examination.profile.modules


def _other_vendored(tree: SourceTree, examination: Examination) -> Iterator[str]:
    own = f"{examination.project.project_root.rstrip('/')}/python_modules"
    for folder, entries in islice(walk_folders(tree, examination.project.repository_root), _FOLDERS_LOOKED_AT):
        for entry in entries:
            path = f"{folder.rstrip('/')}/{entry.name}"
            if entry.name == "python_modules" and entry.kind is EntryKind.DIRECTORY and path != own:
                yield path


def _suggest(examination: Examination, asked: str) -> str | None:
    names = {*imported_names(examination.graph), *examination.resolver.worker.uploaded_names()}
    near = nearest_modules(asked, names)
    parent = asked.rpartition(".")[0]
    if not near and parent in names:
        near = (parent,)
    return f"did you mean {', '.join(near)}?" if near else "`graphcheck bundle` lists what the Worker holds"


def _similar(asked: str, paths: list[str]) -> str | None:
    near = difflib.get_close_matches(asked, paths, n=3, cutoff=0.8)
    return f"did you mean {', '.join(near)}?" if near else None


def _uploaded_paths(examination: Examination) -> list[str]:
    display = make_display(examination.project)
    return [display(module.path) for module in examination.upload.modules]
