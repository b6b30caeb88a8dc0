"""``graphcheck why``."""

from __future__ import annotations

import click

from graphcheck.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from graphcheck.cli.options import ProjectOptions, examine_project, output_option, project_options, write_output
from graphcheck.cli.places import terminal_width, wants_color

__all__ = ["command"]


@click.command("why")
@click.argument("module")
@project_options
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def command(
    module: str,
    project: ProjectOptions,
    format_: str,
    output: str | None,
) -> int:
    """Show every shortest chain of imports from the entry to MODULE, and where it was looked for if it is missing.

    MODULE is a name inside the Worker (core.config), a name as some import writes it (src.core.config), or a file.
    Exit code 0 when an import leads to it, 1 when none does, 2 when there is no such module or file.
    """
    from graphcheck.cli.asking import answer_why
    from graphcheck.report import RenderOptions
    from graphcheck.report.why import render_why
    from graphcheck.tree import DiskTree

    examination = examine_project(project, gzip=False)
    why = answer_why(DiskTree(), examination, module)
    options = RenderOptions(width=terminal_width(), color=output is None and wants_color())
    write_output(render_why(format_, why, options), output)
    return EXIT_OK if why.importers.chains or why.entry else EXIT_FINDINGS
