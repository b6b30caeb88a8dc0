"""How wrangler's versions differ in what they accept and upload."""

from __future__ import annotations

from dataclasses import replace

from graphcheck.model.frozen import frozen

__all__ = ["NEWEST", "WRANGLER_VERSIONS", "WranglerVersion", "behaviour_of"]


@frozen
class WranglerVersion:
    """One release and what it does. ``released`` is the ISO date on which npm got it.

    ``looks_past_annotations``: the comment that names a source map may have other ``//#`` comments below it (since
    4.97).
    ``takes_folder_for_assets``: a positional folder is the folder of static assets, no entry (since 4.98).
    ``obeys_find_additional_modules``: ``false`` leaves the entry alone, without ``python_modules`` (since 4.102).
    ``refuses_removed_rules``: a file that matches a rule which an earlier rule of its type has ended stops the
    deploy (until 4.103).
    ``refuses_legacy_env``: the key ``legacy_env`` stops the deploy (since 4.111).
    ``reads_toml_1_1``: inline tables may have line breaks and a trailing comma (since 4.137).
    ``sends_source_maps``: source maps go up unless ``upload_source_maps`` says no (since 4.150); before, only if it
    says yes.
    """

    version: str
    released: str
    looks_past_annotations: bool = False
    takes_folder_for_assets: bool = False
    obeys_find_additional_modules: bool = False
    refuses_removed_rules: bool = True
    refuses_legacy_env: bool = False
    reads_toml_1_1: bool = False
    sends_source_maps: bool = False


_4_86 = WranglerVersion("4.86.0", "2026-04-28")
_4_97 = replace(_4_86, version="4.97.0", released="2026-06-02", looks_past_annotations=True)
_4_98 = replace(_4_97, version="4.98.0", released="2026-06-04", takes_folder_for_assets=True)
_4_102 = replace(_4_98, version="4.102.0", released="2026-06-18", obeys_find_additional_modules=True)
_4_104 = replace(_4_102, version="4.104.0", released="2026-06-23", refuses_removed_rules=False)
_4_111 = replace(_4_104, version="4.111.0", released="2026-07-15", refuses_legacy_env=True)
_4_137 = replace(_4_111, version="4.137.0", released="2026-09-23", reads_toml_1_1=True)
_4_150 = replace(_4_137, version="4.150.0", released="2026-10-13", sends_source_maps=True)
_4_164 = replace(_4_150, version="4.164.0", released="2026-11-17")

WRANGLER_VERSIONS = (_4_86, _4_97, _4_98, _4_102, _4_104, _4_111, _4_137, _4_150, _4_164)
"""Releases that changed something, and the newest that was compared."""

NEWEST = _4_164


def behaviour_of(version: str) -> WranglerVersion:
    """The release of the table that behaves like ``version``; the oldest known one for anything older or unreadable."""
    wanted = _key(version)
    return max((each for each in WRANGLER_VERSIONS if _key(each.version) <= wanted), key=_order, default=_4_86)


def _order(version: WranglerVersion) -> tuple[int, ...]:
    return _key(version.version)


def _key(version: str) -> tuple[int, ...]:
    numbers = version.partition("-")[0].split(".")
    return tuple(int(number) for number in numbers if number.isdecimal())
