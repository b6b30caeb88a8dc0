"""Runs as the entry of a Worker: lists what this Python can import, and raises the list as the text of an exception."""

import sys

PRELOADED = sorted(sys.modules.keys() - {__name__})

import _imp  # noqa: E402
import importlib  # noqa: E402
import json  # noqa: E402
import zipfile  # noqa: E402
from importlib.machinery import EXTENSION_SUFFIXES  # noqa: E402


class Inventory(Exception):
    pass


def list_zip() -> dict[str, bool]:
    """Modules of the standard library, and whether each is a package."""
    archive = next(entry for entry in sys.path if entry.endswith(".zip"))
    stems = [name.rpartition(".") for name in zipfile.ZipFile(archive).namelist()]
    paths = [stem for stem, _, suffix in stems if suffix in ("py", "pyc") and "__pycache__" not in stem]
    return {path.removesuffix("/__init__").replace("/", "."): path.endswith("/__init__") for path in paths}


def list_modules() -> dict[str, tuple[str, bool]]:
    """Kind and packageness by name, in the order in which the finders are asked."""
    modules = {name: ("stdlib", package) for name, package in list_zip().items()}
    modules |= {name: ("frozen", _imp.is_frozen_package(name)) for name in _imp._frozen_module_names()}  # type: ignore[attr-defined]
    return modules | dict.fromkeys(sys.builtin_module_names, ("builtin", False))


def find_error(name: str) -> str | None:
    """What importing it raises. ``__main__`` modules are programs and are not imported."""
    try:
        if not name.endswith("__main__"):
            importlib.import_module(name)
    except Exception as exc:  # noqa: BLE001
        return f"{type(exc).__name__}: {exc}"
    return None


def find_names(name: str) -> list[str]:
    return sorted(dir(sys.modules[name])) if name in sys.modules and not name.endswith("__main__") else []


def list_registered(modules: dict[str, tuple[str, bool]]) -> dict[str, tuple[str, bool, None]]:
    """Names such as ``os.path``: no finder finds them, their parent puts them into ``sys.modules`` when imported."""
    names = [name for name in sorted(sys.modules) if name not in modules and name.rpartition(".")[0] in modules]
    return {name: (modules[name.rpartition(".")[0]][0], False, None) for name in names}


modules = list_modules()
rows = {name: (*modules[name], find_error(name)) for name in sorted(modules)}
rows |= list_registered(modules)
inventory = {
    "python": sys.version_info[:3],
    "suffixes": EXTENSION_SUFFIXES,
    "path": sys.path,
    "preloaded": PRELOADED,
    "rows": rows,
    "names": {name: find_names(name) for name in rows},
    "stdlib": {name: find_error(name) for name in sorted(sys.stdlib_module_names)},
}
raise Inventory(json.dumps(inventory))
