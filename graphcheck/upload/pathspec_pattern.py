"""wrangler's glob dialect for pathspec. Apart from ``pattern``, because pathspec is slow to import."""

from __future__ import annotations

from typing import AnyStr

from pathspec.pattern import RegexPattern

from graphcheck.upload.pattern import translate_glob

__all__ = ["WranglerPattern"]


class WranglerPattern(RegexPattern):
    """A pathspec pattern over whole ``/``-separated paths relative to the folder that is walked."""

    __slots__ = ()

    @classmethod
    def pattern_to_regex(cls, pattern: AnyStr) -> tuple[AnyStr, bool]:
        """The regular expression of a glob. Raises ``InvalidGlob`` for one that crashes wrangler."""
        if isinstance(pattern, bytes):
            raise TypeError("wrangler's globs are text")
        return translate_glob(pattern), True
