"""``graphcheck report``."""

from __future__ import annotations

from functools import partial

import click

from graphcheck.cache.answers import Answer
from graphcheck.cli.judging import FindingOptions, finding_options, make_selection
from graphcheck.cli.options import (
    ProjectOptions,
    Sources,
    examine_project,
    exit_code_for,
    output_option,
    project_options,
    write_output,
)
from graphcheck.cli.places import terminal_width, wants_color
from graphcheck.cli.remembering import answer_once

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
    width, color = terminal_width(), output is None and wants_color()
    if findings.every_worker:
        return _report_all(project, findings, format_, output, width=width, color=color)
    options = (format_, width, color, findings) if format_ == "text" else (format_, findings)
    compute = partial(_report, project, findings, format_, width, color)
    answer = answer_once(project, "report", options, compute)
    write_output(answer.output, output)
    return answer.exit_code


def _report(
    project: ProjectOptions,
    findings: FindingOptions,
    format_: str,
    width: int,
    color: bool,  # noqa: FBT001
    sources: Sources,
) -> Answer:
    from graphcheck.report import RenderOptions, render

    examination = examine_project(project, selection=make_selection(findings), sources=sources)
    threshold = findings.fail_on or examination.project.settings.fail_on.value
    text = render(format_, examination.analysis, RenderOptions(width=width, color=color))
    return Answer(text, "", exit_code_for(examination.analysis, threshold))


def _report_all(
    project: ProjectOptions, findings: FindingOptions, format_: str, output: str | None, *, width: int, color: bool
) -> int:
    from graphcheck.cli.fleet import examine_fleet, fleet_exit_code, make_fleet
    from graphcheck.report import RenderOptions
    from graphcheck.report.fleet import render_fleet_json, render_fleet_text

    options = RenderOptions(width=width, color=color)
    seen = examine_fleet(project, make_selection(findings), gzip=True)
    fleet = make_fleet(seen)
    write_output(render_fleet_json(fleet) if format_ == "json" else render_fleet_text(fleet, options), output)
    return fleet_exit_code(seen, findings.fail_on)
