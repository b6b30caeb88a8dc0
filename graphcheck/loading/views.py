"""What a run wanted of a file, asked of other bytes."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from graphcheck.cache.facts import FactsCache
from graphcheck.cache.file import CacheFile
from graphcheck.extract.target import EXTRACTOR_VERSION, Target
from graphcheck.tree.views import View, digest_bytes, digest_value

__all__ = [
    "FACTS",
    "MEANING",
    "encoded_facts",
    "facts_kind",
    "facts_view",
    "known_facts",
    "look_again",
    "meaning_view",
    "target_of",
    "version_for",
]

FACTS = "facts"
MEANING = "meaning"
_ROOMS = ("graphcheck.extract.", "graphcheck.rules.", "graphcheck.upload.", "graphcheck.tree.")
"""Whose public functions are asked about bytes."""


def version_for(target: Target) -> str:
    """Facts of another version are not those that would be extracted for ``target``."""
    version = f"{EXTRACTOR_VERSION} {target.python} {sorted(target.watched)}"
    return f"{version} full" if target.full_parse else version


def facts_kind(target: Target) -> bytes:
    """Which facts of a file: of all of it, or without the bodies of most functions."""
    return b"outer" if target.outer else b""


def facts_view(target: Target) -> View:
    """To know what a file's encoded facts are, and no more of it."""
    return (FACTS, None, target.python, tuple(sorted(target.watched)), target.full_parse, target.outer)


def meaning_view(target: Target) -> View:
    """The same, but for where in the file the statements stand."""
    return (MEANING, *facts_view(target)[1:])


def look_again(cache: CacheFile, who: str, data: bytes, arguments: list[Any]) -> bytes:
    """Digest of the answer. Raises ``ValueError`` where ``who`` is nobody who is asked."""
    if who == FACTS:
        return digest_bytes(encoded_facts(cache, data, target_of(arguments)))
    if who == MEANING:
        from graphcheck.cache.codec import meaning_of

        return digest_bytes(meaning_of(encoded_facts(cache, data, target_of(arguments))))
    home, _, name = who.partition(":")
    if not home.startswith(_ROOMS) or not name.isidentifier() or name.startswith("_"):
        raise ValueError(who)
    return digest_value(getattr(import_module(home), name)(data, *arguments))


def target_of(arguments: list[Any]) -> Target:
    """The one that ``facts_view`` and ``meaning_view`` tell."""
    (major, minor), watched, full_parse, outer = arguments
    return Target((major, minor), frozenset(watched), full_parse, outer)


def encoded_facts(cache: CacheFile, data: bytes, target: Target) -> bytes:
    """Those that are kept, or that are kept from now on."""
    digest = digest_bytes(data)
    known = known_facts(cache, digest, target)
    if known is not None:
        return known
    from graphcheck.cache.codec import encode_facts
    from graphcheck.extract import extract_imports

    store = FactsCache(cache, version_for(target))
    encoded = encode_facts(extract_imports(data, target))
    store.put(store.key(digest, facts_kind(target)), encoded)
    store.flush()
    return encoded


def known_facts(cache: CacheFile, digest: bytes, target: Target) -> bytes | None:
    """Those of a file's bytes, by their digest, as far as they are kept."""
    store = FactsCache(cache, version_for(target))
    key = store.key(digest, facts_kind(target))
    return dict(store.get_many((key,))).get(key)
