"""What wrangler would upload, under the name each file gets inside the Worker, and how big that is."""

from __future__ import annotations

from graphcheck.upload.collect import collect_upload
from graphcheck.upload.compare import compare_uploads, parse_upload
from graphcheck.upload.content import read_sent
from graphcheck.upload.distributions import read_distributions
from graphcheck.upload.figures import (
    PrintedFigures,
    hundredths_of_kib,
    measure_gzip,
    measure_gzip_each,
    printed_figures,
)
from graphcheck.upload.limits import current_limit
from graphcheck.upload.links import LeavingLink, find_leaving_links
from graphcheck.upload.pattern import InvalidGlob
from graphcheck.upload.savings import find_savings
from graphcheck.upload.totals import sum_by, sum_folders
from graphcheck.upload.why_not import explain_file

__all__ = [
    "InvalidGlob",
    "LeavingLink",
    "PrintedFigures",
    "collect_upload",
    "compare_uploads",
    "current_limit",
    "explain_file",
    "find_leaving_links",
    "find_savings",
    "hundredths_of_kib",
    "measure_gzip",
    "measure_gzip_each",
    "parse_upload",
    "printed_figures",
    "read_distributions",
    "read_sent",
    "sum_by",
    "sum_folders",
]
