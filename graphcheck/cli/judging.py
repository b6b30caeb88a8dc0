"""Options of ``report`` and ``check`` that decide which findings are told, and which make the exit code 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphcheck.model.policy import Selection

__all__ = ["finding_options", "make_selection"]

Command = TypeVar("Command", bound=Callable[..., Any])


def finding_options(command: Command) -> Command:
    for decorate in reversed(
        (
            click.option("--select", metavar="CODES", multiple=True, help="Only these rules: GC101,dep-not-vendored."),
            click.option("--ignore", metavar="CODES", multiple=True, help="All rules but these."),
            click.option("--baseline", metavar="FILE", help="Tell only findings that FILE does not know."),
            click.option("--all", "all_", is_flag=True, help="Every Worker below the folder."),
            click.option(
                "--fail-on",
                type=click.Choice(["error", "warning", "info", "never"]),
                help="Least severity for exit code 1.",
            ),
        )
    ):
        command = decorate(command)
    return command


def make_selection(
    select: tuple[str, ...], ignore: tuple[str, ...], baseline: str | None, *, use_baseline: bool = True
) -> Selection:
    """Codes may be given one by one or separated by commas."""
    from graphcheck.model.policy import Selection
    from graphcheck.tree import tree_path

    path = tree_path(baseline) if baseline else None
    return Selection(_codes(select), _codes(ignore), path, use_baseline)


def _codes(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip() for value in values for code in value.split(",") if code.strip())
