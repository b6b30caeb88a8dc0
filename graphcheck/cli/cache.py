"""``graphcheck cache``."""

from __future__ import annotations

import click

from graphcheck.cli.exit_codes import EXIT_OK
from graphcheck.cli.options import cache_option
from graphcheck.cli.places import default_cache_folder
from graphcheck.model.errors import UsageError

__all__ = ["command"]

_MEANINGS = {"facts": "files read", "answers": "answers kept"}


@click.group("cache")
def command() -> None:
    """Say where the cache is and how big, or empty it. It may be deleted at any time."""


@command.command("info")
@cache_option
def info(cache_dir: str | None) -> int:
    """Print the place of the cache, its size and what it holds."""
    from graphcheck.cache.file import CacheFile
    from graphcheck.model.escape import escape_text

    with CacheFile(cache_dir or default_cache_folder()) as cache:
        size = cache.measure()
        click.echo(escape_text(cache.path or ""))
    if size is None:
        click.echo("empty")
        return EXIT_OK
    counts = ", ".join(f"{size.rows[table]:,} {meaning}" for table, meaning in _MEANINGS.items())
    click.echo(f"{size.size:,} B: {counts}")
    return EXIT_OK


@command.command("clear")
@cache_option
def clear(cache_dir: str | None) -> int:
    """Empty the cache."""
    from graphcheck.cache.file import CacheFile

    with CacheFile(cache_dir or default_cache_folder()) as cache:
        if not cache.clear():
            raise UsageError(f"cannot empty {cache.path}", hint="another process may be using it: try again")
    click.echo("cleared", err=True)
    return EXIT_OK
