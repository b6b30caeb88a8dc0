"""What a run wanted to know of one file, by a name under which a later run can ask again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeAlias

__all__ = ["WHOLE", "View", "digest_bytes", "digest_value", "end_view", "view_of"]

View: TypeAlias = tuple[Any, ...]
"""Who looks (``""``: nobody, the bytes themselves are wanted), how many bytes from the end (None for all), and further
arguments, all of them JSON's."""

WHOLE: View = ("", None)


def end_view(count: int) -> View:
    return ("", count)


def view_of(function: Callable[..., object], arguments: tuple[Any, ...], end: int | None) -> View:
    return (f"{function.__module__}:{function.__qualname__}", end, *arguments)


def digest_bytes(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def digest_value(value: object) -> bytes:
    """Of plain data: equal digests mean equal values."""
    return digest_bytes(repr(value).encode("utf-8", "backslashreplace"))
