"""What is known of the whole file while the walk goes through it, and what the walk collects."""

from __future__ import annotations

import re

from graphcheck.extract.dynamic import mentions_dynamic_imports
from graphcheck.extract.exports import Exports
from graphcheck.extract.locate import Places
from graphcheck.model.imports import ImportSite

__all__ = ["File"]

_COMPUTES = re.compile(
    r"\bfind_spec\b|\bimportlib[ \t]*\.[ \t]*metadata\b|\bfrom[ \t]+importlib[ \t]+import\b.*\bmetadata\b"
    r"|^[ \t]*(?:def[ \t]+__getattr__[ \t]*\((?![ \t]*self\b)|__getattr__\b)",
    re.MULTILINE,
)
"""A file without any of these has no code that the walk needs word for word."""


class File:
    """``annotations_run``: annotations are evaluated where they stand (neither a future import nor Python 3.14)."""

    def __init__(
        self,
        text: str,
        places: Places,
        exports: Exports,
        watched: frozenset[str],
        *,
        annotations_run: bool,
        has_star_import: bool,
    ) -> None:
        self.places = places
        self.exports = exports
        self.annotations_run = annotations_run
        self.has_star_import = has_star_import
        self.open_names = False
        self.open_at_import = False
        self.watched = frozenset(
            path for path in watched if all(part.removesuffix("()") in text for part in path.split("."))
        )
        self.sites: list[ImportSite] = []
        self.may_import_dynamically = mentions_dynamic_imports(text)
        self.may_change_search = "path" in text and ("sys" in text or "addsitedir" in text)
        self.may_change_modules = "sys" in text and "modules" in text
        self.may_yield = "yield" in text
        self.computes = self.may_import_dynamically or bool(_COMPUTES.search(text))

    def open(self, *, deferred: bool) -> None:
        """Names of the module may appear that no statement binds; ``deferred`` in a function."""
        self.open_names = True
        self.open_at_import = self.open_at_import or not deferred

    def add(self, site: ImportSite) -> int:
        """The index of the site in ``sites``."""
        self.sites.append(site)
        return len(self.sites) - 1
