"""Format ``json`` of ``graphcheck verify``: one document, described in docs/verify.md."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.verification import ModuleTime, StartOutcome, UploadCheck, Verification
from graphcheck.report.json_report import Json, lay_out, worker_document

__all__ = ["SCHEMA", "render_verification_json"]

SCHEMA = "graphcheck-verify/1"


def render_verification_json(verification: Verification) -> str:
    return lay_out(
        {
            "schema": SCHEMA,
            "worker": worker_document(verification.worker),
            "passed": verification.passed,
            "refused": verification.refused,
            "entry_ran": verification.entry_ran,
            "predicted": _outcome(verification.predicted),
            "actual": _outcome(verification.actual),
            "differences": [
                {"about": each.about, "predicted": each.predicted, "actual": each.actual}
                for each in verification.differences
            ],
            "missed": list(verification.missed),
            "extra": list(verification.extra),
            "seconds": round(verification.seconds, 6),
            "memory": _memory(verification.memory),
            "times": list(_times(verification.times)),
            "upload": _upload(verification.upload) if verification.upload else None,
        }
    )


def _outcome(outcome: StartOutcome) -> Json:
    return {
        "starts": outcome.starts,
        "type": outcome.type,
        "message": outcome.message,
        "path": outcome.path,
        "line": outcome.line,
        "notes": list(outcome.notes),
        "modules": list(outcome.modules),
    }


def _memory(memory: tuple[int, int] | None) -> Json | None:
    return {"before": memory[0], "after": memory[1]} if memory else None


def _times(forest: tuple[ModuleTime, ...]) -> Iterator[Json]:
    """Parents before what they import; ``parent`` is the index of a row, for a tree of any depth in a flat list."""
    waiting: list[tuple[int | None, ModuleTime]] = [(None, time) for time in reversed(forest)]
    index = 0
    while waiting:
        parent, time = waiting.pop()
        yield {
            "module": time.name,
            "parent": parent,
            "uploaded": time.uploaded,
            "cumulative": round(time.cumulative, 6),
            "self": round(time.own, 6),
        }
        waiting.extend((index, child) for child in reversed(time.imports))
        index += 1


def _upload(check: UploadCheck) -> Json:
    return {
        "files": check.files,
        "refusal": check.refusal,
        "differences": [
            {"name": each.name, "kind": each.kind, "predicted": each.predicted, "actual": each.actual}
            for each in check.differences
        ],
    }
