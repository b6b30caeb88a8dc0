"""Sums over the files of an upload."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from graphcheck.model.bundle import BundleFile, BundleTotal
from graphcheck.model.project import ModuleType
from graphcheck.model.reach import Reach

__all__ = ["sum_by", "sum_folders"]

_SOURCE_MAP = ModuleType.SOURCE_MAP
_START, _DEFERRED, _NEVER = Reach


class _Sum:
    """Running figures of one name."""

    __slots__ = ("by_reach", "files", "gzip", "measured", "reached", "size")

    def __init__(self, files: Sequence[BundleFile] = ()) -> None:
        self.files = len(files)
        self.size = sum([file.size for file in files])
        gzip = [file.gzip for file in files if file.gzip is not None]
        self.gzip, self.measured = sum(gzip), len(gzip) == len(files)
        start = sum([file.size for file in files if file.reached is _START])
        deferred = sum([file.size for file in files if file.reached is _DEFERRED])
        never = sum([file.size for file in files if file.reached is _NEVER])
        self.by_reach = [start, deferred, never]
        self.reached = all(file.reached is not None for file in files)

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
    groups: defaultdict[str | None, list[BundleFile]] = defaultdict(list)
    for file in _counted(files):
        groups[name_of(file)].append(file)
    totals = (_Sum(group).total(name) for name, group in groups.items() if name is not None)
    return tuple(sorted(totals, key=lambda total: (-total.size, total.name)))


def sum_folders(files: Iterable[BundleFile]) -> tuple[BundleTotal, ...]:
    """Totals of every folder with all that is below it, by name; ``""`` is the whole upload without source maps."""
    direct: defaultdict[str, list[BundleFile]] = defaultdict(list)
    for file in _counted(files):
        direct[file.name.rpartition("/")[0]].append(file)
    sums: dict[str, _Sum] = {"": _Sum()}
    for name, group in direct.items():
        found = _Sum(group)
        for folder in _and_above(name):
            sums.setdefault(folder, _Sum()).join(found)
    return tuple(sums[name].total(name) for name in sorted(sums))


def _counted(files: Iterable[BundleFile]) -> Sequence[BundleFile]:
    """wrangler's figures and the limit leave source maps out."""
    return [file for file in files if file.type is not _SOURCE_MAP]


def _and_above(folder: str) -> Iterator[str]:
    yield folder
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder
