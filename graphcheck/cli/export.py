"""``graphcheck export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphcheck.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from graphcheck.cli.options import ProjectOptions, examine_project, output_option, project_options, write_output
from graphcheck.model.errors import UsageError

if TYPE_CHECKING:
    from graphcheck.graph.view import Level
    from graphcheck.model.graph import GraphView
    from graphcheck.pipeline import Examination

__all__ = ["command"]


@click.command("export")
@project_options
@click.option("-f", "--format", "format_", type=click.Choice(["mermaid", "dot"]), default="mermaid", show_default=True)
@click.option("--level", type=click.Choice(["module", "package"]), default="module", show_default=True)
@click.option("--focus", metavar="MODULE", help="Only what MODULE imports and what imports it.")
@click.option("--depth", type=click.IntRange(min=0), help="Steps away from the entry, or from --focus.")
@output_option
@click.option("--into", metavar="FILE.md", help="Replace the marked block of a Markdown file by the Mermaid graph.")
@click.option("--check", is_flag=True, help="With --into: write nothing, exit 1 when the block is stale.")
def command(
    project: ProjectOptions,
    format_: str,
    level: str,
    focus: str | None,
    depth: int | None,
    output: str | None,
    into: str | None,
    check: bool,  # noqa: FBT001
) -> int:
    """Draw the import graph: unresolved imports and the origin of every module are visible.

    --into expects the lines <!-- graphcheck:begin graph --> and <!-- graphcheck:end graph --> in the file.
    """
    from graphcheck.export import export_graph
    from graphcheck.graph.view import Level

    if check and not into:
        raise UsageError("--check goes with --into FILE.md")
    if into and (output or format_ != "mermaid"):
        raise UsageError("--into writes Mermaid into a Markdown file: it goes with neither --output nor --format dot")
    examination = examine_project(project)
    view = _view(examination, Level(level), focus, depth)
    text = export_graph(format_, view)
    if into:
        return _replace_in(into, text, check=check)
    write_output(text, output)
    return EXIT_OK


def _view(examination: Examination, level: Level, focus: str | None, depth: int | None) -> GraphView:
    from graphcheck.graph.view import make_view, names_in_view
    from graphcheck.resolve.nearest import nearest_modules

    names = names_in_view(examination.graph, level)
    if focus is not None and focus not in names:
        near = nearest_modules(focus, names)
        hint = f"did you mean {near[0]}?" if near else "names are those inside the Worker, e.g. core.config"
        raise UsageError(f"there is no {level.value} {focus} in the graph", hint=hint)
    title = examination.analysis.worker.name or examination.analysis.worker.entry
    return make_view(examination.graph, title, level, focus, depth)


def _replace_in(into: str, text: str, *, check: bool) -> int:
    from graphcheck.export import replace_block

    path = Path(into)
    try:
        document = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"cannot read {into}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{into} is not UTF-8") from None
    replaced = replace_block(document, "graph", text)
    if replaced == document:
        click.echo(f"{into} is current", err=True)
        return EXIT_OK
    if check:
        click.echo(f"{into} is stale: run the same command without --check", err=True)
        return EXIT_FINDINGS
    path.write_bytes(replaced.encode("utf-8"))
    click.echo(f"updated {into}", err=True)
    return EXIT_OK
