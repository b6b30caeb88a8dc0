"""Which built-in exception a handler catches."""

from __future__ import annotations

import builtins

from graphcheck.model.graph import PLATFORM_ERROR

__all__ = ["catches"]


def _ancestry() -> dict[str, frozenset[str]]:
    """Class hierarchy of the built-in exceptions, and of the one that ``importlib.metadata`` raises: the same in every
    Python that a Worker can run."""
    classes = [value for value in vars(builtins).values() if isinstance(value, type)]
    found = {cls.__name__: cls for cls in classes if issubclass(cls, BaseException)}
    return {
        name: frozenset(base.__name__ for base in cls.__mro__ if issubclass(base, BaseException))
        for name, cls in found.items()
    } | {
        # No exception: only what leaves everything open stops it.
        PLATFORM_ERROR: frozenset(),
        "IOError": frozenset({"OSError", "IOError", "Exception", "BaseException"}),
        # Lib/zoneinfo/_common.py
        "ZoneInfoNotFoundError": frozenset({"KeyError", "LookupError", "Exception", "BaseException"}),
        "PackageNotFoundError": frozenset(
            {"PackageNotFoundError", "ModuleNotFoundError", "ImportError", "Exception", "BaseException"}
        ),
    }


_ANCESTRY = _ancestry()
_ALIASES = {"IOError": "OSError", "EnvironmentError": "OSError", "WindowsError": "OSError"}


def catches(handler: tuple[str, ...] | None, exception: str) -> bool:
    """Whether ``except handler`` catches ``exception``. An exception class of the project is taken for an Exception."""
    if handler is None:
        return True
    ancestry = _ANCESTRY.get(exception, frozenset({exception, "Exception", "BaseException"}))
    return any(name == exception or _ALIASES.get(name, name) in ancestry for name in handler)
