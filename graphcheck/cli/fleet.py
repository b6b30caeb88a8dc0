"""``--all``: every Worker below a folder, one after the other."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace

from graphcheck.cache.file import CacheFile
from graphcheck.cli.exit_codes import EXIT_OK, EXIT_USAGE
from graphcheck.cli.options import ProjectOptions, exit_code_for, make_invocation
from graphcheck.cli.progress import show_progress
from graphcheck.config import find_config, pick_config
from graphcheck.model.errors import ConfigError, ConfigProblem, GraphcheckError, NothingToAnalyse, UsageError
from graphcheck.model.fleet import BrokenWorker, Fleet, FleetWorker, SkippedWorker
from graphcheck.model.frozen import frozen
from graphcheck.model.policy import Selection
from graphcheck.model.tree import SourceTree, TreeError
from graphcheck.pipeline import Examination, Observer, examine
from graphcheck.tree import DiskTree, walk_folders

__all__ = ["Sighting", "examine_fleet", "find_workers", "fleet_exit_code", "folder_in_repository", "make_fleet"]


# Jinja and its relatives (cookiecutter, copier), EJS (yeoman).
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}|<%[^%\n]*%>")


@frozen
class Sighting:
    """One configuration below the folder, and what came of it."""

    folder: str
    config: str
    result: Examination | GraphcheckError


def examine_fleet(options: ProjectOptions, selection: Selection, *, gzip: bool) -> tuple[Sighting, ...]:
    """A Worker that cannot be read does not stop the others. Raises ``NothingToAnalyse`` where there is no Python
    Worker at all."""
    with show_progress() as observe:
        seen = tuple(
            Sighting(shown, name, _examine(options, folder, name, selection, observe, gzip=gzip))
            for shown, folder, name in _configurations(options)
        )
    if all(isinstance(each.result, NothingToAnalyse) for each in seen):
        others = f"; {len(seen)} other configurations were skipped" if seen else ""
        raise NothingToAnalyse(f"there is no Python Worker in or below {options.folder}{others}")
    return seen


def find_workers(options: ProjectOptions) -> Iterator[tuple[str, str, ProjectOptions]]:
    """Each configuration below the folder: its folder as seen from there, its path, and the options that mean it."""
    for shown, folder, name in _configurations(options):
        yield shown, f"{folder}/{name}", replace(options, folder=folder)


def make_fleet(seen: tuple[Sighting, ...]) -> Fleet:
    workers: list[FleetWorker] = []
    broken: list[BrokenWorker] = []
    skipped: list[SkippedWorker] = []
    for each in seen:
        match each.result:
            case Examination():
                workers.append(FleetWorker(each.folder, each.result.analysis))
            case NothingToAnalyse():
                skipped.append(SkippedWorker(each.folder, each.config, each.result.message))
            case _:
                broken.append(BrokenWorker(each.folder, each.config, _problems(each.result)))
    return Fleet(tuple(workers), tuple(broken), tuple(skipped))


def folder_in_repository(options: ProjectOptions, seen: tuple[Sighting, ...]) -> str:
    """Where the folder of all lies in the repository that its Workers are of."""
    top = make_invocation(options).folder
    roots = (each.result.project.repository_root for each in seen if isinstance(each.result, Examination))
    root = next((root for root in roots if f"{top}/".startswith(f"{root.rstrip('/')}/")), top)
    return posixpath.relpath(top, root)


def fleet_exit_code(seen: tuple[Sighting, ...], fail_on: str | None) -> int:
    """The worst of all: a broken configuration is worse than findings."""
    codes = [EXIT_OK]
    for each in seen:
        if isinstance(each.result, Examination):
            threshold = fail_on or each.result.project.settings.fail_on.value
            codes.append(exit_code_for(each.result.analysis, threshold))
        elif not isinstance(each.result, NothingToAnalyse):
            codes.append(EXIT_USAGE)
    return max(codes)


def _configurations(options: ProjectOptions) -> Iterator[tuple[str, str, str]]:
    """Each one's folder as seen from the folder of all, its folder, and its name."""
    if options.config is not None:
        raise UsageError("--all finds the configurations itself: it does not go with --config")
    top = make_invocation(options).folder
    for folder, entries in walk_folders(DiskTree(), top):
        name = pick_config(entries)
        if name:
            yield os.path.relpath(folder, top).replace(os.sep, "/"), folder, name


def _examine(
    options: ProjectOptions,
    folder: str,
    name: str,
    selection: Selection,
    observe: Observer,
    *,
    gzip: bool,
) -> Examination | GraphcheckError:
    tree = DiskTree()
    invocation = replace(make_invocation(options), folder=folder)
    # Called in this folder, wrangler may prefer another name in a folder above.
    if find_config(tree, invocation) != f"{folder.rstrip('/')}/{name}":
        invocation = replace(invocation, config=name)
    try:
        with CacheFile(options.cache_folder) as cache:
            return examine(
                tree,
                invocation,
                cache=cache,
                processes=options.processes,
                observe=observe,
                gzip=gzip,
                selection=selection,
            )
    except ConfigError as error:
        return as_template(tree, f"{folder.rstrip('/')}/{name}") or error
    except GraphcheckError as error:
        return error


def as_template(tree: SourceTree, path: str) -> NothingToAnalyse | None:
    """A configuration with placeholders, which some generator fills in, is none yet."""
    try:
        placeholder = _PLACEHOLDER.search(tree.read(path).decode("utf-8", "replace"))
    except TreeError:
        return None
    return NothingToAnalyse(f"this is a template: it holds {placeholder[0]}") if placeholder else None


def _problems(error: GraphcheckError) -> tuple[ConfigProblem, ...]:
    return error.problems if isinstance(error, ConfigError) else (ConfigProblem(error.message, "", hint=error.hint),)
