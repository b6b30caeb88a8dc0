"""Names for ``from X import name``: what modules of the runtime hold, and what the JavaScript global scope holds.

Read only when asked for: the files are ten times the size of a profile.
"""

from __future__ import annotations

from functools import cache

from graphcheck.model.runtime import RuntimeProfile
from graphcheck.runtime.data import data_version, read_profile_file

__all__ = ["js_names", "module_names"]


def module_names(profile: RuntimeProfile, module: str) -> frozenset[str] | None:
    """``dir()`` of a module of the runtime and its submodules, or None where that is not known.

    A module with ``__getattr__`` among these has more names than these.
    """
    names = _load_names(data_version(profile.pyodide)).get(module)
    if names is None or module not in profile.modules:
        return None
    children = (name.rpartition(".") for name in profile.modules)
    return frozenset(names.split(" ")).union(child for parent, _, child in children if parent == module)


@cache
def js_names(flags: frozenset[str]) -> frozenset[str]:
    """Names that ``from js import name`` finds in a Worker with these flags: no ``window`` and no ``document``."""
    document = read_profile_file("js-globals.json")
    names = set(document["always"])
    for flag, group in document["with_flag"].items():
        names.update(group if flag in flags else ())
    for flag, group in document["without_flag"].items():
        names.update(group if flag not in flags else ())
    return frozenset(names)


@cache
def _load_names(version: str) -> dict[str, str]:
    names: dict[str, str] = read_profile_file(f"{version}-names.json")["modules"]
    return names
