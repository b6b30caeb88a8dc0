"""Format ``json``: the versioned contract that others build on. Described by ``docs/report.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from graphcheck.model.analysis import Analysis, UploadSummary
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.graph import ImportEdge, ModuleNode, Startup, StartupFailure
from graphcheck.model.location import SiteRef, Span
from graphcheck.model.reach import Reach
from graphcheck.model.worker import WorkerInfo
from graphcheck.report.counts import count_origins, count_unresolved
from graphcheck.report.fix_json import fix_document, range_document
from graphcheck.report.options import RenderOptions

__all__ = ["SCHEMA", "Json", "lay_out", "render", "report_document", "summary_document", "worker_document"]

SCHEMA = "graphcheck/1"

Json = Mapping[str, object]


def render(analysis: Analysis, _options: RenderOptions) -> str:
    """The whole analysis as one JSON document in ASCII, so that no name can fail to be encoded.

    Equal analyses give equal bytes. Each entry of a list stands on a line of its own: two reports can be compared by
    ``diff``.
    """
    return lay_out(report_document(analysis))


def report_document(analysis: Analysis) -> Json:
    """The whole document."""
    return {
        "schema": SCHEMA,
        "worker": worker_document(analysis.worker),
        "startup": _startup(analysis.startup),
        "summary": summary_document(analysis),
        "upload": list(_upload(analysis.upload)),
        "modules": [_module(module) for module in sorted(analysis.modules, key=lambda module: module.name)],
        "edges": [_edge(edge) for edge in sorted(analysis.edges, key=_edge_order)],
        "findings": [_finding(finding) for finding in analysis.findings],
    }


def worker_document(worker: WorkerInfo) -> Json:
    """The part ``worker``."""
    return {
        "name": worker.name,
        "config": worker.config,
        "main": worker.main,
        "entry": worker.entry,
        "module_root": worker.module_root,
        "project_root": worker.project_root,
        "env": worker.env,
        "runtime": {"pyodide": worker.pyodide, "python": worker.python, "selected_by": worker.selected_by},
    }


def _startup(startup: Startup) -> Json:
    return {
        "starts": startup.starts,
        "error": _startup_error(startup.error) if startup.error else None,
        "modules": list(startup.modules),
    }


def _startup_error(failure: StartupFailure) -> Json:
    return {
        "type": failure.type,
        "message": failure.message,
        "module": failure.module,
        "importer": failure.importer,
        "path": failure.site.path,
        "line": failure.site.span.line,
        "column": failure.site.span.column,
        "chain": _chain(failure.chain),
    }


def summary_document(analysis: Analysis) -> Json:
    """The part ``summary``."""
    upload = analysis.upload
    return {
        "modules": len(analysis.modules),
        "edges": len(analysis.edges),
        "unresolved": count_unresolved(analysis.edges),
        "by_origin": {count.origin.value: count.modules for count in count_origins(analysis)},
        "findings": {severity.value: analysis.count(severity) for severity in Severity},
        "ignored": len(analysis.ignored),
        "upload": {"files": len(upload.modules), "bytes": upload.bytes, "gzip_bytes": upload.gzip_bytes},
        "complete": analysis.complete,
    }


def _upload(upload: UploadSummary) -> Iterator[Json]:
    for module in upload.modules:
        reached = upload.reached.get(module.name, Reach.NO)
        yield {
            "name": module.name,
            "type": module.type.value,
            "path": module.path,
            "size": module.size,
            "reached": reached.value,
        }


def _module(module: ModuleNode) -> Json:
    return {
        "name": module.name,
        "origin": module.origin.value,
        "kind": module.kind.value,
        "path": module.path,
        "uploaded": module.uploaded,
        "reached": module.reached.value,
    }


def _edge_order(edge: ImportEdge) -> tuple[str, str, Span, str, str, tuple[str, ...]]:
    return (edge.importer, edge.site.path, edge.site.span, edge.imported, edge.kind.value, edge.names)


def _edge(edge: ImportEdge) -> Json:
    return {
        "importer": edge.importer,
        "imported": edge.imported,
        "names": list(edge.names),
        "kind": edge.kind.value,
        "timing": edge.timing.value,
        "guard": edge.guard.value,
        "status": "resolved" if edge.resolved else "unresolved",
        "outcome": edge.resolution.outcome.value,
        "path": edge.site.path,
        "line": edge.site.span.line,
        "column": edge.site.span.column,
    }


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": "\n".join(finding.remedies) or None,
        "module": finding.module,
        "path": finding.path,
        **range_document(finding.span),
        "chain": _chain(finding.chain),
        "fix": fix_document(finding.fix) if finding.fix else None,
        "alternatives": [{"choice": fix.choice, **fix_document(fix)} for fix in finding.alternatives],
    }


def _chain(chain: Iterable[SiteRef]) -> list[Json]:
    return [
        {
            "module": site.module,
            "path": site.path,
            "line": site.span.line,
            "column": site.span.column,
            "statement": site.statement,
        }
        for site in chain
    ]


def lay_out(document: Json) -> str:
    """A document in ASCII, each entry of a list on a line of its own."""
    return "{\n" + ",\n".join(f"  {json.dumps(key)}: {_value(value)}" for key, value in document.items()) + "\n}\n"


def _value(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {json.dumps(item)}" for item in value) + "\n  ]"
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"    {json.dumps(key)}: {json.dumps(item)}" for key, item in value.items()) + "\n  }"
    return json.dumps(value)
