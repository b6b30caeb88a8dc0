"""``graphcheck report``."""

from __future__ import annotations

import click

from graphcheck.cli.options import (
    ProjectOptions,
    examine_project,
    exit_code_for,
    output_option,
    project_options,
    wants_color,
    write_output,
)

__all__ = ["command"]


@click.command("report")
@project_options
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "info", "never"]), help="Least severity for exit code 1."
)
def command(
    folder: str,
    config: str | None,
    env: str | None,
    date: str | None,
    no_cache: bool,  # noqa: FBT001
    format_: str,
    output: str | None,
    fail_on: str | None,
) -> int:
    """Say whether the Worker starts, and show every import that breaks it, with cause, chain and fix.

    FOLDER is where the search for the wrangler configuration begins; it goes on upwards.
    """
    import shutil

    from graphcheck.report import RenderOptions, render

    examination = examine_project(ProjectOptions(folder, config, env, date, cache=not no_cache))
    width = min(shutil.get_terminal_size((100, 24)).columns, 120)
    options = RenderOptions(width=width, color=output is None and wants_color())
    write_output(render(format_, examination.analysis, options), output)
    return exit_code_for(examination.analysis, fail_on or examination.project.settings.fail_on.value)
