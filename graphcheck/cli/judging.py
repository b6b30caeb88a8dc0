"""Options of ``report`` and ``check`` that decide which findings are told, and which make the exit code 1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphcheck.cli.options import ProjectOptions
from graphcheck.model.frozen import frozen

if TYPE_CHECKING:
    from graphcheck.model.policy import Selection

__all__ = ["FindingOptions", "finding_options", "make_selection"]

Command = TypeVar("Command", bound=Callable[..., Any])


@frozen
class FindingOptions:
    """Rules stand by code or by name, one by one or separated by commas."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    baseline: str | None
    every_worker: bool
    fail_on: str | None


def finding_options(command: Command) -> Callable[..., Any]:
    """The options as the argument ``findings``; one of them is about the argument ``project``."""

    @wraps(command)
    def with_findings(
        project: ProjectOptions,
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        baseline: str | None,
        assume_synced: bool,  # noqa: FBT001
        all_: bool,  # noqa: FBT001
        fail_on: str | None,
        **others: Any,
    ) -> Any:
        meant = replace(project, assume_synced=assume_synced)
        return command(project=meant, findings=FindingOptions(select, ignore, baseline, all_, fail_on), **others)

    decorated: Callable[..., Any] = with_findings
    for decorate in reversed(
        (
            click.option("--select", metavar="CODES", multiple=True, help="Only these rules: GC101,dep-not-vendored."),
            click.option("--ignore", metavar="CODES", multiple=True, help="All rules but these."),
            click.option("--baseline", metavar="FILE", help="Tell only findings that FILE does not know."),
            click.option("--assume-synced", is_flag=True, help="As if pywrangler had vendored the packages."),
            click.option("--all", "all_", is_flag=True, help="Every Worker below the folder."),
            click.option(
                "--fail-on",
                type=click.Choice(["error", "warning", "info", "never"]),
                help="Least severity for exit code 1.",
            ),
        )
    ):
        decorated = decorate(decorated)
    return decorated


def make_selection(options: FindingOptions, *, use_baseline: bool = True) -> Selection:
    from graphcheck.model.policy import Selection
    from graphcheck.tree import tree_path

    path = tree_path(options.baseline) if options.baseline else None
    return Selection(_codes(options.select), _codes(options.ignore), path, use_baseline)


def _codes(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip() for value in values for code in value.split(",") if code.strip())
