"""The upload set as the parts ``schema``, ``worker``, ``summary`` and ``upload`` of the JSON report."""

from __future__ import annotations

from collections.abc import Iterable

from graphcheck.model.bundle import Bundle, BundleDiff, BundleFile, FileVerdict
from graphcheck.report.bundle.options import BundleOptions
from graphcheck.report.json_report import SCHEMA, Json, lay_out, summary_document, worker_document

__all__ = ["render_bundle", "render_diff", "render_verdicts"]


def render_bundle(bundle: Bundle, options: BundleOptions) -> str:
    """Beside the report's keys an entry of ``upload`` has ``origin``, ``distribution`` and, where measured, ``gzip``.

    Without the import graph ``reached`` is left out, and ``summary`` has the upload alone.
    """
    upload = {"files": len(bundle.files), "bytes": bundle.size, "gzip_bytes": bundle.gzip}
    known = summary_document(options.analysis) if options.analysis else {}
    return lay_out(
        {
            "schema": SCHEMA,
            "worker": worker_document(bundle.worker),
            "summary": {**known, "upload": upload},
            "upload": [_file(file) for file in bundle.files],
        }
    )


def _file(file: BundleFile) -> Json:
    entry: dict[str, object] = {
        "name": file.name,
        "type": file.type.value,
        "path": file.path,
        "size": file.size,
        "origin": file.origin.value,
        "distribution": file.distribution,
    }
    if file.gzip is not None:
        entry["gzip"] = file.gzip
    if file.reached is not None:
        entry["reached"] = file.reached.value
    return entry


def render_diff(diff: BundleDiff, _options: BundleOptions) -> str:
    """``summary`` has both sizes, ``changes`` each file's ``before`` and ``after``: bytes, null where it is absent."""
    return lay_out(
        {
            "schema": SCHEMA,
            "summary": {"before": diff.before, "after": diff.after, "difference": diff.after - diff.before},
            "changes": [{"name": each.name, "before": each.before, "after": each.after} for each in diff.changes],
        }
    )


def render_verdicts(verdicts: Iterable[FileVerdict], _options: BundleOptions) -> str:
    """One entry of ``files`` for each file that was asked for."""
    return lay_out(
        {
            "schema": SCHEMA,
            "files": [
                {
                    "path": verdict.path,
                    "uploaded_as": verdict.uploaded_as,
                    "reason": verdict.reason,
                    "key": verdict.key,
                    "remedies": list(verdict.remedies),
                }
                for verdict in verdicts
            ],
        }
    )
