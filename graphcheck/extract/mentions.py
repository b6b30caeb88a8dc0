"""Which of the things that the walk looks for a text can hold at all, judged by its words alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphcheck.extract.dynamic import mentions_dynamic_imports

__all__ = ["Mentions", "find_mentions"]

_COMPUTES = re.compile(
    r"\bfind_spec\b|\bimportlib[ \t]*\.[ \t]*metadata\b|\bfrom[ \t]+importlib[ \t]+import\b.*\bmetadata\b"
    r"|^[ \t]*(?:def[ \t]+__getattr__[ \t]*\((?![ \t]*self\b)|__getattr__\b)",
    re.MULTILINE,
)
"""A file without any of these has no code that the walk needs word for word."""
_IMPORTED = r"\bimport\b(?:[^\n\\]|\\\n)*\b{0}\b|\bfrom[ \t]+{0}\b|\bimport[ \t(]*\*"
"""A star import may bring any name."""
_CALLED = r"(?<![\w.]){0}[ \t]*\(|=[^\n]*(?<![\w.]){0}\b(?![ \t]*[=.:(\[])"
"""A builtin function that is called, or given another name."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """``watched`` are those functions of the runtime whose names all occur.

    ``search`` and ``modules``: it may change ``sys.path`` or ``sys.modules``. ``computes``: it may import names that it
    computes. ``nested``: calls matter inside of other expressions too.
    """

    watched: frozenset[str]
    dynamic: bool
    search: bool
    modules: bool
    yields: bool
    computes: bool

    @property
    def nested(self) -> bool:
        return self.dynamic or self.search or bool(self.watched)


def find_mentions(text: str, watched: frozenset[str]) -> Mentions:
    dynamic = mentions_dynamic_imports(text)
    asked = "find_spec" in text or "metadata" in text or "__getattr__" in text
    return Mentions(
        watched=_watched_in(text, watched),
        dynamic=dynamic,
        search="path" in text and ("sys" in text or "addsitedir" in text),
        modules="sys" in text and "modules" in text,
        yields="yield" in text,
        computes=dynamic or (asked and bool(_COMPUTES.search(text))),
    )


def _watched_in(text: str, watched: frozenset[str]) -> frozenset[str]:
    found: list[str] = []
    for root, (brought, paths) in _by_root(watched).items():
        named = [path for path, parts in paths if all(part in text for part in parts)] if root in text else ()
        if named and brought.search(text):
            found.extend(named)
    return frozenset(found)


@lru_cache(maxsize=4)
def _by_root(watched: frozenset[str]) -> Mapping[str, tuple[re.Pattern[str], Sequence[tuple[str, Sequence[str]]]]]:
    """For the first part of each path: how a text looks that may bring it, and the paths with their other parts."""
    roots: dict[str, list[tuple[str, Sequence[str]]]] = {}
    for path in sorted(watched):
        root, *parts = path.replace("()", "").split(".")
        roots.setdefault(root, []).append((path, parts))
    return {
        root: (re.compile((_IMPORTED if paths[0][1] else _CALLED).format(root), re.MULTILINE), paths)
        for root, paths in roots.items()
    }
