"""Format ``json`` of ``graphcheck runtime``."""

from __future__ import annotations

from graphcheck.model.finding import Finding
from graphcheck.model.selection import FlagChange, FlagState, ModuleAnswer, RuntimeAnswer, WhatIf
from graphcheck.report.json_report import Json, lay_out, worker_document

__all__ = ["SCHEMA", "render_module_json", "render_runtime_json", "render_what_if_json"]

SCHEMA = "graphcheck-runtime/1"


def render_runtime_json(answer: RuntimeAnswer) -> str:
    return lay_out({"schema": SCHEMA, **_runtime(answer)})


def render_module_json(answer: ModuleAnswer) -> str:
    return lay_out(
        {
            "schema": SCHEMA,
            "module": answer.name,
            "importable": answer.importable,
            "kind": answer.kind.value if answer.kind else None,
            "package": answer.package,
            "preloaded": answer.preloaded,
            "error": answer.error,
            "remark": answer.remark,
        }
    )


def render_what_if_json(what_if: WhatIf) -> str:
    return lay_out(
        {
            "schema": SCHEMA,
            "before": {**_runtime(what_if.before), "outcome": what_if.outcome_before},
            "after": {**_runtime(what_if.after), "outcome": what_if.outcome_after},
            "switched_on": [_state(state) for state in what_if.switched_on],
            "switched_off": [_state(state) for state in what_if.switched_off],
            "appearing": [_finding(finding) for finding in what_if.appearing],
            "going": [_finding(finding) for finding in what_if.going],
        }
    )


def _runtime(answer: RuntimeAnswer) -> Json:
    return {
        "worker": worker_document(answer.worker),
        "date": answer.date,
        "assumed": answer.assumed,
        "listed": list(answer.listed),
        "enabled": answer.enabled,
        "problems": list(answer.problems),
        "sdk": "outside" if answer.external_sdk else "inside",
        "reads_pth": answer.reads_pth,
        "search_path": [{"place": entry.place.value, "path": entry.path} for entry in answer.search_path],
        "extension_suffixes": list(answer.suffixes),
        "modules": {kind.value: count for kind, count in sorted(answer.modules.items(), key=lambda row: row[0].value)},
        "failing": list(answer.failing),
        "missing_stdlib": answer.missing_stdlib,
        "flags": [_state(flag) for flag in answer.flags],
        "later": [_change(change) for change in answer.later],
        "known_until": answer.known_until,
    }


def _state(state: FlagState) -> Json:
    return {"name": state.name, "reason": state.reason, "meaning": state.meaning}


def _change(change: FlagChange) -> Json:
    return {"since": change.since, "name": change.name, "reason": change.reason, "meaning": change.meaning}


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.path,
        "line": finding.span.line if finding.span else None,
    }
