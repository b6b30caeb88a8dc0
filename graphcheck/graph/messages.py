"""Exception texts, word for word as the Worker's Python gives them."""

from __future__ import annotations

from graphcheck.model.resolution import ModuleKind, ModuleOrigin, ResolvedModule
from graphcheck.model.runtime import RuntimeProfile

__all__ = ["cannot_import_name", "class_has_no_attribute", "has_no_attribute", "hides_submodule"]

SESSION = "/session/metadata"


def cannot_import_name(name: str, module: ResolvedModule, profile: RuntimeProfile, *, partial: bool) -> str:
    """``ImportError`` of ``from module import name`` (CPython: ``Python/ceval.c``, ``_PyEval_ImportFrom``)."""
    if module.kind in (ModuleKind.STDLIB, ModuleKind.FROZEN):
        return f"cannot import name {name!r} from {module.name!r} ({_in_library(module, profile)})"
    if module.path is None:
        return f"cannot import name {name!r} from {module.name!r} (unknown location)"
    location = f"({SESSION}/{module.uploaded_as or _uploaded_name(module)})"
    if partial:
        return (
            f"cannot import name {name!r} from partially initialized module {module.name!r} "
            f"(most likely due to a circular import) {location}"
        )
    return f"cannot import name {name!r} from {module.name!r} {location}"


def has_no_attribute(name: str, module: ResolvedModule, profile: RuntimeProfile, *, partial: bool) -> str:
    """``AttributeError`` of a module (``Objects/moduleobject.c``); since 3.13 it says where the module lies."""
    if partial:
        located = profile.python >= (3, 13) and module.kind is not ModuleKind.NAMESPACE
        origin = f" from '{SESSION}/{module.uploaded_as or _uploaded_name(module)}'" if located else ""
        return (
            f"partially initialized module {module.name!r}{origin} has no attribute {name!r} "
            "(most likely due to a circular import)"
        )
    return f"module {module.name!r} has no attribute {name!r}"


def hides_submodule(name: str, module: ResolvedModule) -> str:
    """``AttributeError`` of a package whose submodule is still being imported."""
    return f"cannot access submodule {name!r} of module {module.name!r} (most likely due to a circular import)"


def class_has_no_attribute(name: str, class_name: str) -> str:
    """``AttributeError`` of a class (``Objects/typeobject.c``, ``"type object '%.100s' has no attribute '%U'"``)."""
    return f"type object {class_name[:100]!r} has no attribute {name!r}"


def _uploaded_name(module: ResolvedModule) -> str:
    inside = module.name.replace(".", "/")
    file = (module.path or "").rpartition("/")[2]
    folder = inside if module.kind is ModuleKind.PACKAGE else inside.rpartition("/")[0]
    root = "python_modules" if module.origin is ModuleOrigin.VENDORED else ""
    return "/".join(part for part in (root, folder, file) if part)


def _in_library(module: ResolvedModule, profile: RuntimeProfile) -> str:
    """``__file__`` of a module of the standard library; before 3.14 frozen modules name a folder that is not there."""
    known = profile.modules.get(module.name)
    file = f"{module.name.replace('.', '/')}{'/__init__' if known and known.package else ''}.py"
    major, minor, _ = profile.python
    unpacked = module.kind is ModuleKind.FROZEN and (major, minor) < (3, 14)
    return f"/lib/python{major}.{minor}/{file}" if unpacked else f"/lib/python{major}{minor}.zip/{file}"
