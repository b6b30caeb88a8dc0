"""``graphcheck init``."""

from __future__ import annotations

import os
import posixpath
import re
from typing import TYPE_CHECKING

import click

from graphcheck import __version__
from graphcheck.cli.exit_codes import EXIT_OK
from graphcheck.model.errors import NothingToAnalyse, UsageError
from graphcheck.model.frozen import frozen

if TYPE_CHECKING:
    from graphcheck.fix import SourceText

__all__ = ["command"]

_Planned = tuple[str, "SourceText | None", "str | None"]
"""Path, the file as it is, and its text afterwards; None for a file that is not understood."""

_NEEDS_NO_QUOTES = re.compile(r"[\w./-]+")


@frozen
class _Place:
    """``root`` is the repository; ``workers`` are the folders of configurations, relative to it."""

    root: str
    workers: tuple[str, ...]

    @property
    def arguments(self) -> str:
        """What ``graphcheck check`` needs when it is called in the root."""
        if len(self.workers) > 1 or not _NEEDS_NO_QUOTES.fullmatch(self.workers[0]):
            return " --all"
        return "" if self.workers == (".",) else f" {self.workers[0]}"


@click.command("init")
@click.argument("folder", default=".", type=click.Path())
@click.option("--write", is_flag=True, help="Write the files instead of showing a diff.")
def command(folder: str, write: bool) -> int:  # noqa: FBT001
    """Show what it takes to check this repository from now on: [tool.graphcheck] in pyproject.toml, a hook in
    .pre-commit-config.yaml, a step in CI. --write writes it; what is there already stays as it is.
    """
    from graphcheck.cli.files import show_changes, write_changes
    from graphcheck.fix import FileChange, SourceText

    place = _find_place(folder)
    changes: list[FileChange] = []
    for path, source, after in _plan(place):
        if after is None:
            click.echo(f"{path} is not understood: add graphcheck to it by hand", err=True)
        elif source is None or after != source.text:
            changes.append(FileChange(path, source or SourceText(""), after, 1, new=source is None))
    if not changes:
        click.echo("nothing to add", err=True)
    elif write:
        write_changes(place.root, changes)
        click.echo("".join(f"wrote {change.path}\n" for change in changes), nl=False, err=True)
    else:
        show_changes(changes)
        click.echo("nothing is written yet; --write does it", err=True)
    return EXIT_OK


def _find_place(folder: str) -> _Place:
    from graphcheck.config import pick_config
    from graphcheck.tree import DiskTree, tree_path, walk_folders

    start = tree_path(folder)
    if not os.path.isdir(start):
        raise UsageError(f"there is no folder {folder}")
    root = start
    while not os.path.lexists(os.path.join(root, ".git")):
        parent = os.path.dirname(root)
        if parent == root:
            root = start
            break
        root = parent
    found = [path for path, entries in walk_folders(DiskTree(), root) if pick_config(entries)]
    if not found:
        raise NothingToAnalyse(f"there is no wrangler configuration in or below {root}")
    return _Place(root, tuple(os.path.relpath(path, root).replace(os.sep, "/") for path in found))


def _plan(place: _Place) -> list[_Planned]:
    from graphcheck.cli.files import read_source
    from graphcheck.fix import add_pre_commit_hook, add_settings

    pyproject = _pyproject(place)
    settings = read_source(posixpath.join(place.root, pyproject))
    hooks = read_source(posixpath.join(place.root, ".pre-commit-config.yaml"))
    hook = add_pre_commit_hook(hooks.text if hooks else None, __version__, place.arguments)
    return [
        (pyproject, settings, add_settings(settings.text if settings else "")),
        (".pre-commit-config.yaml", hooks, hook),
        _ci_step(place),
    ]


def _pyproject(place: _Place) -> str:
    """The one that is nearest to a single Worker; with several, that of the repository."""
    folder = place.workers[0] if len(place.workers) == 1 else "."
    while folder not in ("", "."):
        path = f"{folder}/pyproject.toml"
        if os.path.isfile(posixpath.join(place.root, path)):
            return path
        folder = os.path.dirname(folder)
    return "pyproject.toml"


def _ci_step(place: _Place) -> _Planned:
    from graphcheck.cli.files import read_source
    from graphcheck.fix import add_gitlab_job, make_workflow

    synced = tuple(
        worker
        for worker in place.workers
        if _NEEDS_NO_QUOTES.fullmatch(worker) and os.path.isfile(posixpath.join(place.root, worker, "pyproject.toml"))
    )
    gitlab = read_source(posixpath.join(place.root, ".gitlab-ci.yml"))
    if gitlab is not None:
        return ".gitlab-ci.yml", gitlab, add_gitlab_job(gitlab.text, __version__, place.arguments, synced)
    name = _workflow_with_graphcheck(place.root) or "graphcheck.yml"
    workflow = read_source(posixpath.join(place.root, ".github/workflows", name))
    after = workflow.text if workflow else make_workflow(__version__, place.arguments, synced)
    return f".github/workflows/{name}", workflow, after


def _workflow_with_graphcheck(root: str) -> str | None:
    from graphcheck.cli.files import read_source

    folder = posixpath.join(root, ".github/workflows")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    for name in names:
        source = read_source(posixpath.join(folder, name)) if name.endswith((".yml", ".yaml")) else None
        if source and "graphcheck" in source.text:
            return name
    return None
