"""How wrangler's versions differ in what they upload. Dates are those of the npm releases."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["NEWEST", "WRANGLER_VERSIONS", "WranglerVersion"]


@dataclass(frozen=True, slots=True)
class WranglerVersion:
    """One release. ``released`` is an ISO date.

    ``refuses_removed_rules``: a file that matches a rule which an earlier rule of its type has ended stops the
    deploy (until 4.103).
    ``obeys_find_additional_modules``: ``false`` leaves the entry alone, without ``python_modules`` (since 4.102).
    """

    version: str
    released: str
    refuses_removed_rules: bool
    obeys_find_additional_modules: bool


WRANGLER_VERSIONS = (
    WranglerVersion("4.86.0", "2026-04-28", refuses_removed_rules=True, obeys_find_additional_modules=False),
    WranglerVersion("4.102.0", "2026-06-18", refuses_removed_rules=True, obeys_find_additional_modules=True),
    WranglerVersion("4.104.0", "2026-06-23", refuses_removed_rules=False, obeys_find_additional_modules=True),
    WranglerVersion("4.164.0", "2026-11-17", refuses_removed_rules=False, obeys_find_additional_modules=True),
)

NEWEST = WRANGLER_VERSIONS[-1]
