"""The upload set as RFC 4180 tables with a head row: sizes in bytes, empty where nobody asked."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from graphcheck.model.bundle import Bundle, BundleDiff, FileVerdict
from graphcheck.model.escape import escape_text
from graphcheck.report.bundle.options import BundleOptions

__all__ = ["render_bundle", "render_diff", "render_verdicts"]

# What spreadsheets take for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@")


def render_bundle(bundle: Bundle, _options: BundleOptions) -> str:
    """One row for each file, in the order of the upload."""
    head = ("name", "type", "origin", "distribution", "size", "gzip", "reached", "path")
    rows = (
        (
            file.name,
            file.type.value,
            file.origin.value,
            file.distribution,
            file.size,
            file.gzip,
            file.reached.value if file.reached else None,
            file.path,
        )
        for file in bundle.files
    )
    return _write(head, rows)


def render_diff(diff: BundleDiff, _options: BundleOptions) -> str:
    """One row for each file that differs."""
    rows = ((each.name, each.before, each.after, each.difference) for each in diff.changes)
    return _write(("name", "before", "after", "difference"), rows)


def render_verdicts(verdicts: Iterable[FileVerdict], _options: BundleOptions) -> str:
    """One row for each file that was asked for."""
    rows = ((each.path, each.uploaded_as, each.reason, each.key) for each in verdicts)
    return _write(("path", "uploaded_as", "reason", "key"), rows)


def _write(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = escape_text(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
