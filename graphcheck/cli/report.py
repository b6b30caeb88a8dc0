"""``graphcheck report``."""

from __future__ import annotations

import click

from graphcheck.cli.judging import FindingOptions, finding_options, make_selection
from graphcheck.cli.options import (
    ProjectOptions,
    examine_project,
    exit_code_for,
    output_option,
    project_options,
    terminal_width,
    wants_color,
    write_output,
)

__all__ = ["command"]


@click.command("report")
@project_options
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@finding_options
def command(
    project: ProjectOptions,
    format_: str,
    output: str | None,
    findings: FindingOptions,
) -> int:
    """Say whether the Worker starts, and show every import that breaks it, with cause, chain and fix.

    FOLDER is where the search for the wrangler configuration begins; it goes on upwards. With --all it is where the
    search for configurations below begins.
    """
    from graphcheck.report import RenderOptions, render

    selection = make_selection(findings)
    options = RenderOptions(width=terminal_width(), color=output is None and wants_color())
    if findings.every_worker:
        from graphcheck.cli.fleet import examine_fleet, fleet_exit_code, make_fleet
        from graphcheck.report.fleet import render_fleet_json, render_fleet_text

        seen = examine_fleet(project, selection, gzip=True)
        fleet = make_fleet(seen)
        write_output(render_fleet_json(fleet) if format_ == "json" else render_fleet_text(fleet, options), output)
        return fleet_exit_code(seen, findings.fail_on)
    examination = examine_project(project, selection=selection)
    write_output(render(format_, examination.analysis, options), output)
    return exit_code_for(examination.analysis, findings.fail_on or examination.project.settings.fail_on.value)
