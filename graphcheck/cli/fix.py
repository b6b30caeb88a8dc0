"""``graphcheck fix``."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from graphcheck.cli.exit_codes import EXIT_FINDINGS, EXIT_OK, EXIT_USAGE
from graphcheck.cli.options import ProjectOptions, project_options
from graphcheck.model.errors import ConfigError, NothingToAnalyse
from graphcheck.model.escape import escape_text
from graphcheck.model.finding import Severity
from graphcheck.model.frozen import frozen

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
@click.option("--all", "all_", is_flag=True, help="Every Worker below the folder.")
def command(
    project: ProjectOptions,
    write: bool,  # noqa: FBT001
    unsafe: bool,  # noqa: FBT001
    choice: str | None,
    all_: bool,  # noqa: FBT001
) -> int:
    """Show the edits that repair findings without changing what else the code means; --write makes them.

    \b
    Instead of that, --with makes one other change:
      base-dir  sets base_dir, so that imports may keep the name of the folder of main
      sys-path  adds lines to main that register that name, so that imports may keep it
      exclude   adds what no import reaches in python_modules to python_modules.exclude
    Exit code 1 where a file had to be left alone, and without --write when there is something to write.
    """
    wanted = _Wanted(write=write, unsafe=unsafe, choice=choice)
    if all_:
        return _fix_all(project, wanted)
    done = _fix(project, wanted, "")
    if done.edits and not write:
        click.echo(f"{_count(done.edits)}{_hint(done.edits)}", err=True)
    return done.exit_code


@frozen
class _Wanted:
    write: bool
    unsafe: bool
    choice: str | None


@frozen
class _Done:
    exit_code: int
    edits: int


def _fix_all(project: ProjectOptions, wanted: _Wanted) -> int:
    """One after the other: what one repairs in a file that they share, the next one finds repaired."""
    from graphcheck.cli.fleet import as_template, find_workers
    from graphcheck.tree import DiskTree

    done: list[_Done] = []
    for folder, config, found in find_workers(project):
        try:
            done.append(_fix(found, wanted, folder))
        except NothingToAnalyse:
            continue
        except ConfigError as error:
            if as_template(DiskTree(), config):
                continue
            for problem in error.problems:
                click.echo(escape_text(f"left alone: {folder}: {problem.message}"), err=True)
            done.append(_Done(EXIT_USAGE, 0))
    if not done:
        raise NothingToAnalyse(f"there is no Python Worker in or below {project.folder}")
    edits = sum(each.edits for each in done)
    workers = "1 Worker" if len(done) == 1 else f"{len(done)} Workers"
    click.echo(
        f"{workers}: {_count(edits) if edits else 'nothing to fix'}{'' if wanted.write else _hint(edits)}", err=True
    )
    return max(each.exit_code for each in done)


def _fix(project: ProjectOptions, wanted: _Wanted, folder: str) -> _Done:
    """``folder`` is where the Worker lies as seen by the reader, "" where that is told by nothing."""
    from graphcheck.cli.files import show_changes, write_changes
    from graphcheck.cli.repair import plan_repair

    repair = plan_repair(project, unsafe=wanted.unsafe, choice=wanted.choice)
    shown = [replace(change, path=posixpath.normpath(posixpath.join(folder, change.path))) for change in repair.changes]
    if wanted.write:
        write_changes(repair.root, repair.changes)
        for change in shown:
            click.echo(escape_text(f"fixed {change.edits} in {change.path}"), err=True)
    else:
        show_changes(shown)
    _tell_what_stays(repair, folder, unsafe=wanted.unsafe or wanted.choice is not None)
    failed = repair.refused or (repair.changes and not wanted.write)
    return _Done(EXIT_FINDINGS if failed else EXIT_OK, sum(change.edits for change in repair.changes))


def _count(edits: int) -> str:
    return f"{edits} edit{'' if edits == 1 else 's'}"


def _hint(edits: int) -> str:
    return f"; --write makes {'it' if edits == 1 else 'them'}" if edits else ""


def _tell_what_stays(repair: Repair, folder: str, *, unsafe: bool) -> None:
    for path, reason in repair.refused:
        click.echo(escape_text(f"left alone: {posixpath.join(folder, path)}: {reason}"), err=True)
    for finding in repair.left:
        line = f":{finding.span.line}" if finding.span else ""
        what = "the name is bound or used in another way as well: change it by hand"
        path = posixpath.join(folder, finding.path or "")
        click.echo(escape_text(f"left alone: {path}{line}: {finding.code} {what}"), err=True)
    remark = _remark(repair, unsafe=unsafe)
    if remark and folder and not repair.findings and not repair.changes:
        return  # of many Workers those without findings say nothing
    if remark:
        click.echo(escape_text(f"{folder}: {remark}" if folder else remark), err=True)


def _remark(repair: Repair, *, unsafe: bool) -> str | None:
    """``unsafe``: nothing more could be asked for."""
    doubtful = sum(1 for finding in repair.findings if finding.fix and not finding.fix.safe)
    if doubtful and not unsafe:
        some = "1 finding" if doubtful == 1 else f"{doubtful} findings"
        return f"{some} can be repaired with --unsafe: look at that diff before you write it"
    by_hand = "`graphcheck report` shows what is left to do by hand"
    if not repair.changes:
        return f"nothing to fix by itself; {by_hand}" if repair.findings else "nothing to fix"
    errors = sum(1 for finding in repair.findings if finding.severity is Severity.ERROR)
    return f"{'1 error stays' if errors == 1 else f'{errors} errors stay'}; {by_hand}" if errors else None
