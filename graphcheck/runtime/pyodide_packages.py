"""Packages that the Pyodide project builds for each Python: a dated list of what pywrangler's index offers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graphcheck.runtime.data import read_profile_file

__all__ = ["list_date", "modules_of", "packages_for", "packages_with", "pythons_with"]


def packages_for(python: tuple[int, int]) -> Mapping[str, str]:
    """Versions by normalised name, for one Python; empty for a Python that the list does not have."""
    return _load()[1].get("{}.{}".format(*python), {})


def pythons_with(name: str) -> tuple[str, ...]:
    """The Pythons for which there is a build of this package, oldest first."""
    return tuple(python for python, packages in _load()[1].items() if name in packages)


def modules_of(name: str) -> tuple[str, ...]:
    """Top-level modules of a package, as the list has them; empty for a package that is not in it."""
    return _load()[2].get(name, ())


@cache
def packages_with(module: str) -> tuple[str, ...]:
    """The packages that have a top-level module of this name, as the list has them."""
    return tuple(name for name, modules in _load()[2].items() if module in modules)


def list_date() -> str:
    """The day on which the list was made."""
    return _load()[0]


@cache
def _load() -> tuple[str, Mapping[str, Mapping[str, str]], Mapping[str, tuple[str, ...]]]:
    document = read_profile_file("pyodide-packages.json")
    modules = {name: tuple(found) for name, found in document["imports"].items()}
    return document["as_of"], document["packages"], modules
