"""``graphcheck verify``."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import click

from graphcheck.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from graphcheck.cli.options import (
    ProjectOptions,
    examine_project,
    make_invocation,
    output_option,
    project_options,
    write_output,
)
from graphcheck.cli.places import default_cache_folder, terminal_width, wants_color
from graphcheck.model.errors import UsageError

if TYPE_CHECKING:
    from graphcheck.model.project import Project
    from graphcheck.model.upload import UploadedModule, UploadSet
    from graphcheck.model.verification import UploadCheck, Verification
    from graphcheck.pipeline import Examination

__all__ = ["command"]


@click.command("verify")
@project_options
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@click.option("--pyodide", metavar="DIR", help="Use the npm package of Pyodide in DIR instead of installing it.")
@click.option("--timeout", type=click.FloatRange(1, 3600), default=60, show_default=True, help="Seconds to start in.")
@click.option("--wrangler", is_flag=True, help="Also compare the upload set with that of your own wrangler.")
def command(
    project: ProjectOptions,
    format_: str,
    output: str | None,
    pyodide: str | None,
    timeout: float,
    wrangler: bool,  # noqa: FBT001
) -> int:
    """Run the Worker's start in real Pyodide, on exactly what would be uploaded, beside what was predicted.

    The code runs locked in: no files beyond the upload set, no network, bounded time and memory. Needs Node 20 or
    newer; the Pyodide of the Worker's runtime is installed with npm, once, in the user's cache folder.

    Exit code 0 when the Worker starts as predicted, 1 when it does not start or the prediction is wrong.
    """
    from graphcheck.verify import find_node, provide_pyodide, use_pyodide

    node = find_node()
    examination = examine_project(project)
    release = examination.profile.pyodide
    pyodide_dir = use_pyodide(pyodide, release) if pyodide else provide_pyodide(release, default_cache_folder(), _tell)
    check = _check_upload(project, node) if wrangler else None
    verification = _verify(examination, os.fspath(pyodide_dir), node, timeout, check)
    write_output(_render(verification, format_, color=output is None and wants_color()), output)
    return EXIT_OK if verification.passed else EXIT_FINDINGS


def _tell(text: str) -> None:
    click.echo(f"graphcheck: {text}", err=True)


def _verify(
    examination: Examination, pyodide_dir: str, node: str, timeout: float, check: UploadCheck | None
) -> Verification:
    from graphcheck.verify import compare_startup, observe_startup

    read = partial(_read, examination.project)
    observed = observe_startup(examination.upload, read, examination.profile, pyodide_dir, node=node, timeout=timeout)
    analysis = examination.analysis
    paths = {module.name: module.path for module in analysis.upload.modules}
    return compare_startup(analysis.worker, analysis.startup, observed, paths, check)


def _read(worker: Project, module: UploadedModule) -> bytes:
    from graphcheck.model.tree import TreeError
    from graphcheck.tree import DiskTree
    from graphcheck.upload import read_sent

    try:
        return read_sent(DiskTree(), worker, module)
    except TreeError as error:
        raise UsageError(f"cannot read {module.path}: {error.kind.value}") from None
    except ValueError:
        raise UsageError(f"{module.path} is no longer a source map") from None


def _check_upload(project: ProjectOptions, node: str) -> UploadCheck:
    from graphcheck.model.verification import UploadCheck
    from graphcheck.verify import WranglerError, ask_wrangler, compare_upload, find_wrangler, read_version

    program = find_wrangler(project.folder, node)
    if program is None:
        raise UsageError(
            "there is no wrangler in node_modules of the project or above, and none on the PATH",
            hint="npm install --save-dev wrangler",
        )
    _tell(f"asking {program[-1]}")
    given = (("--config", project.config), ("--env", project.env), ("--compatibility-date", project.date))
    arguments = tuple(part for name, value in given if value is not None for part in (name, _absolute(name, value)))
    try:
        parts = ask_wrangler(program, project.folder, arguments)
    except WranglerError as error:
        return UploadCheck(0, refusal=str(error))
    worker, upload = _predict(project, read_version(program))
    return compare_upload(upload.modules, partial(_read, worker), parts)


def _predict(project: ProjectOptions, version: str | None) -> tuple[Project, UploadSet]:
    """What that version of wrangler would upload; the newest known one where it has not said."""
    from graphcheck.config import load_project
    from graphcheck.model.wrangler import NEWEST, behaviour_of
    from graphcheck.tree import DiskTree
    from graphcheck.upload import collect_upload

    tree, wrangler = DiskTree(), behaviour_of(version) if version else NEWEST
    worker = load_project(tree, replace(make_invocation(project), wrangler=wrangler))
    return worker, collect_upload(tree, worker, wrangler=wrangler)


def _absolute(name: str, value: str) -> str:
    return os.path.abspath(value) if name == "--config" else value


def _render(verification: Verification, format_: str, *, color: bool) -> str:
    from graphcheck.report import RenderOptions
    from graphcheck.report.verify_json import render_verification_json
    from graphcheck.report.verify_report import render_verification

    if format_ == "json":
        return render_verification_json(verification)
    return render_verification(verification, RenderOptions(width=terminal_width(), color=color))
