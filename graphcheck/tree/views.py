"""What a run wanted to know of one file, by a name under which a later run can ask again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any, TypeAlias

__all__ = ["NOTHING", "WHOLE", "View", "digest_bytes", "digest_value", "end_view", "view_of"]

View: TypeAlias = tuple[Any, ...]
"""Who looks (``""``: nobody, the bytes themselves are wanted), how many bytes from the end (None for all), and further
arguments, all of them JSON's."""

WHOLE: View = ("", None)


def end_view(count: int) -> View:
    return ("", count)


def view_of(function: Callable[..., object], arguments: tuple[Any, ...], end: int | None) -> View:
    return (_name_of(function), end, *arguments)


@cache
def _name_of(function: Callable[..., object]) -> str:
    return f"{function.__module__}:{function.__qualname__}"


def digest_bytes(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def digest_value(value: object) -> bytes:
    """Of plain data: equal digests mean equal values."""
    return _OF_TRUTH[value] if value is True or value is False else _digest_text(repr(value))


def _digest_text(text: str) -> bytes:
    return digest_bytes(text.encode("utf-8", "backslashreplace"))


# Of ten thousand files somebody asks for no more.
_OF_TRUTH = {answer: _digest_text(repr(answer)) for answer in (False, True)}
NOTHING = frozenset(digest_value(answer) for answer in ((), "", 0, None, False, True))
"""Answers that speak of no place."""
