"""Format ``json`` of ``graphcheck why``."""

from __future__ import annotations

from graphcheck.model.bundle import FileVerdict
from graphcheck.model.why import FailedSearch, Why, WhyLink
from graphcheck.report.json_report import Json, lay_out
from graphcheck.report.options import RenderOptions

__all__ = ["WHY_SCHEMA", "render_why"]

WHY_SCHEMA = "graphcheck-why/1"


def render_why(why: Why, _options: RenderOptions) -> str:
    """One JSON document in ASCII. Lines and columns count from 1."""
    return lay_out(
        {
            "schema": WHY_SCHEMA,
            "asked": why.asked,
            "module": why.module,
            "origin": why.origin.value if why.origin else None,
            "path": why.path,
            "entry": why.entry,
            "reached": why.reached.value if why.reached else None,
            "upload": _file(why.file) if why.file else None,
            "failure": _failure(why.failure) if why.failure else None,
            "hides": why.hides,
            "hidden_by": why.hidden_by,
            "chains": [
                {"timing": chain.timing.value, "links": [_link(link) for link in chain.links]}
                for chain in why.importers.chains
            ],
            "more_chains": why.importers.more,
            "never_executed": [_link(link) for link in why.importers.never],
        }
    )


def _link(link: WhyLink) -> Json:
    return {
        "module": link.site.module,
        "imported": link.imported,
        "path": link.site.path,
        "line": link.site.span.line,
        "column": link.site.span.column,
        "statement": link.site.statement,
        "timing": link.timing.value,
        "guard": link.guard.value,
    }


def _file(file: FileVerdict) -> Json:
    return {
        "path": file.path,
        "uploaded_as": file.uploaded_as,
        "reason": file.reason,
        "key": file.key,
        "help": "\n".join(file.remedies) or None,
    }


def _failure(failure: FailedSearch) -> Json:
    return {
        "outcome": failure.outcome.value,
        "failed_at": failure.failed_at,
        "error": failure.error,
        "searched": [{"place": place.place, "detail": place.detail} for place in failure.searched],
        "elsewhere": [{"kind": each.kind, "place": each.place} for each in failure.elsewhere],
    }
