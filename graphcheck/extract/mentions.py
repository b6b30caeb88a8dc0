"""Which of the things that the walk looks for a text can hold at all, judged by its words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphcheck.extract.dynamic import mentions_dynamic_imports

__all__ = ["Mentions", "find_mentions"]

_COMPUTES = re.compile(
    r"\bfind_spec\b|\bimportlib[ \t]*\.[ \t]*metadata\b|\bfrom[ \t]+importlib[ \t]+import\b.*\bmetadata\b"
    r"|^[ \t]*(?:def[ \t]+__getattr__[ \t]*\((?![ \t]*self\b)|__getattr__\b)",
    re.MULTILINE,
)
"""A file without any of these has no code that the walk needs word for word."""


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
        watched=frozenset(path for path in watched if all(part.removesuffix("()") in text for part in path.split("."))),
        dynamic=dynamic,
        search="path" in text and ("sys" in text or "addsitedir" in text),
        modules="sys" in text and "modules" in text,
        yields="yield" in text,
        computes=dynamic or (asked and bool(_COMPUTES.search(text))),
    )
