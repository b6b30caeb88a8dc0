"""Sums over the files of an upload."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from graphcheck.model.bundle import BundleFile, BundleTotal
from graphcheck.model.graph import Reach
from graphcheck.model.project import ModuleType

__all__ = ["sum_by", "sum_folders"]

_COLUMNS = {reach: column for column, reach in enumerate(Reach)}


class _Sum:
    """Running figures of one name."""

    __slots__ = ("by_reach", "files", "gzip", "measured", "reached", "size")

    def __init__(self) -> None:
        self.files = self.size = self.gzip = 0
        self.by_reach = [0, 0, 0]
        self.measured = self.reached = True

    def add(self, file: BundleFile) -> None:
        self.files += 1
        self.size += file.size
        if file.gzip is None:
            self.measured = False
        else:
            self.gzip += file.gzip
        if file.reached is None:
            self.reached = False
        else:
            self.by_reach[_COLUMNS[file.reached]] += file.size

    def join(self, other: _Sum) -> None:
        self.files += other.files
        self.size += other.size
        self.gzip += other.gzip
        self.measured = self.measured and other.measured
        self.reached = self.reached and other.reached
        self.by_reach = [one + more for one, more in zip(self.by_reach, other.by_reach, strict=True)]

    def total(self, name: str) -> BundleTotal:
        start, deferred, never = self.by_reach
        by_reach = (start, deferred, never) if self.reached else None
        return BundleTotal(name, self.files, self.size, self.gzip if self.measured else None, by_reach)


def sum_by(files: Iterable[BundleFile], name_of: Callable[[BundleFile], str | None]) -> tuple[BundleTotal, ...]:
    """Totals by name, the largest first; files without a name are left out, and source maps."""
    sums: dict[str, _Sum] = {}
    for file in _counted(files):
        name = name_of(file)
        if name is not None:
            if name not in sums:
                sums[name] = _Sum()
            sums[name].add(file)
    return tuple(sorted((each.total(name) for name, each in sums.items()), key=lambda total: (-total.size, total.name)))


def sum_folders(files: Iterable[BundleFile]) -> tuple[BundleTotal, ...]:
    """Totals of every folder with all that is below it, by name; ``""`` is the whole upload without source maps."""
    direct: dict[str, _Sum] = {}
    for file in _counted(files):
        folder = file.name.rpartition("/")[0]
        if folder not in direct:
            direct[folder] = _Sum()
        direct[folder].add(file)
    sums: dict[str, _Sum] = {"": _Sum()}
    for name, found in direct.items():
        for folder in _and_above(name):
            sums.setdefault(folder, _Sum()).join(found)
    return tuple(sums[name].total(name) for name in sorted(sums))


def _counted(files: Iterable[BundleFile]) -> Iterator[BundleFile]:
    """wrangler's figures and the limit leave source maps out."""
    return (file for file in files if file.type is not ModuleType.SOURCE_MAP)


def _and_above(folder: str) -> Iterator[str]:
    yield folder
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder
