"""Vendored files that no import reaches, and the globs that would leave them out.

Names that only exist at run time (plugins, entry points, data files) are not seen by any import: this informs, and
advises nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graphcheck.model.bundle import BundleFile, SavingGlob
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin

__all__ = ["find_savings"]

_PREFIX = "python_modules/"
_MODULES = (".py", ".so", ".pyc")
# A star or a backslash in a file's name cannot be written in wrangler's globs.
_UNWRITABLE = frozenset("*\\")


@dataclass(slots=True)
class _Folder:
    """``modules`` and ``reached`` count the Python files below it."""

    files: int = 0
    size: int = 0
    modules: int = 0
    reached: int = 0
    inner: dict[str, _Folder] = field(default_factory=dict)
    own: list[BundleFile] = field(default_factory=list)


def find_savings(files: Iterable[BundleFile]) -> tuple[SavingGlob, ...]:
    """The largest first: whole folders that hold modules of which none is reached, then single modules.

    Folders of data are never named, nor is metadata of a distribution of which something is reached.
    """
    vendored = [file for file in files if file.origin is ModuleOrigin.VENDORED and file.name.startswith(_PREFIX)]
    used = {file.distribution for file in vendored if file.reached is not Reach.NO}
    unused = {file.distribution for file in vendored if file.distribution is not None} - used
    groups: defaultdict[str, list[BundleFile]] = defaultdict(list)
    for file in vendored:
        groups[file.name.removeprefix(_PREFIX).rpartition("/")[0]].append(file)
    root = _Folder()
    for folder, group in groups.items():
        _add(root, folder.split("/") if folder else (), group, unused)
    found = (saving for saving in _savings(root) if not _UNWRITABLE & set(saving.glob.removesuffix("**")))
    return tuple(sorted(found, key=lambda saving: (-saving.size, saving.glob)))


def _add(root: _Folder, path: Sequence[str], group: list[BundleFile], unused: Container[str | None]) -> None:
    """``group`` are the files directly in the folder at ``path``."""
    size = sum([file.size for file in group])
    modules = sum([_is_module(file) or file.distribution in unused for file in group])
    reached = sum([file.reached is not Reach.NO for file in group])
    folder = root
    for part in path:
        folder = folder.inner.setdefault(part, _Folder())
        folder.files += len(group)
        folder.size += size
        folder.modules += modules
        folder.reached += reached
    folder.own = group


def _savings(root: _Folder) -> Iterator[SavingGlob]:
    pending = [("", root)]
    while pending:
        path, folder = pending.pop()
        for name, inner in folder.inner.items():
            if inner.modules and not inner.reached:
                yield SavingGlob(f"{path}{name}/**", inner.files, inner.size)
            else:
                pending.append((f"{path}{name}/", inner))
        for file in folder.own:
            if _is_module(file) and file.reached is Reach.NO and file.size:
                yield SavingGlob(file.name.removeprefix(_PREFIX), 1, file.size)


def _is_module(file: BundleFile) -> bool:
    return file.name.endswith(_MODULES)
