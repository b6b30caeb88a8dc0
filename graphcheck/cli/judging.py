"""Options of ``report`` and ``check`` that decide which findings are told, and which make the exit code 1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphcheck.model.policy import Selection

__all__ = ["FindingOptions", "finding_options", "make_selection"]

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class FindingOptions:
    """Rules stand by code or by name, one by one or separated by commas."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    baseline: str | None
    every_worker: bool
    fail_on: str | None


def finding_options(command: Command) -> Callable[..., Any]:
    """The options as the argument ``findings``."""

    @wraps(command)
    def with_findings(
        select: tuple[str, ...],
        ignore: tuple[str, ...],
        baseline: str | None,
        all_: bool,  # noqa: FBT001
        fail_on: str | None,
        **others: Any,
    ) -> Any:
        return command(findings=FindingOptions(select, ignore, baseline, all_, fail_on), **others)

    decorated: Callable[..., Any] = with_findings
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
        decorated = decorate(decorated)
    return decorated


def make_selection(options: FindingOptions, *, use_baseline: bool = True) -> Selection:
    from graphcheck.model.policy import Selection
    from graphcheck.tree import tree_path

    path = tree_path(options.baseline) if options.baseline else None
    return Selection(_codes(options.select), _codes(options.ignore), path, use_baseline)


def _codes(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code.strip() for value in values for code in value.split(",") if code.strip())
