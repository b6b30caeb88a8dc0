"""Facts of files: from the cache, else extracted, by several processes where that pays."""

from __future__ import annotations

from graphcheck.loading.loader import FactsLoader, Observer
from graphcheck.loading.uses import SourceUses

__all__ = ["FactsLoader", "Observer", "SourceUses"]
