"""Which modules one import site asks for, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.frozen import frozen
from graphcheck.model.imports import ImportSite
from graphcheck.model.resolution import Attempt, ModuleKind, Outcome, Resolution, ResolvedModule
from graphcheck.resolve.names import RelativeImportError, package_of, parents_of
from graphcheck.resolve.resolver import Resolver

__all__ = ["Meaning", "Meanings", "failed_targets", "package_name", "relative_failure", "submodules"]


@frozen
class Meaning:
    """What an absolute name stands for: ``name`` is that of the module, ``parents`` are executed before it."""

    name: str
    resolution: Resolution
    parents: tuple[tuple[str, Resolution], ...]
    may_have_submodules: bool


class Meanings:
    """Of names as each resolver sees them; each is worked out once."""

    def __init__(self) -> None:
        self._known: dict[Resolver, dict[str, Meaning]] = {}

    def of(self, base: str, resolver: Resolver) -> Meaning:
        known = self._known.get(resolver)
        if known is None:
            known = self._known[resolver] = {}
        meaning = known.get(base)
        if meaning is None:
            meaning = known[base] = _meaning_of(base, resolver)
        return meaning


def package_name(module: ResolvedModule) -> str:
    return package_of(module.name, is_package=module.is_package)


def failed_targets(
    site: ImportSite, error: RelativeImportError, resolver: Resolver
) -> Iterator[tuple[str, Resolution]]:
    """What a relative import that cannot work meant."""
    for meant in [site.module] if site.module else [name.name for name in site.names]:
        yield meant, relative_failure(error, meant, resolver)


def relative_failure(error: RelativeImportError, meant: str, resolver: Resolver) -> Resolution:
    """``target`` is what the same name means without its dots: in the module root that is the file beside it."""
    absolute = resolver.resolve(meant)
    return Resolution(
        meant, error.outcome, absolute.target, error_type="ImportError", message=str(error),
        attempts=(Attempt("the package of this module (it has none)"),),
    )  # fmt: skip


_THERE = (Outcome.FOUND, Outcome.PROJECT_ONLY, Outcome.RUNTIME_FAILS)


def submodules(
    base: str, names: tuple[str, ...], resolution: Resolution, resolver: Resolver
) -> Iterator[tuple[str, Resolution]]:
    """Those ``names`` of a from-import that are, or were meant as, modules inside ``base``."""
    nothing_else = (
        resolution.outcome is Outcome.FOUND
        and resolution.target is not None
        and resolution.target.kind is ModuleKind.NAMESPACE
    )
    for name in names:
        of_name = resolver.resolve(f"{base}.{name}")
        if of_name.outcome in _THERE or nothing_else:
            yield _found_name(of_name), of_name


def _meaning_of(base: str, resolver: Resolver) -> Meaning:
    resolution = resolver.resolve(base)
    of_parents = ((parent, resolver.resolve(parent)) for parent in parents_of(base))
    parents = tuple((parent, of_parent) for parent, of_parent in of_parents if of_parent.outcome is Outcome.FOUND)
    return Meaning(_found_name(resolution), resolution, parents, _may_have_submodules(resolution))


def _found_name(resolution: Resolution) -> str:
    """A module may have been put into ``sys.modules`` under a second name; it is one module."""
    target = resolution.target if resolution.outcome is Outcome.FOUND else None
    return target.name if target else resolution.name


def _may_have_submodules(resolution: Resolution) -> bool:
    target = resolution.target
    if resolution.outcome is Outcome.FOUND:
        return target is not None and (target.is_package or target.kind is not ModuleKind.MODULE)
    return resolution.outcome is Outcome.PROJECT_ONLY
