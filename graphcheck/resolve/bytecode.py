"""The head of a ``.pyc`` file (PEP 552)."""

from __future__ import annotations

from struct import unpack_from

__all__ = ["PYC_HEADER", "find_magic", "is_unchecked"]

PYC_HEADER = 16
_HASH_BASED = 0b01
_CHECK_SOURCE = 0b10
# CPython, Include/internal/pycore_magic_number.h: what the releases of a version share.
_MAGIC = {(3, 12): 3531, (3, 13): 3571, (3, 14): 3627}


def find_magic(python: tuple[int, int]) -> bytes | None:
    """The first four bytes of what this Python compiles."""
    number = _MAGIC.get(python)
    return None if number is None else number.to_bytes(2, "little") + b"\r\n"


def is_unchecked(content: bytes, python: tuple[int, int]) -> bool:
    """Whether Python takes the bytecode without a look at its source."""
    if len(content) <= PYC_HEADER or content[:4] != find_magic(python):
        return False
    (flags,) = unpack_from("<I", content, 4)
    return bool(flags & _HASH_BASED) and not flags & _CHECK_SOURCE
