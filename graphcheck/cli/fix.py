"""``graphcheck fix``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphcheck.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from graphcheck.cli.options import ProjectOptions, project_options
from graphcheck.model.escape import escape_text

if TYPE_CHECKING:
    from graphcheck.cli.repair import Repair

__all__ = ["command"]


@click.command("fix")
@project_options
@click.option("--write", is_flag=True, help="Write the files instead of showing a diff.")
@click.option("--unsafe", is_flag=True, help="Also edits that may change what else the code means.")
@click.option(
    "--with",
    "choice",
    type=click.Choice(["base-dir", "sys-path", "exclude"]),
    help="Repair it in this other way instead.",
)
def command(
    project: ProjectOptions,
    write: bool,  # noqa: FBT001
    unsafe: bool,  # noqa: FBT001
    choice: str | None,
) -> int:
    """Show the edits that repair findings without changing what else the code means; --write makes them.

    \b
    Instead of that, --with makes one other change:
      base-dir  sets base_dir, so that imports may keep the name of the folder of main
      sys-path  adds lines to main that register that name, so that imports may keep it
      exclude   adds what no import reaches in python_modules to python_modules.exclude
    Exit code 1 where a file had to be left alone, and without --write when there is something to write.
    """
    from graphcheck.cli.files import show_changes, write_changes
    from graphcheck.cli.repair import plan_repair

    repair = plan_repair(project, unsafe=unsafe, choice=choice)
    if write:
        write_changes(repair.root, repair.changes)
        for change in repair.changes:
            click.echo(escape_text(f"fixed {change.edits} in {change.path}"), err=True)
    else:
        show_changes(repair.changes)
    _tell_what_stays(repair, unsafe=unsafe or choice is not None)
    if repair.changes and not write:
        count = sum(change.edits for change in repair.changes)
        click.echo(f"{count} edit{'' if count == 1 else 's'}; --write makes {'it' if count == 1 else 'them'}", err=True)
    return EXIT_FINDINGS if repair.refused or (repair.changes and not write) else EXIT_OK


def _tell_what_stays(repair: Repair, *, unsafe: bool) -> None:
    for path, reason in repair.refused:
        click.echo(escape_text(f"left alone: {path}: {reason}"), err=True)
    for finding in repair.left:
        line = f":{finding.span.line}" if finding.span else ""
        what = "the name is bound or used in another way as well: change it by hand"
        click.echo(escape_text(f"left alone: {finding.path}{line}: {finding.code} {what}"), err=True)
    remark = _remark(repair, unsafe=unsafe)
    if remark:
        click.echo(remark, err=True)


def _remark(repair: Repair, *, unsafe: bool) -> str | None:
    """``unsafe``: nothing more could be asked for."""
    doubtful = sum(1 for finding in repair.findings if finding.fix and not finding.fix.safe)
    if doubtful and not unsafe:
        some = "1 finding" if doubtful == 1 else f"{doubtful} findings"
        return f"{some} can be repaired with --unsafe: look at that diff before you write it"
    by_hand = "`graphcheck report` shows what is left to do by hand"
    if not repair.changes:
        return f"nothing to fix by itself; {by_hand}" if repair.findings else "nothing to fix"
    errors = sum(1 for finding in repair.findings if finding.severity.rank == 0)
    return f"{'1 error stays' if errors == 1 else f'{errors} errors stay'}; {by_hand}" if errors else None
