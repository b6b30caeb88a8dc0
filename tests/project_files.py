"""A project as a dict of files, and the examination of it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from graphcheck.config import Invocation
from graphcheck.pipeline import Examination, examine
from graphcheck.rules.rule import worker
from graphcheck.tree import MemoryTree

__all__ = ["ROOT", "examine_files", "examine_worker", "worker"]

ROOT = "/project"


def examine_files(
    files: Mapping[str, str | bytes],
    *,
    date: str | None = None,
    env: str | None = None,
    links: Mapping[str, str] | None = None,
    assume_synced: bool = False,
    folder: str = "",
) -> Examination:
    """Examine ``files`` and symbolic ``links`` (paths relative to the project) without touching a disk; ``folder`` is
    the one inside it that graphcheck is called in."""
    tree = MemoryTree(
        {posixpath.normpath(f"{ROOT}/{path}"): content for path, content in files.items()},
        links={f"{ROOT}/{path}": target for path, target in (links or {}).items()},
    )
    return examine(
        tree, Invocation(posixpath.join(ROOT, folder).rstrip("/"), date=date, env=env, assume_synced=assume_synced)
    )


def examine_worker(
    files: Mapping[str, str | bytes], *, main: str = "src/main.py", date: str = "2026-10-01"
) -> Examination:
    """Examine a Worker with an ordinary wrangler.toml."""
    return examine_files({**worker({}, main=main, date=date), **files})
