"""Names that a missing one may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearest_modules"]


def nearest_modules(name: str, known: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Known names that equal ``name`` but for case, or are close to it, best first.

    Names are compared as wholes, so ``core.confg`` finds ``core.config``. A cutoff of 0.8 keeps chance hits out; two
    letters that changed places are a slip in names of any length.
    """
    candidates = sorted(set(known))
    same = [candidate for candidate in candidates if candidate.casefold() == name.casefold() and candidate != name]
    import difflib

    close = difflib.get_close_matches(name, candidates, n=limit, cutoff=0.8)
    swapped = [candidate for candidate in candidates if _is_swapped(name, candidate)]
    return tuple(dict.fromkeys([*same, *swapped, *(candidate for candidate in close if candidate != name)]))[:limit]


def _is_swapped(name: str, other: str) -> bool:
    if len(name) != len(other) or len(name) < 3:
        return False
    places = [place for place, (one, two) in enumerate(zip(name, other, strict=True)) if one != two]
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    first, second = places
    return name[first] == other[second] and name[second] == other[first]
