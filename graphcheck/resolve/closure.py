"""What a lock file says that has to be vendored: the declared distributions and all that they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from graphcheck.model.package import LockedNeed, LockedPackage, LockFile, LockKind
from graphcheck.model.project import Dependency
from graphcheck.model.requirement import normal_name, parse_requirement
from graphcheck.resolve.installed import SitePackages

if TYPE_CHECKING:
    from packaging.requirements import Requirement

__all__ = ["Holds", "declared_needs", "installed_closure", "installed_needs", "locked_closure"]

Holds = Callable[[str], bool]
"""Whether an environment marker, "" included, is true in the Worker."""


def declared_needs(dependencies: Iterable[Dependency], holds: Holds) -> Iterator[LockedNeed]:
    """``[project].dependencies`` that count in the Worker, with the extras that they ask for."""
    for dependency in dependencies:
        requirement = parse_requirement(dependency.requirement) if dependency.group is None else None
        if requirement is None:
            continue
        marker = str(requirement.marker) if requirement.marker else ""
        if holds(marker):
            yield LockedNeed(dependency.name, marker, tuple(sorted(requirement.extras)))


def locked_closure(lock: LockFile, roots: Iterable[LockedNeed], holds: Holds) -> dict[str, tuple[str, ...]]:
    """Distributions that pywrangler would vendor, each with the chain of names that leads there.

    All of ``pylock.toml``; of ``uv.lock`` what ``roots`` reach. Roots count whether they are locked or not.
    """
    if lock.kind is LockKind.PYLOCK:
        return {name: (name,) for name in lock.packages if any(True for _ in _counting(lock, name, None, holds))}
    chains: dict[str, tuple[str, ...]] = {}
    seen: set[tuple[str, str]] = set()
    frontier: list[tuple[LockedNeed, tuple[str, ...]]] = [(root, ()) for root in roots]
    while frontier:
        need, above = frontier.pop(0)
        if not holds(need.marker):
            continue
        chain = (*above, need.name)
        chains.setdefault(need.name, chain)
        for package in _counting(lock, need.name, need.version, holds):
            for extra in ("", *need.extras):
                if (need.name, extra) not in seen:
                    seen.add((need.name, extra))
                    deeper = package.extras.get(extra, ()) if extra else package.needs
                    frontier += ((each, chain) for each in deeper)
    return chains


def installed_needs(packages: SitePackages, name: str, holds: Holds) -> Iterator[Requirement]:
    """What an installed distribution needs in the Worker, extras left out."""
    for text in packages.requirements(name):
        requirement = parse_requirement(text)
        if requirement is not None and holds(str(requirement.marker) if requirement.marker else ""):
            yield requirement


def installed_closure(packages: SitePackages, names: Iterable[str], holds: Holds) -> dict[str, tuple[str, ...]]:
    """``names`` and all that they need, as far as the installed metadata says it, each with the chain that leads there.

    Extras of a need are not followed: what they bring is a need of whoever imports it.
    """
    chains: dict[str, tuple[str, ...]] = {name: (name,) for name in names}
    frontier = list(chains)
    while frontier:
        name = frontier.pop(0)
        for requirement in installed_needs(packages, name, holds):
            needed = normal_name(requirement.name)
            if needed not in chains:
                chains[needed] = (*chains[name], needed)
                frontier.append(needed)
    return chains


def _counting(lock: LockFile, name: str, version: str | None, holds: Holds) -> Iterator[LockedPackage]:
    """The versions of a distribution that are meant for the Worker."""
    for package in lock.packages.get(name, ()):
        if (not package.markers or any(holds(marker) for marker in package.markers)) and version in (
            None,
            package.version,
        ):
            yield package
