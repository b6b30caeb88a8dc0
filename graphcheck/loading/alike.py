"""Whether a file that was changed is still the same module to those who asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from graphcheck.cache.codec import DamagedFacts, decode_facts, encode_facts, meaning_of
from graphcheck.cache.file import CacheFile
from graphcheck.graph.essence import essence_of
from graphcheck.loading.views import FACTS, MEANING, encoded_facts, known_facts, target_of
from graphcheck.model.imports import ImportKind, ImportSite
from graphcheck.model.latitude import InertImports
from graphcheck.resolve.names import parents_of
from graphcheck.tree.journal import Before
from graphcheck.tree.views import digest_bytes

__all__ = ["is_alike"]


def is_alike(cache: CacheFile, who: str, data: bytes, arguments: list[Any], before: Before) -> frozenset[str] | None:
    """Of facts alone: where those of ``data`` differ from those before in nothing but what ``before`` allows, the paths
    of the files that have to be as they were for that; else None.

    With places where the answer had them. None where the facts of the bytes before are no longer known.
    """
    if who not in (FACTS, MEANING):
        return None
    seen: Callable[[bytes], bytes] = meaning_of if who == MEANING else bytes
    target = target_of(arguments)
    old = known_facts(cache, before.digest, target)
    if old is None or digest_bytes(seen(old)) != before.answer:
        return None
    is_inert = _inert_sites(before.inert)
    with suppress(DamagedFacts):
        first, second = (
            essence_of(decode_facts(facts), before.latitude, is_inert)
            for facts in (old, encoded_facts(cache, data, target))
        )
        if seen(encode_facts(first.facts)) == seen(encode_facts(second.facts)):
            return frozenset(path for path, _ in second.taken - first.taken)
    return None


def _inert_sites(inert: InertImports) -> Callable[[ImportSite], bool]:
    def is_inert(site: ImportSite) -> bool:
        name = site.module
        if site.level or name not in inert.modules or not inert.modules.issuperset(parents_of(name)):
            return False
        return site.kind is ImportKind.IMPORT or (site.kind is ImportKind.FROM and _has_names(inert, site))

    return is_inert


def _has_names(inert: InertImports, site: ImportSite) -> bool:
    """Whether the module has all the names, and those that are modules are inert, too."""
    from graphcheck.runtime import module_names, select_runtime

    profile = select_runtime(inert.date, inert.flags)
    names = module_names(profile, site.module)
    if names is None or "__getattr__" in names:
        return False
    members = {f"{site.module}.{each.name}" for each in site.names}
    return all(each.name in names for each in site.names) and members.isdisjoint(profile.modules.keys() - inert.modules)
