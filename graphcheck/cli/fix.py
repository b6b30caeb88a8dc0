"""``graphcheck fix``."""

from __future__ import annotations

import click

from graphcheck.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from graphcheck.cli.options import ProjectOptions, project_options

__all__ = ["command"]


@click.command("fix")
@project_options
@click.option("--write", is_flag=True, help="Write the files instead of showing a diff.")
@click.option("--unsafe", is_flag=True, help="Also edits that may change what else the code means.")
@click.option("--with", "choice", type=click.Choice(["base-dir"]), help="Repair it in this other way instead.")
def command(
    folder: str,
    config: str | None,
    env: str | None,
    date: str | None,
    no_cache: bool,  # noqa: FBT001
    write: bool,  # noqa: FBT001
    unsafe: bool,  # noqa: FBT001
    choice: str | None,
) -> int:
    """Show the edits that repair findings without changing what else the code means; --write makes them.

    --with base-dir sets base_dir, so that imports may keep the name of the folder of main, instead of changing them.
    Exit code 1 without --write when there is something to write.
    """
    from graphcheck.cli.files import show_changes, write_changes
    from graphcheck.cli.repair import plan_repair

    root, changes = plan_repair(
        ProjectOptions(folder, config, env, date, cache=not no_cache), unsafe=unsafe, choice=choice
    )
    if not changes:
        click.echo("nothing to fix by itself; `graphcheck report` shows what is left to do by hand", err=True)
        return EXIT_OK
    if write:
        write_changes(root, changes)
        for change in changes:
            click.echo(f"fixed {change.edits} in {change.path}", err=True)
        return EXIT_OK
    show_changes(changes)
    count = sum(change.edits for change in changes)
    click.echo(f"{count} edit{'' if count == 1 else 's'}; --write makes them", err=True)
    return EXIT_FINDINGS
