"""The upload set as a reader sees it: every file with its size, where it comes from and whether anything imports it."""

from __future__ import annotations

from typing import NamedTuple

from graphcheck.model.frozen import frozen
from graphcheck.model.project import ModuleType
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.upload import SizeLimit
from graphcheck.model.worker import WorkerInfo

__all__ = ["Bundle", "BundleDiff", "BundleFile", "BundleTotal", "FileVerdict", "SavingGlob", "SizeChange"]


class BundleFile(NamedTuple):
    """One uploaded file. ``path`` is relative to the project root, ``size`` in bytes as uploaded.

    ``distribution`` is ``name version`` where a RECORD lists the file. ``gzip`` is the file compressed on its own;
    ``reached`` is None where nobody asked.
    """

    # As many as there are of ``UploadedModule``, and made as quickly.
    name: str
    type: ModuleType
    path: str
    size: int
    origin: ModuleOrigin
    distribution: str | None = None
    gzip: int | None = None
    reached: Reach | None = None


@frozen
class BundleTotal:
    """Files summed under one name. ``by_reach`` are bytes executed at start, later, never; None where nobody asked."""

    name: str
    files: int
    size: int
    gzip: int | None = None
    by_reach: tuple[int, int, int] | None = None


@frozen
class SavingGlob:
    """A glob for ``python_modules.exclude`` that drops ``files`` files of ``size`` bytes, none of them reached."""

    glob: str
    files: int
    size: int


@frozen
class Bundle:
    """``files`` in wrangler's order. ``folders`` by name, the whole upload as ``""`` first; the other totals by size.

    ``gzip`` is the one stream that wrangler measures, smaller than the sum of the files. ``refusals`` are the files at
    which wrangler would stop, each with its message. ``complete`` is False when a reachable file could not be read or
    parsed.
    """

    worker: WorkerInfo
    files: tuple[BundleFile, ...]
    folders: tuple[BundleTotal, ...]
    distributions: tuple[BundleTotal, ...]
    origins: tuple[BundleTotal, ...]
    size: int
    gzip: int | None
    limit: SizeLimit
    budget: int | None = None
    savings: tuple[SavingGlob, ...] = ()
    refusals: tuple[str, ...] = ()
    complete: bool = True

    @property
    def source_maps(self) -> tuple[BundleFile, ...]:
        """They go up, and count towards no size."""
        return tuple(file for file in self.files if file.type is ModuleType.SOURCE_MAP)

    @property
    def too_big(self) -> bool:
        return self.size > self.limit.bytes or (self.budget is not None and self.size > self.budget)


@frozen
class SizeChange:
    """A file of one name in two uploads; None where one of them does not have it."""

    name: str
    before: int | None
    after: int | None

    @property
    def difference(self) -> int:
        return (self.after or 0) - (self.before or 0)


@frozen
class BundleDiff:
    """Files that differ in presence or size, by name; sizes of both uploads in bytes."""

    before: int
    after: int
    changes: tuple[SizeChange, ...]


@frozen
class FileVerdict:
    """What becomes of one file. ``uploaded_as`` is None where it stays behind.

    ``reason`` says why; ``key`` names the setting that decides, with its place, and ``remedies`` what to change.
    ``missing_rule`` is a glob for a rule that would upload it.
    """

    path: str
    uploaded_as: str | None
    reason: str
    key: str | None = None
    remedies: tuple[str, ...] = ()
    missing_rule: str | None = None
