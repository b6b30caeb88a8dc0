"""Which module a folder holds under a name: CPython's ``FileFinder``, over plain listings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from graphcheck.model.frozen import frozen
from graphcheck.model.resolution import ModuleKind

__all__ = ["Folder", "FolderHit", "find_in_folders", "join", "list_folders"]

SOURCE_SUFFIXES = (".py", ".pyc")


@frozen
class Folder:
    """The names directly inside one folder."""

    files: frozenset[str]
    folders: frozenset[str]


@frozen
class FolderHit:
    """``file`` is the file that is executed, None for a namespace; ``folders`` are the package's ``__path__``."""

    kind: ModuleKind
    file: str | None
    folders: tuple[str, ...]


def find_in_folders(
    name: str, folders: Iterable[str], list_folder: Callable[[str], Folder | None], extension_suffixes: tuple[str, ...]
) -> FolderHit | None:
    """The first regular hit for the last component ``name`` along ``folders``, else a namespace of all portions.

    In one folder a package wins over a module, and an extension over source over bytecode
    (``importlib._bootstrap_external``: ``FileFinder.find_spec``, ``_get_supported_file_loaders``).
    """
    suffixes = (*extension_suffixes, *SOURCE_SUFFIXES)
    portions: list[str] = []
    for folder in folders:
        listing = list_folder(folder)
        if listing is None:
            continue
        inside = join(folder, name)
        if name in listing.folders:
            package = list_folder(inside)
            for suffix in suffixes if package else ():
                if package and f"__init__{suffix}" in package.files:
                    return FolderHit(ModuleKind.PACKAGE, join(inside, f"__init__{suffix}"), (inside,))
        for suffix in suffixes:
            if f"{name}{suffix}" in listing.files:
                return FolderHit(_kind_of(suffix, extension_suffixes), join(folder, f"{name}{suffix}"), ())
        if name in listing.folders:
            portions.append(inside)
    return FolderHit(ModuleKind.NAMESPACE, None, tuple(portions)) if portions else None


def list_folders(names: Iterable[str]) -> dict[str, Folder]:
    """Every folder on the way to the files called ``names``; a name that ends in ``/`` is a folder itself."""
    files: dict[str, set[str]] = {"": set()}
    folders: dict[str, set[str]] = {"": set()}
    for each in names:
        folder, _, name = each.rpartition("/")
        inside = files.get(folder)
        if inside is None:
            inside = files[folder] = set()
            while folder and folder not in folders:
                folders[folder] = set()
                folder = folder.rpartition("/")[0]
        if name:
            inside.add(name)
    for folder in folders:
        if folder:
            parent, _, name = folder.rpartition("/")
            folders[parent].add(name)
    return {folder: Folder(frozenset(files.get(folder, ())), frozenset(inner)) for folder, inner in folders.items()}


def join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def _kind_of(suffix: str, extension_suffixes: tuple[str, ...]) -> ModuleKind:
    if suffix in extension_suffixes:
        return ModuleKind.EXTENSION
    return ModuleKind.BYTECODE if suffix == ".pyc" else ModuleKind.MODULE
