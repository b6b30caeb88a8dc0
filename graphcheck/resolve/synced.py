"""The Worker as it will be once its packages are vendored, told from lock file, declarations and environments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from graphcheck.model.requirement import normal_name
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.resolve.installed import SitePackages
from graphcheck.resolve.project_view import ProjectView

__all__ = ["ExpectedSync"]

_ENVIRONMENTS = (ModuleOrigin.VENV_WORKERS, ModuleOrigin.MISSING)


class ExpectedSync:
    """Answers whether vendoring would bring a top-level module. Pure; every answer is remembered.

    ``distributions`` are the normalised names that a sync installs, ``complete`` if a lock file lists them; ``sdk`` is
    one that it always installs, with at least these ``modules``. ``listed`` are the modules of a distribution as a
    list of packages has them.
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
        listed: Callable[[str], tuple[str, ...]],
        *,
        complete: bool,
    ) -> None:
        self._awaited = frozenset((*distributions, sdk)) - vendored.distributions.keys()
        self._sdk, self._sdk_modules = sdk, frozenset(modules)
        self._project = project
        self._environments = tuple(environments)
        self._listed, self._complete = listed, complete
        self._answers: dict[str, bool] = {}
        self._unproven: set[str] = set()

    def brings(self, top: str) -> bool:
        if top not in self._answers:
            self._answers[top] = self._brings(top)
        return self._answers[top]

    def is_proven(self, top: str) -> bool:
        """Whether a RECORD, the list of packages or a distribution of the same name tells that a sync brings it."""
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
        if normal_name(top) in self._awaited or any(top in self._listed(name) for name in self._awaited):
            return True
        if self._is_open:
            self._unproven.add(top)
        return self._is_open

    @cached_property
    def _is_open(self) -> bool:
        """Whether a sync may bring modules that nothing here names."""
        awaited = self._awaited - {self._sdk}
        installed = {name for name in awaited for packages in self._environments if packages.files(name)}
        if not self._complete and awaited != installed:
            return True  # what the others need is not known
        return any(not self._listed(name) for name in awaited - installed)
