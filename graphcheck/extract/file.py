"""What is known of the whole file while the walk goes through it, and what the walk collects."""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.extract.exports import Exports
from graphcheck.extract.locate import Places
from graphcheck.extract.mentions import Mentions
from graphcheck.model.imports import ImportSite
from graphcheck.model.location import Span

__all__ = ["File"]


class File:
    """``annotations_run``: annotations are evaluated where they stand (neither a future import nor Python 3.14).

    ``definitions``: the source of functions and the line where it begins, by the ``id`` of their nodes, where the tree
    does not have all of it. ``unread``: the ids of the functions whose bodies the tree does not have.
    """

    def __init__(
        self,
        mentions: Mentions,
        places: Places,
        exports: Exports,
        definitions: Mapping[int, tuple[str, int]],
        unread: frozenset[int],
        *,
        annotations_run: bool,
        has_star_import: bool,
    ) -> None:
        self.places = places
        self.exports = exports
        self.definitions = definitions
        self.unread = unread
        self.annotations_run = annotations_run
        self.has_star_import = has_star_import
        self.open_names = False
        self.open_at_import = False
        self.sites: list[ImportSite] = []
        self.computed_imports: list[Span] = []
        self.watched = mentions.watched
        self.may_import_dynamically = mentions.dynamic
        self.may_change_search = mentions.search
        self.may_change_modules = mentions.modules
        self.may_yield = mentions.yields
        self.computes = mentions.computes
        self.nested_calls = mentions.nested

    def open(self, *, deferred: bool) -> None:
        """Names of the module may appear that no statement binds; ``deferred`` in a function."""
        self.open_names = True
        self.open_at_import = self.open_at_import or not deferred

    def add(self, site: ImportSite) -> int:
        """The index of the site in ``sites``."""
        self.sites.append(site)
        return len(self.sites) - 1
