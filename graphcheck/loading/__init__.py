"""Facts of files: from the cache, else extracted, by several processes where that pays."""

from __future__ import annotations

from graphcheck.loading.loader import FactsLoader, Observer

__all__ = ["FactsLoader", "Observer"]
