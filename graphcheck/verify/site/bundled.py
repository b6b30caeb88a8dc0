"""Stands in for a module of a bundled package that npm does not have: it has the names, and does nothing."""
# mypy: ignore-errors

import os
from importlib import import_module
from typing import Any

IMPORTS = ()
"""Filled in with the modules that the real module imports."""
NAMES = ()
"""Filled in with the names that the real module has."""
CONSTANTS = {}
"""Filled in with the values that programs look at while they are imported."""


class Number(int):
    """A constant whose value does not matter, and whose attributes are constants as well."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Number()


class Permissive(type):
    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Number()


def use_entropy(*_args: Any, **_kwargs: Any) -> None:
    os.urandom.__wrapped__(1)


def refuse(*_args: Any, **_kwargs: Any) -> Any:
    """hashlib and hmac answer this error by using the implementations that Pyodide does have."""
    raise globals().get("UnsupportedDigestmodError", ValueError)("not available in this stand-in")


def accept(*_args: Any, **_kwargs: Any) -> None:
    """sqlite3 takes note of adapters and converters."""


def build_member(name: str) -> Any:
    if name in CONSTANTS:
        return CONSTANTS[name]
    if name.endswith("Error") or name in ("Warning", "Error"):
        return type(name, (OSError, ValueError), {})
    if name == "openssl_md_meth_names":
        return frozenset()
    if name == "SSLContext":
        return Permissive(name, (), {"__init__": use_entropy})
    if name == "create_default_context":
        return use_entropy
    if name.isupper() or name.startswith(("OP_", "PROTOCOL_", "HAS_")):
        return Number()
    if name.startswith("register_"):
        return accept
    return Permissive(name, (), {}) if name.lstrip("_")[:1].isupper() else refuse


for _name in IMPORTS:
    globals()[_name] = import_module(_name)
globals().update({name: build_member(name) for name in NAMES if name not in globals()})


def __getattr__(name: str) -> Any:
    if NAMES or name.startswith("__"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return build_member(name)
