"""Which modules one import site asks for, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass

from graphcheck.model.imports import ImportKind, ImportSite
from graphcheck.model.resolution import Attempt, ModuleKind, Outcome, Resolution, ResolvedModule
from graphcheck.resolve.names import RelativeImportError, absolute_name, package_of, parents_of
from graphcheck.resolve.resolver import Resolver

__all__ = ["ImportTarget", "import_targets", "package_name", "relative_failure"]


@dataclass(frozen=True, slots=True)
class ImportTarget:
    imported: str
    names: tuple[str, ...]
    kind: ImportKind
    resolution: Resolution


def _found_name(resolution: Resolution) -> str:
    """A module may have been put into ``sys.modules`` under a second name; it is one module."""
    target = resolution.target if resolution.outcome is Outcome.FOUND else None
    return target.name if target else resolution.name


def package_name(module: ResolvedModule) -> str:
    return package_of(module.name, is_package=module.is_package)


def import_targets(site: ImportSite, importer: ResolvedModule, resolver: Resolver) -> tuple[ImportTarget, ...]:
    """The module itself, the parents it executes, and those names of a from-import that are modules."""
    names = tuple(name.name for name in site.names)
    try:
        base = absolute_name(site.module, site.level, package_name(importer))
    except RelativeImportError as error:
        return tuple(
            ImportTarget(meant, names, site.kind, relative_failure(error, meant, resolver))
            for meant in ([site.module] if site.module else names)
        )
    resolution = resolver.resolve(base)
    targets = [ImportTarget(_found_name(resolution), names, site.kind, resolution)]
    for parent in parents_of(base):
        of_parent = resolver.resolve(parent)
        if of_parent.outcome is Outcome.FOUND:
            targets.append(ImportTarget(parent, (), ImportKind.PARENT, of_parent))
    if site.kind is ImportKind.FROM and _may_have_submodules(resolution):
        targets += _submodules(base, names, resolution, resolver)
    return tuple(targets)


def relative_failure(error: RelativeImportError, meant: str, resolver: Resolver) -> Resolution:
    """``target`` is what the same name means without its dots: in the module root that is the file beside it."""
    absolute = resolver.resolve(meant)
    return Resolution(
        meant, error.outcome, absolute.target, error_type="ImportError", message=str(error),
        attempts=(Attempt("the package of this module (it has none)"),),
    )  # fmt: skip


def _may_have_submodules(resolution: Resolution) -> bool:
    target = resolution.target
    if resolution.outcome is Outcome.FOUND:
        return target is not None and (target.is_package or target.kind is not ModuleKind.MODULE)
    return resolution.outcome is Outcome.PROJECT_ONLY


def _submodules(base: str, names: tuple[str, ...], resolution: Resolution, resolver: Resolver) -> list[ImportTarget]:
    found = []
    for name in names:
        of_name = resolver.resolve(f"{base}.{name}")
        meant = of_name.outcome is Outcome.PROJECT_ONLY
        nothing_else = resolution.target is not None and resolution.target.kind is ModuleKind.NAMESPACE
        if of_name.outcome is Outcome.FOUND or meant or (nothing_else and resolution.outcome is Outcome.FOUND):
            found.append(ImportTarget(_found_name(of_name), (), ImportKind.FROM, of_name))
    return found
