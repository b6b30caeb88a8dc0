"""The baseline: findings that a team knows of and lives with, so that only new ones are told.

A finding is recognised by rule, module, subject and the text of its statement; the line that it stands on is not part
of that.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping

from graphcheck.model.errors import UsageError
from graphcheck.model.finding import Finding

__all__ = ["Baseline", "fingerprint", "parse_baseline", "update_baseline"]

SCHEMA = "graphcheck-baseline/1"

Baseline = Mapping[str, Counter[str]]
"""How often each fingerprint is known, by Worker: the path of its configuration relative to the baseline file."""


def fingerprint(finding: Finding) -> str:
    identity = [finding.code, finding.module or finding.path or "", finding.subject, _statement(finding)]
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:20]


def parse_baseline(text: str, path: str) -> Baseline:
    """Raises ``UsageError`` for what is no baseline; ``path`` is for its message."""
    return {
        worker: Counter(str(entry["fingerprint"]) for entry in entries)
        for worker, entries in _document(text, path).items()
    }


def update_baseline(text: str | None, path: str, worker: str, findings: Iterable[Finding]) -> str:
    """The file with the findings of one Worker replaced; those of others stay. ``text`` is None for a new file."""
    workers = _document(text, path) if text is not None else {}
    entries: list[dict[str, object]] = [
        {
            "fingerprint": fingerprint(finding),
            "code": finding.code,
            "path": finding.path,
            "statement": _statement(finding),
        }
        for finding in findings
    ]
    workers[worker] = sorted(entries, key=lambda entry: tuple(str(value) for value in entry.values())[1:])
    document = {"schema": SCHEMA, "workers": {name: workers[name] for name in sorted(workers) if workers[name]}}
    return json.dumps(document, indent=2) + "\n"


def _document(text: str, path: str) -> dict[str, list[dict[str, object]]]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    workers = document.get("workers") if isinstance(document, dict) and document.get("schema") == SCHEMA else None
    if not isinstance(workers, dict) or not all(_is_entries(entries) for entries in workers.values()):
        hint = "write it anew with graphcheck check --write-baseline"
        raise UsageError(f"{path} is not a baseline of graphcheck ({SCHEMA})", hint=hint)
    return workers


def _is_entries(entries: object) -> bool:
    return isinstance(entries, list) and all(isinstance(each, dict) and "fingerprint" in each for each in entries)


def _statement(finding: Finding) -> str:
    site = finding.chain[-1] if finding.chain else None
    if site and site.path == finding.path and site.span == finding.span:
        return site.statement
    return (finding.source or "").strip()
