"""The shipped facts about each Pyodide release, read from ``profiles/`` when first asked for.

The files are made by ``tests/oracle/generate_profiles.py`` from the real releases; their ``provenance`` says what of
them comes from where.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pkgutil import get_data
from typing import Any

from graphcheck.model.frozen import frozen
from graphcheck.model.runtime import RuntimeKind, RuntimeModule, SearchEntry, SearchPlace

__all__ = ["RuntimeData", "data_version", "load_runtime_data", "read_profile_file", "read_shipped"]

_DATA_OF = {"314.0.4": "314.0.6", "314.0.5": "314.0.6"}
"""Releases that import alike share one data file (runs of all three: same modules, same failures)."""


@frozen
class RuntimeData:
    """One release, before flags. ``absent_with`` and ``raises_with`` map a module to the flag that takes it away."""

    pyodide: str
    python: tuple[int, int, int]
    search_path: tuple[SearchEntry, ...]
    extension_suffixes: tuple[str, ...]
    modules: Mapping[str, RuntimeModule]
    missing_stdlib: frozenset[str]
    absent_with: Mapping[str, str]
    raises_with: Mapping[str, str]


def data_version(pyodide: str) -> str:
    """The release whose data files serve this release."""
    return _DATA_OF.get(pyodide, pyodide)


def read_profile_file(name: str) -> Any:
    """The JSON of one file of ``profiles/``."""
    return json.loads(read_shipped(name))


def read_shipped(name: str) -> bytes:
    """One file of ``profiles/``."""
    data = get_data("graphcheck.runtime", f"profiles/{name}")
    assert data is not None, "every importer that Python has can give data"
    return data


@cache
def load_runtime_data(pyodide: str) -> RuntimeData:
    document = read_profile_file(f"{pyodide}.json")
    major, minor, micro = document["python"]
    rows: dict[str, dict[str, Any]] = document["modules"]
    return RuntimeData(
        pyodide=document["pyodide"],
        python=(major, minor, micro),
        search_path=tuple(SearchEntry(SearchPlace(place), path) for place, path in document["search_path"]),
        extension_suffixes=tuple(document["extension_suffixes"]),
        modules={name: _build_module(name, row) for name, row in rows.items()},
        missing_stdlib=frozenset(document["missing_stdlib"]),
        absent_with={name: row["absent_with"] for name, row in rows.items() if "absent_with" in row},
        raises_with={name: row["raises_with"] for name, row in rows.items() if "raises_with" in row},
    )


_KINDS = {kind.value: kind for kind in RuntimeKind}


def _build_module(name: str, row: Mapping[str, Any]) -> RuntimeModule:
    package, preloaded = "package" in row, "preloaded" in row
    return RuntimeModule(name, _KINDS[row["kind"]], package, preloaded, row.get("error"))
