"""Which built-in exception a handler catches."""

from __future__ import annotations

import builtins

from graphcheck.model.graph import PLATFORM_ERROR

__all__ = ["catches", "is_built_in"]


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


def is_built_in(exception: str) -> bool:
    """Whether its ancestors are known without a look at the project."""
    return exception in _ANCESTRY


def catches(handler: tuple[str, ...] | None, exception: str, above: frozenset[str] = frozenset()) -> bool:
    """Whether ``except handler`` catches ``exception``. A class of the project is an Exception, and what the classes
    ``above`` it are."""
    if handler is None:
        return True
    ancestry = _ANCESTRY.get(exception)
    if ancestry is None:
        built_in = frozenset[str]().union(*(_ANCESTRY.get(name, ()) for name in above))
        ancestry = above | {exception} | (built_in or {"Exception", "BaseException"})
    return any(name == exception or _ALIASES.get(name, name) in ancestry for name in handler)
