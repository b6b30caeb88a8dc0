"""``graphcheck runtime``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
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
from graphcheck.cli.places import terminal_width, wants_color

if TYPE_CHECKING:
    from graphcheck.model.finding import Finding
    from graphcheck.model.project import Project
    from graphcheck.model.runtime import RuntimeProfile
    from graphcheck.model.selection import ModuleAnswer, RuntimeAnswer, WhatIf
    from graphcheck.pipeline import Examination
    from graphcheck.report import RenderOptions

__all__ = ["command"]


@click.command("runtime")
@project_options
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
@click.option("--module", metavar="NAME", help="Only whether the runtime brings this module; exit code 1 if not.")
def command(
    project: ProjectOptions,
    format_: str,
    output: str | None,
    module: str | None,
) -> int:
    """Show the runtime that the project gets and why: Pyodide, flags, search path, modules, and what later dates bring.

    With --date it answers "what if": flags that this date switches on or off, and findings that would appear or go.
    """
    render = _render_options(color=output is None and wants_color())
    if module is not None:
        answer = _ask_module(project, module)
        write_output(_module_text(answer, format_, render), output)
        return EXIT_OK if answer.importable else EXIT_FINDINGS
    if project.date is not None:
        write_output(_what_if_text(_ask_what_if(project), format_, render), output)
    else:
        worker, profile = _load(project)
        write_output(_runtime_text(_explain(worker, profile), format_, render), output)
    return EXIT_OK


def _load(options: ProjectOptions) -> tuple[Project, RuntimeProfile]:
    from graphcheck.config import load_project
    from graphcheck.runtime import select_runtime
    from graphcheck.tree import DiskTree

    project = load_project(DiskTree(), make_invocation(options))
    return project, select_runtime(project.compatibility_date.value, project.compatibility_flags.value)


def _explain(project: Project, profile: RuntimeProfile) -> RuntimeAnswer:
    from graphcheck.config import describe_worker
    from graphcheck.runtime.explain import explain_runtime

    worker = describe_worker(project, profile)
    return explain_runtime(worker, project.compatibility_date.value, project.compatibility_flags.value)


def _ask_module(options: ProjectOptions, name: str) -> ModuleAnswer:
    from graphcheck.runtime.explain import explain_module

    _, profile = _load(options)
    return explain_module(profile, name)


def _ask_what_if(options: ProjectOptions) -> WhatIf:
    from graphcheck.model.selection import WhatIf

    before, after = examine_project(replace(options, date=None)), examine_project(options)
    now, then = _explain(before.project, before.profile), _explain(after.project, after.profile)
    on, off = {flag.name for flag in then.flags}, {flag.name for flag in now.flags}
    return WhatIf(
        before=now,
        after=then,
        switched_on=tuple(flag for flag in then.flags if flag.name not in off),
        switched_off=tuple(flag for flag in now.flags if flag.name not in on),
        appearing=_without(after.analysis.findings, before.analysis.findings),
        going=_without(before.analysis.findings, after.analysis.findings),
        outcome_before=_outcome(before),
        outcome_after=_outcome(after),
    )


def _without(findings: Iterable[Finding], others: Iterable[Finding]) -> tuple[Finding, ...]:
    known = {_key(finding) for finding in others}
    return tuple(finding for finding in findings if _key(finding) not in known)


def _key(finding: Finding) -> tuple[str, str | None, int | None, str]:
    return finding.code, finding.path, finding.span.line if finding.span else None, finding.message


def _outcome(examination: Examination) -> str:
    startup = examination.analysis.startup
    if startup.refused is not None:
        return f"will not deploy: {startup.refused}"
    if startup.error is not None:
        return f"will not start: {startup.error.type}: {startup.error.message}"
    return "starts"


def _render_options(*, color: bool) -> RenderOptions:
    from graphcheck.report import RenderOptions

    return RenderOptions(width=terminal_width(), color=color)


def _module_text(answer: ModuleAnswer, format_: str, options: RenderOptions) -> str:
    from graphcheck.report.runtime_json import render_module_json
    from graphcheck.report.runtime_report import render_module

    return render_module_json(answer) if format_ == "json" else render_module(answer, options)


def _what_if_text(what_if: WhatIf, format_: str, options: RenderOptions) -> str:
    from graphcheck.report.runtime_json import render_what_if_json
    from graphcheck.report.runtime_report import render_what_if

    return render_what_if_json(what_if) if format_ == "json" else render_what_if(what_if, options)


def _runtime_text(answer: RuntimeAnswer, format_: str, options: RenderOptions) -> str:
    from graphcheck.report.runtime_json import render_runtime_json
    from graphcheck.report.runtime_report import render_runtime

    return render_runtime_json(answer) if format_ == "json" else render_runtime(answer, options)
