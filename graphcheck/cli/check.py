"""``graphcheck check``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

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
from graphcheck.cli.quoted import QuotedFiles
from graphcheck.cli.remembering import answer_once
from graphcheck.model.errors import UsageError

if TYPE_CHECKING:
    from graphcheck.model.analysis import Analysis
    from graphcheck.model.policy import Selection
    from graphcheck.pipeline import Examination

__all__ = ["command"]


@click.command("check")
@project_options
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["lines", "github", "sarif"]),
    default="lines",
    show_default=True,
    help="github: annotations of a workflow; sarif: for code scanning. Paths in both are the repository's.",
)
@output_option
@finding_options
@click.option(
    "--write-baseline",
    metavar="[FILE]",
    is_flag=False,
    flag_value="",
    help="Write all findings into the baseline, so that from now on only new ones are told.",
)
def command(
    project: ProjectOptions,
    format_: str,
    output: str | None,
    findings: FindingOptions,
    write_baseline: str | None,
) -> int:
    """Print one line for each finding (path:line:column: severity[code] message), and a summary to standard error."""
    if findings.baseline is not None and write_baseline is not None:
        raise UsageError(
            "--baseline and --write-baseline do not go together", hint="--write-baseline=FILE names a file"
        )
    if write_baseline is not None:
        from graphcheck.cli.baselines import write_baselines

        selection = make_selection(findings, use_baseline=False)
        return write_baselines(project, selection, write_baseline or None, every=findings.every_worker)
    if findings.every_worker:
        return _check_all(project, make_selection(findings), format_, output, findings.fail_on)
    options = findings if format_ == "lines" else (findings, format_)
    answer = answer_once(project, "check", options, partial(_check, project, findings, format_))
    write_output(answer.output, output)
    click.echo(answer.remark, err=True, nl=False)
    return answer.exit_code


def _check(project: ProjectOptions, findings: FindingOptions, format_: str, sources: Sources) -> Answer:
    from graphcheck.report import RenderOptions, render
    from graphcheck.rules.offers import untold_offers

    examination = examine_project(project, gzip=False, selection=make_selection(findings), sources=sources)
    analysis = examination.analysis
    output = (
        render("check", analysis, RenderOptions(width=0, color=False))
        if format_ == "lines"
        else _for_machines(format_, examination)
    )
    leeway = examination.leeway
    return Answer(
        output,
        f"{_summary(analysis)}\n",
        exit_code_for(analysis, findings.fail_on or examination.project.settings.fail_on.value),
        QuotedFiles(output).may_have,
        leeway._replace(latitudes=untold_offers(leeway.latitudes, output)),
    )


def _for_machines(format_: str, examination: Examination) -> str:
    from graphcheck.cli.machines import fleet_of, render_for_machines

    return render_for_machines(format_, fleet_of(examination))


def _check_all(
    project: ProjectOptions, selection: Selection, format_: str, output: str | None, fail_on: str | None
) -> int:
    from graphcheck.cli.fleet import examine_fleet, fleet_exit_code, folder_in_repository, make_fleet
    from graphcheck.report.fleet import render_fleet_check, verdict_table

    seen = examine_fleet(project, selection, gzip=False)
    fleet = make_fleet(seen)
    if format_ == "lines":
        write_output(render_fleet_check(fleet), output)
    else:
        from graphcheck.cli.machines import moved, render_for_machines

        write_output(render_for_machines(format_, moved(fleet, folder_in_repository(project, seen))), output)
    click.echo(verdict_table(fleet), nl=False, err=True)
    return fleet_exit_code(seen, fail_on)


def _summary(analysis: Analysis) -> str:
    verdict = "the Worker starts" if analysis.starts else "the Worker will not start"
    count = len(analysis.findings)
    ignored = f", {len(analysis.ignored)} ignored" if analysis.ignored else ""
    return f"graphcheck: {verdict}; {count} finding{'s' if count != 1 else ''}{ignored}"
