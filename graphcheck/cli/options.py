"""Options that several commands share, and what they mean together."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphcheck.cli.exit_codes import EXIT_FINDINGS, EXIT_OK
from graphcheck.cli.places import default_cache_folder, usable_processors
from graphcheck.model.errors import UsageError
from graphcheck.model.frozen import frozen

if TYPE_CHECKING:
    from graphcheck.cache.file import CacheFile
    from graphcheck.config import Invocation
    from graphcheck.model.analysis import Analysis
    from graphcheck.model.policy import Selection
    from graphcheck.model.tree import SourceTree
    from graphcheck.pipeline import Examination

__all__ = [
    "ProjectOptions",
    "Sources",
    "cache_option",
    "examine_project",
    "exit_code_for",
    "make_invocation",
    "output_option",
    "project_options",
    "write_output",
]

Command = TypeVar("Command", bound=Callable[..., Any])


@frozen
class Sources:
    """All that a run may look at: what it gets to see there is what its answer depends on."""

    tree: SourceTree
    environ: Mapping[str, str]
    cache: CacheFile


@frozen
class ProjectOptions:
    """Which Worker is meant. ``cache_folder`` is None where every file is read afresh.

    ``assume_synced``: as if pywrangler had vendored the packages.
    """

    folder: str
    config: str | None
    env: str | None
    date: str | None
    cache_folder: str | None
    assume_synced: bool = False
    full_parse: bool = False
    processes: int = field(default=1, compare=False, repr=False)


def project_options(command: Command) -> Callable[..., Any]:
    """The project folder and the options that say which Worker is meant, as the argument ``project``."""

    @wraps(command)
    def with_project(
        folder: str,
        config: str | None,
        env: str | None,
        date: str | None,
        no_cache: bool,  # noqa: FBT001
        cache_dir: str | None,
        jobs: int | None,
        full_parse: bool,  # noqa: FBT001
        **others: Any,
    ) -> Any:
        cache_folder = None if no_cache else cache_dir or default_cache_folder()
        return command(
            project=ProjectOptions(
                folder,
                config,
                env,
                date,
                cache_folder,
                full_parse=full_parse,
                processes=jobs or usable_processors(),
            ),
            **others,
        )

    decorated: Callable[..., Any] = with_project
    for decorate in reversed(
        (
            click.argument("folder", default=".", type=click.Path()),
            click.option(
                "-c", "--config", metavar="FILE", help="wrangler configuration to use instead of the nearest."
            ),
            click.option("-e", "--env", metavar="NAME", help="Environment of the wrangler configuration."),
            click.option("--date", metavar="YYYY-MM-DD", help="What if this were the compatibility date?"),
            click.option("--no-cache", is_flag=True, help="Read every file afresh."),
            cache_option,
            click.option(
                "--jobs",
                type=click.IntRange(min=1),
                metavar="N",
                help="Processes that read files, where there is much to read.  [default: the processors]",
            ),
            click.option(
                "--full-parse",
                is_flag=True,
                help="Have libcst parse all of each file, not only what matters: slow, with the same result.",
            ),
        )
    ):
        decorated = decorate(decorated)
    return decorated


def cache_option(command: Command) -> Command:
    return click.option(
        "--cache-dir",
        metavar="DIR",
        envvar="GRAPHCHECK_CACHE_DIR",
        show_envvar=True,
        help="Where to keep what was read, instead of in the user's cache folder.",
    )(command)


def output_option(command: Command) -> Command:
    return click.option("-o", "--output", metavar="FILE", help="Write there instead of to standard output.")(command)


def make_invocation(options: ProjectOptions, environ: Mapping[str, str] = os.environ) -> Invocation:
    """The options as wrangler would have got them. Raises ``UsageError`` for a folder that is none."""
    from graphcheck.config import Invocation
    from graphcheck.tree import tree_path

    folder = tree_path(options.folder)
    if not os.path.isdir(folder):
        if os.path.exists(options.folder):
            raise UsageError(f"{options.folder} is a file", hint="name its folder; --config takes a configuration")
        raise UsageError(f"there is no folder {options.folder}", hint="name the folder of a Worker, or one below it")
    return Invocation(
        folder,
        config=options.config,
        env=options.env,
        date=options.date,
        environ=environ,
        assume_synced=options.assume_synced,
    )


def examine_project(
    options: ProjectOptions,
    *,
    gzip: bool = True,
    selection: Selection | None = None,
    tree: SourceTree | None = None,
    sources: Sources | None = None,
) -> Examination:
    """Run the pipeline, with a progress line on a terminal when it takes long. ``tree`` replaces the disk; ``sources``
    replace it together with the environment and the cache."""
    from graphcheck.cache.file import CacheFile
    from graphcheck.cli.progress import show_progress
    from graphcheck.model.policy import Selection
    from graphcheck.pipeline import examine
    from graphcheck.tree import DiskTree

    if sources is None:
        with CacheFile(options.cache_folder) as cache:
            opened = Sources(tree or DiskTree(), os.environ, cache)
            return examine_project(options, gzip=gzip, selection=selection, sources=opened)
    with show_progress() as observe:
        return examine(
            sources.tree,
            make_invocation(options, sources.environ),
            cache=sources.cache,
            processes=options.processes,
            full_parse=options.full_parse,
            observe=observe,
            gzip=gzip,
            selection=selection or Selection(),
        )


def exit_code_for(analysis: Analysis, fail_on: str) -> int:
    """``fail_on`` is a severity or ``never``: findings of it and above it make the exit code 1."""
    from graphcheck.model.finding import Severity

    if fail_on == "never":
        return EXIT_OK
    threshold = Severity(fail_on).rank
    return EXIT_FINDINGS if any(each.severity.rank <= threshold for each in analysis.findings) else EXIT_OK


def write_output(text: str, output: str | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with open(output, "w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:  # noqa: PTH123
            file.write(text)
    except OSError as error:
        raise UsageError(f"cannot write {output}: {error.strerror}") from None
    click.echo(f"wrote {output}", err=True)
