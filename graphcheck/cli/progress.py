"""A progress line on standard error: on a terminal only, and only when a run takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["show_progress"]

_QUIET_SECONDS = 0.5


@contextmanager
def show_progress() -> Iterator[Callable[[int], None]]:
    """Yields a function that takes the number of files read so far."""
    if not sys.stderr.isatty():
        yield lambda _count: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    progress = Progress(SpinnerColumn(), TextColumn("{task.description}"), console=Console(stderr=True), transient=True)
    task = progress.add_task("reading")
    begin = time.monotonic()

    def observe(count: int) -> None:
        if not progress.live.is_started and time.monotonic() - begin > _QUIET_SECONDS:
            progress.start()
        progress.update(task, description=f"reading {count} files")

    try:
        yield observe
    finally:
        progress.stop()
