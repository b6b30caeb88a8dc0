"""``graphcheck check --write-baseline``."""

from __future__ import annotations

import os
import posixpath

import click

from graphcheck.cli.exit_codes import EXIT_OK
from graphcheck.cli.fleet import examine_fleet
from graphcheck.cli.options import ProjectOptions, examine_project, write_output
from graphcheck.model.errors import NothingToAnalyse, UsageError
from graphcheck.model.policy import Selection
from graphcheck.model.project import Project
from graphcheck.model.tree import TreeError, TreeErrorKind
from graphcheck.pipeline import Examination
from graphcheck.rules.baseline import update_baseline
from graphcheck.rules.policy import name_worker
from graphcheck.tree import DiskTree, tree_path

__all__ = ["write_baselines"]

_DEFAULT = "graphcheck-baseline.json"


def write_baselines(project: ProjectOptions, selection: Selection, file: str | None, *, every: bool) -> int:
    """Into ``file``, else the one of the settings, else the default beside pyproject.toml or the configuration. What a
    file says of other Workers stays."""
    for examination in _examinations(project, selection, every=every):
        path = tree_path(file) if file else _usual_path(examination)
        worker = name_worker(examination.project, path)
        text = update_baseline(_read(path), path, worker, examination.analysis.findings)
        shown = _from_here(path)
        write_output(text, shown)
        count = len(examination.analysis.findings)
        click.echo(f"{worker}: {count} finding{'s' if count != 1 else ''} known", err=True)
        if examination.project.settings.policy.baseline.value != path:
            setting = posixpath.relpath(path, _settings_folder(examination.project))
            click.echo(f'to use it: --baseline {shown}, or baseline = "{setting}" in [tool.graphcheck]', err=True)
    return EXIT_OK


def _examinations(project: ProjectOptions, selection: Selection, *, every: bool) -> list[Examination]:
    if not every:
        return [examine_project(project, gzip=False, selection=selection)]
    results = [each.result for each in examine_fleet(project, selection, gzip=False)]
    for result in results:
        if not isinstance(result, (Examination, NothingToAnalyse)):
            raise result
    return [result for result in results if isinstance(result, Examination)]


def _usual_path(examination: Examination) -> str:
    project = examination.project
    return project.settings.policy.baseline.value or posixpath.join(_settings_folder(project), _DEFAULT)


def _settings_folder(project: Project) -> str:
    """Where ``[tool.graphcheck]`` is, or would be."""
    return posixpath.dirname(project.pyproject_path) if project.pyproject_path else project.project_root


def _from_here(path: str) -> str:
    """As one would type it in the current folder."""
    try:
        return os.path.relpath(path).replace(os.sep, "/")
    except ValueError:  # another drive on Windows
        return path


def _read(path: str) -> str | None:
    try:
        return DiskTree().read(path).decode("utf-8", "replace")
    except TreeError as error:
        if error.kind is TreeErrorKind.NOT_FOUND:
            return None
        raise UsageError(f"cannot read {path}: {error.kind.value}") from None
