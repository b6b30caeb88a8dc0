"""What vendored distributions say that they need, and `python_modules` has no metadata of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from graphcheck.model.frozen import frozen
from graphcheck.model.requirement import normal_name
from graphcheck.rules.context import Context
from graphcheck.rules.packages import needs_of, vendored
from graphcheck.rules.sites import FailingImport
from graphcheck.runtime.pyodide_packages import packages_with

__all__ = ["Requisite", "requisite_of", "unmet_by_owner"]

_FOLDER = "python_modules/"


@frozen
class Requisite:
    """``distribution`` needs ``name`` (normalised); ``text`` is the requirement without its marker."""

    distribution: str
    name: str
    text: str


def requisite_of(context: Context, failing: FailingImport) -> Requisite | None:
    """The unmet requirement that has the missing package's own name (PEP 503), or that has the module by Pyodide's list
    of packages: the importer's, else another's."""
    top = failing.resolution.name.partition(".")[0]
    wanted = {normal_name(top), *packages_with(top)}
    unmet = _unmet(context)
    own = unmet.get(_owner_of(context, failing.site.path), ())
    all_of_them = (*own, *(each for of_one in unmet.values() for each in of_one))
    return next((each for each in all_of_them if each.name in wanted), None)


def unmet_by_owner(context: Context, path: str) -> tuple[Requisite, ...]:
    """Unmet requirements, without extras, of the distribution that the file at ``path`` belongs to."""
    return _unmet(context).get(_owner_of(context, path), ())


def _owner_of(context: Context, path: str) -> str:
    return vendored(context).owners.get(path.removeprefix(_FOLDER), "") if path.startswith(_FOLDER) else ""


@lru_cache(maxsize=2)
def _unmet(context: Context) -> Mapping[str, tuple[Requisite, ...]]:
    packages = vendored(context)
    return {name: tuple(_unmet_of(context, name)) for name in packages.distributions}


def _unmet_of(context: Context, name: str) -> list[Requisite]:
    packages = vendored(context)
    needs = ((normal_name(need.name), need) for need in needs_of(packages, name, context))
    return [
        Requisite(name, needed, str(need).partition(";")[0].strip())
        for needed, need in needs
        if needed not in packages.distributions
    ]
