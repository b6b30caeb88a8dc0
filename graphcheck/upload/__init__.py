"""What wrangler would upload, under the name each file gets inside the Worker, and how big that is."""

from __future__ import annotations

from graphcheck.upload.collect import collect_upload
from graphcheck.upload.figures import PrintedFigures, hundredths_of_kib, measure_gzip, printed_figures
from graphcheck.upload.limits import current_limit
from graphcheck.upload.pattern import InvalidGlob, WranglerPattern
from graphcheck.upload.versions import NEWEST, WRANGLER_VERSIONS, WranglerVersion

__all__ = [
    "NEWEST",
    "WRANGLER_VERSIONS",
    "InvalidGlob",
    "PrintedFigures",
    "WranglerPattern",
    "WranglerVersion",
    "collect_upload",
    "current_limit",
    "hundredths_of_kib",
    "measure_gzip",
    "printed_figures",
]
