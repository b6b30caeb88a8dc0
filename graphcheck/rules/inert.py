"""Modules of the standard library that a Worker may import or not, and nobody would see a difference."""

from __future__ import annotations

from collections.abc import Iterable

from graphcheck.model.latitude import InertImports
from graphcheck.model.resolution import ModuleOrigin, Outcome
from graphcheck.model.runtime import RuntimeKind
from graphcheck.resolve.resolver import Resolver
from graphcheck.rules.context import Context
from graphcheck.rules.packages import runtime_dependencies
from graphcheck.runtime.pyodide_packages import modules_of

__all__ = ["inert_imports"]

_KINDS = (RuntimeKind.BUILTIN, RuntimeKind.FROZEN, RuntimeKind.STDLIB)


def inert_imports(context: Context, resolvers: Iterable[Resolver], sensed: frozenset[str]) -> InertImports:
    """Those that every one of ``resolvers`` finds in the runtime, and that no code asked for: ``sensed``.

    Rules speak of modules of the runtime that fail, that hide a file of the project, or that stand for a distribution.
    """
    project, profile = context.project, context.profile
    uploaded = {part for module in context.upload.modules for part in _top_names(module.name)}
    declared = {name for each in runtime_dependencies(context) for name in (each.name, *modules_of(each.name))}
    contexts = set(profile.import_contexts)
    for each in profile.import_contexts.values():
        contexts |= {each.provider or "", each.hides or ""}
    taken = uploaded | declared | contexts | {name.partition(".")[0] for name in sensed}
    names = {
        module.name
        for module in profile.modules.values()
        if module.kind in _KINDS and module.error is None and module.name.partition(".")[0] not in taken
    }
    for resolver in resolvers:
        names = {name for name in names if _is_found(resolver, name)}
    return InertImports(project.compatibility_date.value, project.compatibility_flags.value, frozenset(names))


def _top_names(uploaded: str) -> tuple[str, ...]:
    """What a path of the upload may be imported as, from the module root or ``python_modules``."""
    return tuple(part.partition(".")[0] for part in uploaded.split("/")[:2])


def _is_found(resolver: Resolver, name: str) -> bool:
    resolution = resolver.resolve(name)
    target = resolution.target
    return resolution.outcome is Outcome.FOUND and target is not None and target.origin is ModuleOrigin.PYODIDE
