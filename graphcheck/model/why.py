"""Why a module is in the Worker, or is not: the chains of imports that lead to it, and where it was looked for."""

from __future__ import annotations

from graphcheck.model.bundle import FileVerdict
from graphcheck.model.frozen import frozen
from graphcheck.model.imports import Guard, Timing
from graphcheck.model.location import SiteRef
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin, Outcome

__all__ = ["Elsewhere", "FailedSearch", "Importers", "SearchedPlace", "Why", "WhyChain", "WhyLink"]


@frozen
class WhyLink:
    """One import of a chain: ``site`` imports the module ``imported``. Of several such sites it is the best one."""

    site: SiteRef
    imported: str
    timing: Timing
    guard: Guard


@frozen
class WhyChain:
    """From the entry to the module in question."""

    links: tuple[WhyLink, ...]

    @property
    def timing(self) -> Timing:
        """A chain is walked while the Worker starts only if all of it is."""
        deferred = any(link.timing is Timing.DEFERRED for link in self.links)
        return Timing.DEFERRED if deferred else Timing.IMPORT_TIME


@frozen
class Importers:
    """How the imports of a graph lead to one module.

    ``chains`` are the shortest of those walked at start, then the shortest of all where they are deferred; ``more``
    says that there are further chains of these lengths. ``never`` are imports that the Worker does not execute.
    """

    chains: tuple[WhyChain, ...]
    more: bool
    never: tuple[WhyLink, ...]


@frozen
class SearchedPlace:
    """A place of the Worker's search path in which there is no such module; ``detail`` says what is there."""

    place: str
    detail: str


@frozen
class Elsewhere:
    """What might have been meant. ``kind`` says how it differs, ``place`` is a path or a module."""

    kind: str
    place: str


@frozen
class FailedSearch:
    """The Worker has no such module. ``failed_at`` is the first part of the name that is missing, ``error`` what Python
    raises, ``searched`` in the Worker's order, ``elsewhere`` nearest first."""

    outcome: Outcome
    failed_at: str
    error: str
    searched: tuple[SearchedPlace, ...]
    elsewhere: tuple[Elsewhere, ...]


@frozen
class Why:
    """``module`` is the name inside the Worker, None for a file that is no module there. ``path`` is relative to the
    project root. ``reached`` is None where no import names the module.

    ``hides`` is an uploaded file of the app that has the same name and comes later on the Worker's search path;
    ``hidden_by``, for such a file, is what the Worker finds instead of it.
    """

    asked: str
    module: str | None
    origin: ModuleOrigin | None
    path: str | None
    entry: bool
    reached: Reach | None
    importers: Importers
    file: FileVerdict | None = None
    failure: FailedSearch | None = None
    hides: str | None = None
    hidden_by: str | None = None
