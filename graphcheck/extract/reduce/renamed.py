"""Whether what matters may have other names in a file, so that its words cannot tell."""

from __future__ import annotations

import re

from graphcheck.extract.mentions import Mentions
from graphcheck.extract.scan import without_texts

__all__ = ["has_other_names"]

_RENAMED_STATE = re.compile(
    r"\bsys[ \t]+as\b|\baddsitedir\b(?![ \t]*\()|=[ \t]*\(?sys\b(?![ \t]*\.)"
    r"|\bfrom[ \t]+(?:sys|site)[ \t]+import\b(?:[ \t(]*\*|[ \t]*\(|[ \t]*\\|[^\n]*\b(?:path|modules|addsitedir)\b)"
    r"|(?:=(?:[^=\n(]*,)?|(?<![\w\])])\(|\b(?:else|or|and)\b)\s*sys[ \t]*\.[ \t]*(?:path|modules)\b(?![ \t]*[.\[])"
)
"""``sys.path`` and ``sys.modules`` may have other names in this file."""
_IMPORTERS = re.compile(r"\b(?:import_module|__import__|find_spec)\b(?![ \t]*\()")
_OTHER_IMPORTERS = re.compile(
    r"\bresolve_name\b|importlib[ \t]*\.[ \t]*resources\b|importlib[ \t]+as\b"
    r"|from[ \t]+importlib[ \t]+import\b(?:[ \t]*[(\\*]|[^\n]*\bresources\b)"
)
"""Functions that import, but whose names say nothing: ``files``, ``path``."""
_IMPORTED_BY_NAME = re.compile(r"[ \t]*from[ \t]+importlib[\w.]*[ \t]+import\b[^#;]*")
_FAR = 1_000
_RENAMES = re.compile(r"[ \t]+as\b")


def has_other_names(text: str, mentions: Mentions) -> bool:
    """Of the search path, of the loaded modules, or of functions that import. ``text`` is a certain program."""
    return _has_other_names(text, mentions) and _has_other_names(without_texts(text), mentions)


def _has_other_names(text: str, mentions: Mentions) -> bool:
    if (mentions.search or mentions.modules) and _RENAMED_STATE.search(text):
        return True
    return mentions.dynamic and (_OTHER_IMPORTERS.search(text) is not None or _renames_import(text))


def _renames_import(text: str) -> bool:
    """Whether a function that imports may be called by another name."""
    for found in _IMPORTERS.finditer(text):
        before = text[max(0, found.start() - _FAR) : found.start()].rpartition("\n")[2]
        if not _IMPORTED_BY_NAME.fullmatch(before) or _RENAMES.match(text, found.end()):
            return True
    return False
