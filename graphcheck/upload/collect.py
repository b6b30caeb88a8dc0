"""The upload set of a Worker."""

from __future__ import annotations

import re

from graphcheck.model.project import Project
from graphcheck.model.tree import SourceTree
from graphcheck.model.upload import DroppedFile, UploadedModule, UploadProblem, UploadSet
from graphcheck.model.wrangler import NEWEST, WranglerVersion
from graphcheck.upload.content import read_entry
from graphcheck.upload.listing import Listing, list_modules
from graphcheck.upload.source_maps import find_source_maps

__all__ = ["collect_upload"]

_LINE_BREAK = re.compile(r"\r?\n|\r")


def collect_upload(tree: SourceTree, project: Project, *, wrangler: WranglerVersion = NEWEST) -> UploadSet:
    """What ``wrangler deploy`` sends, in its order. Never raises: what stops wrangler is a fatal problem.

    Only the entry is read; every other size comes from the file system.
    """
    main, unreadable_main = read_entry(tree, project)
    listing = list_modules(tree, project, wrangler)
    if project.find_additional_modules.value is False and wrangler.obeys_find_additional_modules:
        listing = _disabled(listing)
    maps, unusable = _source_maps(tree, project, wrangler, [main, *listing.modules])
    modules = _as_parts(main, [*listing.modules, *maps])
    taken = {module.path for module in modules}
    problems = [unreadable_main] if unreadable_main else []
    return UploadSet(
        modules=modules,
        dropped=tuple(file for file in listing.dropped if file.path not in taken),
        problems=(*problems, *listing.problems, *unusable, *_conflicts(main, modules)),
        listed_files=len(listing.modules),
        listed_bytes=main.size + sum(module.size for module in listing.modules),
    )


def _disabled(listing: Listing) -> Listing:
    """``find_additional_modules = false``: wrangler does not even look."""
    return Listing(dropped=[DroppedFile(module.path, "disabled") for module in listing.modules] + listing.dropped)


def _source_maps(
    tree: SourceTree, project: Project, wrangler: WranglerVersion, modules: list[UploadedModule]
) -> tuple[list[UploadedModule], list[UploadProblem]]:
    found = list(find_source_maps(tree, project, wrangler, modules))
    maps = [each for each in found if isinstance(each, UploadedModule)]
    return maps, [each for each in found if isinstance(each, UploadProblem)]


def _as_parts(main: UploadedModule, listed: list[UploadedModule]) -> tuple[UploadedModule, ...]:
    """The form's parts: one that repeats a name replaces the earlier one where that stands.

    The first is the form's own, called metadata, until a module has that name.
    """
    parts: dict[str, UploadedModule | None] = {"metadata": None, main.name: main}
    for module in listed:
        parts[module.name] = module
    return tuple(_with_part_name(part) for part in parts.values() if part is not None)


def _with_part_name(module: UploadedModule) -> UploadedModule:
    # A form (undici's, as browsers' do) writes every line break in a name as CR LF.
    if "\n" not in module.name and "\r" not in module.name:
        return module
    return module._replace(name=_LINE_BREAK.sub("\r\n", module.name))


def _conflicts(main: UploadedModule, modules: tuple[UploadedModule, ...]) -> list[UploadProblem]:
    """Names that fight, which wrangler does not notice."""
    found = []
    replacing = next(module for module in modules if module.name == main.name)
    if replacing.path != main.path:
        message = f"this file is uploaded as {main.name} in place of main, because both have that name"
        found.append(UploadProblem("main-replaced", replacing.path, message, fatal=False))
    vendored = f"python_modules/{main.name}"
    stem = f"python_modules/{main.name.removesuffix('.py')}"
    clashing = (f"{stem}/__init__.py", f"{stem}.so")
    for module in modules:
        if module.name == "metadata":
            message = "a module called metadata replaces the form's own metadata part"
            found.append(UploadProblem("metadata-replaced", module.path, message, fatal=False))
        elif module.name.startswith(vendored) or module.name in clashing:
            message = f"{module.name} clashes with main module {main.name}: the runtime refuses it"
            found.append(UploadProblem("clashes-with-main", module.path, message, fatal=False))
    return found
