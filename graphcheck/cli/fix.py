"""``graphcheck fix``."""

from __future__ import annotations

import os

import click

from graphcheck.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from graphcheck.cli.options import ProjectOptions, examine_project, project_options
from graphcheck.model.errors import UsageError

__all__ = ["command"]


@click.command("fix")
@project_options
@click.option("--write", is_flag=True, help="Write the files instead of showing a diff.")
def command(
    folder: str,
    config: str | None,
    env: str | None,
    date: str | None,
    no_cache: bool,  # noqa: FBT001
    write: bool,  # noqa: FBT001
) -> int:
    """Show the edits that repair findings without changing what else the code means; --write makes them.

    Exit code 1 without --write when there is something to write.
    """
    from graphcheck.fix import collect_edits, plan_changes, unified_diff

    examination = examine_project(ProjectOptions(folder, config, env, date, cache=not no_cache))
    root = examination.project.project_root
    edits = collect_edits(examination.analysis.findings, unsafe=False)
    changes = plan_changes(edits, lambda path: _read_text(os.path.join(root, path)))
    if not changes:
        click.echo("nothing to fix by itself; `graphcheck report` shows what is left to do by hand", err=True)
        return EXIT_OK
    for change in changes:
        if write:
            _write_text(os.path.join(root, change.path), change.after)
            click.echo(f"fixed {change.edits} in {change.path}", err=True)
        else:
            click.echo(unified_diff(change), nl=False)
    if not write:
        click.echo(f"{sum(change.edits for change in changes)} edits; --write makes them", err=True)
    return EXIT_OK if write else EXIT_FINDINGS


def _read_text(path: str) -> str:
    with open(path, encoding="utf-8-sig", newline="") as file:  # noqa: PTH123
        return file.read()


def _write_text(path: str, text: str) -> None:
    with open(path, "rb") as file:  # noqa: PTH123
        mark = "\ufeff" if file.read(3) == b"\xef\xbb\xbf" else ""
    try:
        with open(path, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
            file.write(mark + text)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
