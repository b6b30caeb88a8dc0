"""Which imports may take other names without another word in an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from graphcheck.model.finding import Finding
from graphcheck.model.latitude import Latitude

__all__ = ["identities", "untold_offers"]

_PLAIN = re.compile(r"[\w.,() ]+", re.ASCII)
"""A statement that every format writes as it is."""


def untold_offers(latitudes: Mapping[str, Latitude], told: str) -> Mapping[str, Latitude]:
    """Without offers to imports whose statement occurs in ``told``: it would have other words."""

    def is_untold(statements: Iterable[str]) -> bool:
        return all(_PLAIN.fullmatch(statement) and statement not in told for statement in statements)

    left = dict(latitudes)
    for path, latitude in latitudes.items():
        if latitude.offers:
            offers = tuple(offer for offer in latitude.offers if is_untold(offer.statements))
            left[path] = latitude._replace(offers=offers)
    return left


def identities(findings: Sequence[Finding]) -> str:
    """By which statements a baseline knows them, whatever is shown."""
    return "\n".join(f"{each.subject}\n{each.chain[-1].statement if each.chain else ''}" for each in findings)
