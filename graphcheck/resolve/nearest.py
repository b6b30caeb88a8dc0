"""Names that a missing one may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearest_modules"]


def nearest_modules(name: str, known: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Known names that equal ``name`` but for case, or are close to it, best first.

    Names are compared as wholes, so ``core.confg`` finds ``core.config``. A cutoff of 0.8 keeps chance hits out.
    """
    candidates = sorted(set(known))
    same = [candidate for candidate in candidates if candidate.casefold() == name.casefold() and candidate != name]
    import difflib

    close = difflib.get_close_matches(name, candidates, n=limit, cutoff=0.8)
    return tuple(dict.fromkeys([*same, *(candidate for candidate in close if candidate != name)]))[:limit]
