"""``graphcheck check``."""

from __future__ import annotations

import click

from graphcheck.cli.options import (
    ProjectOptions,
    examine_project,
    exit_code_for,
    output_option,
    project_options,
    write_output,
)

__all__ = ["command"]


@click.command("check")
@project_options
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
    output: str | None,
    fail_on: str | None,
) -> int:
    """Print one line for each finding (path:line:column: severity[code] message), and a summary to standard error."""
    from graphcheck.report import RenderOptions, render

    examination = examine_project(ProjectOptions(folder, config, env, date, cache=not no_cache))
    analysis = examination.analysis
    write_output(render("check", analysis, RenderOptions(width=0, color=False)), output)
    click.echo(_summary(analysis.startup.starts, len(analysis.findings)), err=True)
    return exit_code_for(analysis, fail_on or examination.project.settings.fail_on.value)


def _summary(starts: bool, findings: int) -> str:  # noqa: FBT001
    verdict = "the Worker starts" if starts else "the Worker will not start"
    return f"graphcheck: {verdict}; {findings} finding{'s' if findings != 1 else ''}"
