"""The Worker as it will be once its packages are vendored, told from lock file, declarations and environments."""

from __future__ import annotations

from collections.abc import Iterable

from graphcheck.model.resolution import ModuleOrigin
from graphcheck.resolve.installed import SitePackages
from graphcheck.resolve.project_view import ProjectView

__all__ = ["ExpectedSync"]

_ENVIRONMENTS = (ModuleOrigin.VENV_WORKERS, ModuleOrigin.MISSING)


class ExpectedSync:
    """Answers whether vendoring would bring a top-level module. Pure; every answer is remembered.

    ``distributions`` are the normalised names that a sync installs; ``sdk`` is one that it always installs, with at
    least these ``modules``.
    ``vendored`` is what lies in ``python_modules`` already, ``environments`` what is installed for the desktop.
    """

    def __init__(
        self,
        distributions: Iterable[str],
        sdk: str,
        modules: Iterable[str],
        project: ProjectView,
        vendored: SitePackages,
        environments: Iterable[SitePackages],
    ) -> None:
        self._awaited = frozenset((*distributions, sdk)) - vendored.distributions.keys()
        self._sdk, self._sdk_modules = sdk, frozenset(modules)
        self._project = project
        self._environments = tuple(environments)
        self._answers: dict[str, bool] = {}
        self._unproven: set[str] = set()

    def brings(self, top: str) -> bool:
        if top not in self._answers:
            self._answers[top] = self._brings(top)
        return self._answers[top]

    def is_proven(self, top: str) -> bool:
        """Whether a RECORD tells that a module which sync brings belongs to a distribution that it installs."""
        return top not in self._unproven

    def _brings(self, top: str) -> bool:
        if top in self._sdk_modules:
            return True
        hit = self._project.locate(top)
        if hit is not None and hit.root.origin not in _ENVIRONMENTS:
            return False
        owners = {owner for packages in self._environments for owner in packages.providers.get(top, ())}
        if owners:
            return not owners.isdisjoint(self._awaited)
        if any(not self._is_known(name) for name in self._awaited - {self._sdk}):
            self._unproven.add(top)
            return True
        return False

    def _is_known(self, distribution: str) -> bool:
        """Whether some environment shows which modules a distribution has."""
        return any(packages.files(distribution) for packages in self._environments)
