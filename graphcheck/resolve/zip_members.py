"""The members of one zip file. Few Workers have one, and ``zipfile`` is long to import."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection
from io import BytesIO

__all__ = ["ZipMembers", "open_zip"]

_LARGEST_SOURCE = 4 * 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


def open_zip(content: bytes) -> ZipMembers | None:
    """None for what is no zip file."""
    try:
        return ZipMembers(zipfile.ZipFile(BytesIO(content)))
    except _DAMAGED:
        return None


class ZipMembers:
    """``names`` are those of all members; one that ends in ``/`` is a folder."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names: Collection[str] = archive.NameToInfo

    def read(self, name: str) -> bytes | None:
        """The source called ``name``; None where there is none that can be read."""
        info = self._archive.NameToInfo.get(name)
        if info is None or info.file_size > _LARGEST_SOURCE or info.compress_type not in _METHODS:
            return None
        try:
            with self._archive.open(info) as member:
                return member.read(_LARGEST_SOURCE)
        except _DAMAGED:
            return None
