"""From compatibility date and flags to the runtime that they select, with everything that it can import."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from graphcheck.model.runtime import RuntimeModule, RuntimeProfile, SearchEntry, SearchPlace
from graphcheck.runtime.contexts import import_contexts
from graphcheck.runtime.data import RuntimeData, data_version, load_runtime_data
from graphcheck.runtime.flags import FLAGS, CompatFlag
from graphcheck.runtime.names import js_names
from graphcheck.runtime.refused import refused_calls
from graphcheck.runtime.selection import compile_flags, effective_date

__all__ = ["select_runtime"]

_REQUIRED = "python_workers"


def select_runtime(date: str | None, flags: tuple[str, ...]) -> RuntimeProfile:
    """The runtime that workerd would start for this compatibility date and these flags. Never raises.

    Without a usable date the newest runtime known here is taken. Without ``python_workers`` the profile is the one
    that adding it would give, with ``enabled`` false. ``find_selection_problems`` says what is wrong with the input.
    """
    enabled = compile_flags(date, flags)
    if _REQUIRED in enabled:
        return _build_profile(date, flags, enabled, enabled=True)
    flags = (*flags, _REQUIRED)
    return _build_profile(date, flags, compile_flags(date, flags) - {_REQUIRED}, enabled=False)


def _build_profile(date: str | None, flags: tuple[str, ...], on: frozenset[str], *, enabled: bool) -> RuntimeProfile:
    release = [flag for flag in FLAGS if flag.pyodide and flag.enable in on | {_REQUIRED}][-1]
    assert release.pyodide is not None
    data = load_runtime_data(data_version(release.pyodide))
    return RuntimeProfile(
        pyodide=release.pyodide,
        python=data.python,
        selected_by=_describe_selection(release, date, flags),
        enabled=enabled,
        flags=on,
        search_path=_build_search_path(data, on),
        extension_suffixes=data.extension_suffixes,
        modules=_select_modules(data.pyodide, on),
        missing_stdlib=data.missing_stdlib,
        external_sdk="enable_python_external_sdk" in on,
        js_names=js_names(on),
        refused_calls=refused_calls(data.python),
        import_contexts=import_contexts(on),
    )


def _describe_selection(release: CompatFlag, date: str | None, flags: tuple[str, ...]) -> str:
    if release.enable in flags and release.enable != _REQUIRED:
        return release.enable
    day = effective_date(date)
    text = f"compatibility_date {day}" if day == date else f"assumed compatibility_date {day}"
    newer = FLAGS[FLAGS.index(release) + 1 :]
    held_back = [flag.disable for flag in newer if flag.pyodide and flag.disable and flag.disable in flags]
    return ", ".join([text, *held_back])


def _build_search_path(data: RuntimeData, on: frozenset[str]) -> tuple[SearchEntry, ...]:
    return tuple(
        entry
        for entry in data.search_path
        if entry.place is not SearchPlace.LEGACY_VENDOR or "python_workers_force_new_vendor_path" not in on
    )


@cache
def _select_modules(version: str, on: frozenset[str]) -> Mapping[str, RuntimeModule]:
    data = load_runtime_data(version)
    kept = {name: module for name, module in data.modules.items() if data.absent_with.get(name) not in on}
    raising = {name: _build_stub(data.modules[name]) for name, flag in data.raises_with.items() if flag in on}
    return kept | raising


def _build_stub(module: RuntimeModule) -> RuntimeModule:
    """What stands in the SDK's place when the project has to vendor it: a module that raises."""
    error = f"ModuleNotFoundError: No module named '{module.name}'"
    return RuntimeModule(module.name, module.kind, module.package, preloaded=False, error=error)
