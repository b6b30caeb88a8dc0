"""Names for ``from X import name``: what modules of the runtime hold, and what the JavaScript global scope holds.

Read only when asked for: the files are ten times the size of a profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from graphcheck.model.runtime import RuntimeProfile
from graphcheck.runtime.data import data_version, read_profile_file

__all__ = ["js_names", "module_names"]


def module_names(profile: RuntimeProfile, module: str) -> frozenset[str] | None:
    """``dir()`` of a module of the runtime and its submodules that can be imported, or None where that is not known.

    A module with ``__getattr__`` among these has more names than these.
    """
    modules, known = _last_names[0]
    if modules is not profile.modules:
        known = {}
        _last_names[0] = (profile.modules, known)
    if module not in known:
        names = _load_names(data_version(profile.pyodide)).get(module)
        if names is None or module not in profile.modules:
            known[module] = None
        else:
            known[module] = frozenset(names.split(" ")).union(_children(profile).get(module, ()))
    return known[module]


def _children(profile: RuntimeProfile) -> Mapping[str, list[str]]:
    """Submodules of every package: thousands of modules, and asked for each name of each from-import."""
    modules, children = _last_children[0]
    if modules is not profile.modules:
        children = {}
        for module in profile.modules.values():
            parent, _, child = module.name.rpartition(".")
            if module.error is None:
                children.setdefault(parent, []).append(child)
        _last_children[0] = (profile.modules, children)
    return children


_last_names: list[tuple[Mapping[str, Any], dict[str, frozenset[str] | None]]] = [({}, {})]
_last_children: list[tuple[Mapping[str, Any], dict[str, list[str]]]] = [({}, {})]


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
