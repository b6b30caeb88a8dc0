"""The command group: finds a command's module by its name, and turns errors into messages and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click

from graphcheck import __version__
from graphcheck.cli.exit_codes import EXIT_INTERNAL, EXIT_INTERRUPTED, EXIT_NOTHING, EXIT_USAGE
from graphcheck.model.errors import ConfigError, ConfigProblem, GraphcheckError, NothingToAnalyse

__all__ = ["cli", "main"]

_COMMANDS = {
    "report": "Say whether the Worker starts, and show every import that breaks it.",
    "check": "Print one line for each finding: for hooks, editors and CI.",
    "bundle": "Show what is uploaded, how big it is, and what imports reach of it.",
    "why": "Show the chains of imports that lead to a module, and where a missing one was looked for.",
    "export": "Draw the import graph as Mermaid or DOT.",
    "verify": "Run real Pyodide on the upload set, and compare with what was predicted.",
    "runtime": "Show the runtime that a compatibility date and flags select, and why.",
    "fix": "Show the edits that repair findings, or write them.",
    "explain": "Explain a rule.",
    "cache": "Say where the cache is and how big, or empty it.",
    "init": "Write the settings, the pre-commit hook and the CI step.",
}


class _LazyGroup(click.Group):
    """``graphcheck --help`` needs the names of the commands, not their imports."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"graphcheck.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(f"No such command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def cli() -> None:
    """Will this Cloudflare Python Worker start, and if not, which imports break it, why, and what is the fix?

    \b
    Exit codes: 0 nothing to report at or above --fail-on, 1 findings, 2 bad usage or configuration,
    3 an internal error, 4 nothing to analyse, 130 interrupted.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave the process with its exit code."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A source line may hold what the terminal's encoding does not.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        words = tuple(sys.argv[1:]) if arguments is None else None
        result = cli.main(arguments, prog_name="graphcheck", standalone_mode=False, obj=words)
    except click.ClickException as error:
        error.show()
        return EXIT_USAGE
    except (click.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except NothingToAnalyse as error:
        _tell(error)
        return EXIT_NOTHING
    except GraphcheckError as error:
        _tell(error)
        return EXIT_USAGE
    except BrokenPipeError:
        # The reader of our output has gone, as `graphcheck report | head` does: nothing is wrong.
        sys.stderr.close()
        return 0
    except Exception:  # noqa: BLE001 - the one boundary behind which nothing is expected
        _tell_internal()
        return EXIT_INTERNAL
    return result if isinstance(result, int) else 0


def _tell(error: GraphcheckError) -> None:
    from graphcheck.model.escape import escape_text

    problems = (
        error.problems if isinstance(error, ConfigError) else (ConfigProblem(error.message, "", hint=error.hint),)
    )
    for problem in problems:
        place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
        click.echo(
            escape_text(f"{place}: error: {problem.message}" if place else f"error: {problem.message}"), err=True
        )
        if problem.hint:
            click.echo(escape_text(f"  = help: {problem.hint}"), err=True)


def _tell_internal() -> None:
    import traceback

    click.echo(traceback.format_exc(), err=True)
    click.echo("graphcheck failed: this is a mistake in graphcheck itself, not in the project.", err=True)
