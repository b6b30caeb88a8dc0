"""The names that a from-import finds in a module of the runtime."""

from __future__ import annotations

from graphcheck.model.resolution import ModuleKind, ResolvedModule
from graphcheck.model.runtime import RuntimeProfile
from graphcheck.runtime import module_names

__all__ = ["runtime_names"]

_RECORDED = frozenset({ModuleKind.BUILTIN, ModuleKind.FROZEN, ModuleKind.STDLIB})


def runtime_names(profile: RuntimeProfile, module: ResolvedModule) -> frozenset[str] | None:
    """None where the module may have others: a module ``__getattr__``, an SDK or a bundled package of another build."""
    if module.name == "js" and module.kind is ModuleKind.FFI:
        return profile.js_names
    names = module_names(profile, module.name) if module.kind in _RECORDED else None
    return None if names is None or "__getattr__" in names else names
