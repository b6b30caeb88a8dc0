"""Which wheels the Worker's Python can use, by their tags (PEP 425), as uv 0.13.9 accepts them for Pyodide."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphcheck.model.runtime import RuntimeProfile

__all__ = ["is_usable_tag", "is_usable_wheel", "tags_of_wheel"]

# The year of the platform's ABI (pyodide, docs/development/abi.md; PEP 783); the Worker on Python 3.12 declares none,
# and pywrangler installs for 2024.
_PLATFORM_YEARS = {(3, 12): 2024, (3, 13): 2025, (3, 14): 2026}
_CPYTHON = re.compile(r"cp3(?P<minor>[0-9]{1,3})\Z")
_PURE = re.compile(r"py3[0-9]{0,3}\Z")


def tags_of_wheel(file: str) -> tuple[str, ...]:
    """``cp313-cp313-win32``, ... of a wheel's file name; empty for another kind of file."""
    parts = file.removesuffix(".whl").split("-")
    if not file.endswith(".whl") or len(parts) not in (5, 6):
        return ()
    pythons, abis, platforms = (part.split(".") for part in parts[-3:])
    return tuple(f"{python}-{abi}-{platform}" for python in pythons for abi in abis for platform in platforms)


def is_usable_wheel(file: str, profile: RuntimeProfile) -> bool:
    return any(is_usable_tag(tag, profile) for tag in tags_of_wheel(file))


def is_usable_tag(tag: str, profile: RuntimeProfile) -> bool:
    """Whether a wheel with this tag is for the Worker's Python: pure, or built for its WebAssembly platform."""
    python, _, rest = tag.partition("-")
    abi, _, platform = rest.partition("-")
    if platform not in {"any", *_platforms(profile)}:
        return False
    if abi == "none":
        return bool(_PURE.match(python)) or _is_not_newer(python, profile)
    if abi == "abi3":
        return _is_not_newer(python, profile)
    return python == abi == "cp{}{}".format(*profile.python[:2])


def _platforms(profile: RuntimeProfile) -> Iterable[str]:
    year = _PLATFORM_YEARS.get(profile.python[:2])
    return (f"pyodide_{year}_0_wasm32", f"pyemscripten_{year}_0_wasm32") if year else ()


def _is_not_newer(python: str, profile: RuntimeProfile) -> bool:
    match = _CPYTHON.match(python)
    return match is not None and int(match["minor"]) <= profile.python[1]
