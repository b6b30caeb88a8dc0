"""Which files an output names."""

from __future__ import annotations

import posixpath
import re

__all__ = ["QuotedFiles"]

_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")
"""What no form of output writes in another way."""


class QuotedFiles:
    """Those whose names stand in ``output``; more than are meant, since a name may be that of several files."""

    def __init__(self, output: str) -> None:
        self._output = output
        self._named: dict[str, bool] = {}

    def may_have(self, path: str) -> bool:
        name = posixpath.basename(path)
        if name not in self._named:
            self._named[name] = name in self._output or not _PLAIN.fullmatch(name)
        return self._named[name]
