"""Environment markers (PEP 508) as they are in the Worker's Python."""

from __future__ import annotations

from graphcheck.model.runtime import RuntimeProfile

__all__ = ["holds", "marker_environment"]


def marker_environment(profile: RuntimeProfile) -> dict[str, str]:
    """The values of pywrangler's Pyodide environment, without an extra."""
    major, minor, _ = profile.python
    return {
        "implementation_name": "cpython",
        "implementation_version": profile.python_version,
        "os_name": "posix",
        "platform_machine": "wasm32",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Emscripten",
        "platform_version": "",
        "python_full_version": profile.python_version,
        "python_version": f"{major}.{minor}",
        "sys_platform": "emscripten",
        "extra": "",
    }


def holds(marker: str, profile: RuntimeProfile) -> bool:
    """Whether ``marker`` is true in the Worker; one that is none is taken as true."""
    from packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName

    if not marker:
        return True
    try:
        return Marker(marker).evaluate(marker_environment(profile))
    except (InvalidMarker, UndefinedComparison, UndefinedEnvironmentName):
        return True
