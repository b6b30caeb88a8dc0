"""What the walk wants of a module's names, noted where it looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, overload

from graphcheck.graph.conditions import Value
from graphcheck.model.imports import ModuleImports
from graphcheck.model.latitude import Latitude, Offer

__all__ = ["Interest", "Interests", "Namespace"]

T = TypeVar("T")


class Interest:
    """Of all walks in one module. ``everything``: the names were gone through one by one.

    Ten thousand of these live until the end.
    """

    __slots__ = ("_calls", "_offers", "acts", "asked", "everything")

    def __init__(self) -> None:
        self.asked: set[str] = set()
        self._calls: dict[str, bool] | None = None
        self._offers: dict[tuple[int, str], Offer] | None = None
        self.everything = False
        self.acts = False

    def note_call(self, name: str, *, works: bool) -> None:
        """A call of ``name`` in the module may have done something, or certainly nothing."""
        if self._calls is None:
            self._calls = {}
        self._calls[name] = works or self._calls.get(name, False)

    def note_offer(self, offer: Offer) -> None:
        """Of one import. What not every import of the same module has is not offered."""
        if self._offers is None:
            self._offers = {}
        key = offer.level, offer.module
        known = self._offers.get(key, offer)
        names = offer.names & known.names if offer.path == known.path else frozenset[str]()
        self._offers[key] = offer._replace(names=names)

    def latitude(self, facts: ModuleImports) -> Latitude | None:
        """None where every name counts. ``facts`` are those of the file."""
        if self.everything:
            return None
        idle = frozenset(name for name, works in (self._calls or {}).items() if not works)
        offers = tuple(_with_statements(each, facts) for each in (self._offers or {}).values() if each.names)
        return Latitude(self.asked, idle, self.acts, offers)


def _with_statements(offer: Offer, facts: ModuleImports) -> Offer:
    sites = (site for site in facts.sites if (site.level, site.module) == (offer.level, offer.module))
    return offer._replace(statements=tuple(site.statement for site in sites))


class Interests:
    """By path of the module's file. ``sensed`` are modules of the runtime of which code asked whether they are loaded,
    or that hold what code put there."""

    def __init__(self) -> None:
        self.sensed: set[str] = set()
        self._of: dict[str, Interest] = {}

    def of(self, path: str | None) -> Interest:
        return Interest() if path is None else self._of.setdefault(path, Interest())

    def latitudes(self, facts: Mapping[str, ModuleImports]) -> dict[str, Latitude]:
        """Those of files that have any; of what no walk came to, no name was asked."""
        found = (
            (path, self._of[path].latitude(known) if path in self._of else Latitude()) for path, known in facts.items()
        )
        return {path: latitude for path, latitude in found if latitude is not None}


class Namespace(dict[str, Value]):
    """The names that a module has. Who goes through them for others than the module itself asks for ``every`` one."""

    __slots__ = ("interest",)

    def __init__(self, interest: Interest | None = None) -> None:
        super().__init__()
        self.interest = interest or Interest()

    def __contains__(self, name: object) -> bool:
        self.interest.asked.add(name)  # type: ignore[arg-type]
        return dict.__contains__(self, name)

    def __getitem__(self, name: str) -> Value:
        self.interest.asked.add(name)
        return dict.__getitem__(self, name)

    @overload
    def get(self, name: str, default: None = None, /) -> Value | None: ...
    @overload
    def get(self, name: str, default: T, /) -> Value | T: ...
    def get(self, name: str, default: Any = None, /) -> Any:
        self.interest.asked.add(name)
        return dict.get(self, name, default)

    def setdefault(self, name: str, default: Any = None) -> Any:
        self.interest.asked.add(name)
        return dict.setdefault(self, name, default)

    def every(self) -> Mapping[str, Value]:
        """To go through all of them."""
        self.interest.everything = True
        return self
