"""What is known of the whole file while the walk goes through it, and what the walk collects."""

from __future__ import annotations

from graphcheck.extract.dynamic import mentions_dynamic_imports
from graphcheck.extract.exports import Exports
from graphcheck.extract.locate import Places
from graphcheck.model.imports import ImportSite

__all__ = ["File"]


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
        self.watched = frozenset(path for path in watched if all(part in text for part in path.split(".")))
        self.sites: list[ImportSite] = []
        self.may_import_dynamically = mentions_dynamic_imports(text)
        self.may_change_search = "path" in text and ("sys" in text or "addsitedir" in text)
        self.may_change_modules = "sys" in text and "modules" in text
        self.may_yield = "yield" in text

    def add(self, site: ImportSite) -> int:
        """The index of the site in ``sites``."""
        self.sites.append(site)
        return len(self.sites) - 1
