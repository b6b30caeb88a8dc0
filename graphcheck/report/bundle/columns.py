"""The figures of a row, the same in every table."""

from __future__ import annotations

from collections.abc import Sequence

from graphcheck.model.bundle import Bundle, BundleTotal
from graphcheck.model.reach import Reach
from graphcheck.report.sizes import format_size

__all__ = ["REACHED", "figures_of", "heads_of"]

REACHED = {Reach.IMPORT_TIME: "at start", Reach.DEFERRED: "deferred", Reach.NO: "no"}
"""When an import reaches a file, in words."""


def heads_of(bundle: Bundle) -> Sequence[str]:
    """Column heads for ``figures_of``: those of figures that this bundle has."""
    whole = bundle.folders[0]
    gzip = ["gzip"] if whole.gzip is not None else []
    reached = ["at start", "deferred", "not reached"] if whole.by_reach is not None else []
    return ["files", "size", *gzip, *reached]


def figures_of(total: BundleTotal) -> Sequence[str]:
    gzip = [format_size(total.gzip)] if total.gzip is not None else []
    return [f"{total.files:,}", format_size(total.size), *gzip, *(format_size(size) for size in total.by_reach or ())]
