"""Who would bring a distribution that the Worker misses: what the project declares, locks and has installed."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from graphcheck.model.frozen import frozen
from graphcheck.model.package import LockKind
from graphcheck.model.project import Dependency
from graphcheck.model.requirement import normal_name
from graphcheck.model.resolution import ModuleOrigin, Outcome, Resolution
from graphcheck.rules.context import Context
from graphcheck.rules.natives import foreign_extension
from graphcheck.rules.packages import (
    closure_of,
    environments,
    lock_of,
    locked_closure,
    runtime_dependencies,
)
from graphcheck.rules.requirements import requisite_of
from graphcheck.rules.sites import FailingImport, failing_imports, root_prefix_of, root_prefixes
from graphcheck.runtime.pyodide_packages import modules_of

__all__ = ["Claim", "Provision", "absent_packages"]

_ENVIRONMENTS = (ModuleOrigin.VENV_WORKERS, ModuleOrigin.MISSING)


class Claim(Enum):
    """What there is to say for a missing package. With the first three a sync brings it."""

    DECLARED = "declared"
    REQUIRED = "required by a vendored package"
    BROUGHT = "needed by what is declared"
    EXTRA = "declared where pywrangler does not look"
    UNDECLARED = "installed on the desktop only"


@frozen
class Provision:
    """A failing import of a package that is known to the project, and not in the Worker.

    ``distribution`` is its provider where a RECORD, Pyodide's list of packages or a declaration of the module's own
    name says so. ``installed`` is the environment that has it. ``chain`` leads from a declared distribution to it.
    """

    failing: FailingImport
    claim: Claim
    distribution: str | None
    declared: Dependency | None = None
    installed: str | None = None
    chain: tuple[str, ...] = ()


@lru_cache(maxsize=2)
def absent_packages(context: Context) -> tuple[Provision, ...]:
    """Every failing import that some declaration, lock file or environment explains."""
    prefixes = root_prefixes(context)

    def wanted(resolution: Resolution) -> bool:
        if root_prefix_of(resolution.name, prefixes):
            return False
        if resolution.outcome is Outcome.PROJECT_ONLY:
            return resolution.target is not None and resolution.target.origin in _ENVIRONMENTS
        return resolution.outcome is Outcome.MISSING and foreign_extension(context, resolution) is None

    judged = (_judge(context, failing) for failing in failing_imports(context, wanted))
    return tuple(provision for provision in judged if provision)


def _judge(context: Context, failing: FailingImport) -> Provision | None:
    top = failing.resolution.name.partition(".")[0]
    installed = _installed_in(context, failing)
    if failing.resolution.failed_at != top and not installed:
        return None  # the package is there, and something inside it is not
    distribution = context.resolver.project.distribution_of(failing.resolution.name) if installed else None
    names = [distribution] if distribution else [normal_name(top), *_known_to_have(context, top)]
    declared = next((each for each in runtime_dependencies(context) if each.name in names), None)
    if declared:
        return Provision(failing, Claim.DECLARED, declared.name, declared, installed)
    requisite = requisite_of(context, failing)
    if requisite:
        return Provision(failing, Claim.REQUIRED, requisite.name, installed=installed)
    elsewhere = next((each for each in context.project.dependencies if each.name in names and each.group), None)
    chain = _chain_to(context, names[0]) if distribution or not installed else ()
    if chain and (installed or not elsewhere):
        return Provision(failing, Claim.BROUGHT, names[0], installed=installed, chain=chain)
    if elsewhere:
        return Provision(failing, Claim.EXTRA, elsewhere.name, elsewhere, installed)
    if distribution is None and installed == ".venv-workers":
        return Provision(failing, Claim.BROUGHT, None, installed=installed)
    return Provision(failing, Claim.UNDECLARED, distribution, installed=installed) if installed else None


def _known_to_have(context: Context, top: str) -> list[str]:
    """Declared distributions that Pyodide's list of packages knows to have this module."""
    return [each.name for each in context.project.dependencies if top in modules_of(each.name)]


def _installed_in(context: Context, failing: FailingImport) -> str | None:
    hit = context.resolver.project.locate(failing.resolution.name)
    return hit.root.label if hit and hit.root.origin in _ENVIRONMENTS else None


def _chain_to(context: Context, distribution: str) -> tuple[str, ...]:
    """From a declared distribution, along installed metadata or a lock file."""
    declared = [dependency.name for dependency in runtime_dependencies(context)]
    for _, packages in environments(context):
        chain = closure_of(context, packages, declared).get(distribution)
        if chain:
            return chain
    for kind in LockKind:
        lock = lock_of(context, kind)
        chain = locked_closure(context, lock).get(distribution) if lock else None
        if chain:
            return chain
    return ()
