"""The files that the runtime itself puts beside a Worker: its SDK, its import patches, its bundled packages.

None of them can be had from npm. What stands here instead has the same module names and the same names in them.
"""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

from graphcheck.model.runtime import RuntimeKind, RuntimeModule, RuntimeProfile, SearchPlace
from graphcheck.runtime import module_names
from graphcheck.verify.constants import find_constants

__all__ = ["collect_runtime_files", "collect_sdk_files", "find_place"]

_SITE = resources.files("graphcheck.verify").joinpath("site")
_COPIES = {"cloudflare.workers": "workers"}
"""Modules that the runtime has under two names (Pyodide 0.26.0a2 only)."""

_RAISING = """\
error = ModuleNotFoundError("No module named '{name}'", name="{name}")
error.add_note("You need to update to workers-py >= 1.9 or to pass disable_python_external_sdk")
raise error
"""
"""The note is the runtime's: ``injectWorkersApi`` of workerd's ``src/pyodide/python-entrypoint-helper.ts``."""


def find_place(profile: RuntimeProfile, place: SearchPlace) -> str:
    """The path of the one search path entry of that kind."""
    return next(entry.path for entry in profile.search_path if entry.place is place)


def collect_runtime_files(profile: RuntimeProfile) -> list[tuple[str, str]]:
    """Paths and texts of what is there before the SDK is: ``_cloudflare``, and stand-ins of the bundled packages."""
    sdk, bundled = find_place(profile, SearchPlace.SDK), find_place(profile, SearchPlace.BUNDLED)
    files = []
    for module in profile.modules.values():
        if module.name.partition(".")[0] == "_cloudflare":
            files.append((_locate(sdk, module, profile), _read_site(module, profile)))
        elif module.kind is RuntimeKind.BUNDLED:
            files.append((_locate(bundled, module, profile), _write_stand_in(profile, module.name)))
    return files


def collect_sdk_files(profile: RuntimeProfile) -> list[tuple[str, str]]:
    """Paths and texts of the SDK, or of the modules that raise in its place."""
    root = find_place(profile, SearchPlace.SDK)
    files = []
    for module in profile.modules.values():
        if module.kind is not RuntimeKind.SDK or module.name.partition(".")[0] == "_cloudflare":
            continue
        if module.error is not None:
            files.append((_locate(root, module, profile), _RAISING.format(name=module.name)))
        elif _site_file(module, profile).is_file():
            files.append((_locate(root, module, profile), _read_site(module, profile)))
    return files


def _relative(module: RuntimeModule, profile: RuntimeProfile) -> str:
    package = module.package or any(name.startswith(f"{module.name}.") for name in profile.modules)
    return module.name.replace(".", "/") + ("/__init__.py" if package else ".py")


def _locate(root: str, module: RuntimeModule, profile: RuntimeProfile) -> str:
    return f"{root}/{_relative(module, profile)}"


def _site_file(module: RuntimeModule, profile: RuntimeProfile) -> Traversable:
    relative = _relative(module, profile)
    for copy, original in _COPIES.items():
        relative = relative.replace(f"{copy.replace('.', '/')}/", f"{original}/")
    return _SITE.joinpath(relative)


def _read_site(module: RuntimeModule, profile: RuntimeProfile) -> str:
    return _site_file(module, profile).read_text("utf-8")


def _write_stand_in(profile: RuntimeProfile, module: str) -> str:
    names = sorted(name for name in module_names(profile, module) or () if not name.startswith("__"))
    imports = tuple(name for name in (f"_{module}", *names) if name in profile.modules)
    constants = find_constants(profile.pyodide, module)
    text = _SITE.joinpath("bundled.py").read_text("utf-8")
    for name, empty, value in (("IMPORTS", (), imports), ("NAMES", (), tuple(names)), ("CONSTANTS", {}, constants)):
        text = text.replace(f"{name} = {empty!r}", f"{name} = {value!r}")
    return text
