"""What is known about the Worker's Python before it runs: the constants that platform checks ask for.

Each value was read from Pyodide 0.28.2 by running it; those that depend on the Python version come from the target.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from graphcheck.extract.target import Target
from graphcheck.model.frozen import frozen

__all__ = [
    "MODULE_NAME",
    "TEXT_METHODS",
    "UNKNOWN",
    "ModuleName",
    "Reference",
    "UnknownValue",
    "Value",
    "VersionInfo",
    "platform_facts",
]


@frozen
class UnknownValue:
    """Nothing is known."""


@frozen
class ModuleName:
    """``__name__`` of the module. A Worker's module is always imported, the entry too: it is never ``__main__``."""


@frozen
class Reference:
    """Something by the dotted name under which it was imported: ``sys``, ``typing.TYPE_CHECKING``, ``.compat.PY2``."""

    path: str


@frozen
class VersionInfo:
    """``sys.version_info``: major and minor are known, the rest is not."""

    known: tuple[int, int]


UNKNOWN: Final = UnknownValue()
MODULE_NAME: Final = ModuleName()

Value: TypeAlias = (
    "str | bytes | int | float | bool | tuple[Value, ...] | Reference | VersionInfo | ModuleName | UnknownValue | None"
)

TEXT_METHODS: Final[Mapping[str, Callable[..., object]]] = {
    "startswith": str.startswith, "endswith": str.endswith, "lower": str.lower, "upper": str.upper, "strip": str.strip,
}  # fmt: skip
"""Methods whose result is known where the text and the arguments are."""


def platform_facts(target: Target) -> Mapping[str, Value]:
    """By dotted name; the value of a call has ``()`` behind the name."""
    version = VersionInfo(target.python)
    return {
        "sys.platform": "emscripten",
        "sys.version_info": version,
        "sys.implementation.name": "cpython",
        "sys.implementation.version": version,
        "sys.byteorder": "little",
        "sys.maxsize": 2**31 - 1,
        "sys.maxunicode": 0x10FFFF,
        "sys.flags.optimize": 0,
        "os.name": "posix",
        "os.sep": "/",
        "os.path.sep": "/",
        "os.altsep": None,
        "os.pathsep": ":",
        "os.linesep": "\n",
        "ssl.HAS_SNI": True,
        "socket.has_ipv6": False,
        "platform.system()": "Emscripten",
        "platform.machine()": "wasm32",
        "platform.python_implementation()": "CPython",
    }
