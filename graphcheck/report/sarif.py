"""Format ``sarif``: SARIF 2.1.0, which code scanning of GitHub and editors read."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from graphcheck.model.escape import escape_text
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.fleet import BrokenWorker, Fleet
from graphcheck.model.frozen import frozen
from graphcheck.model.location import SiteRef, Span

__all__ = ["SARIF_SCHEMA", "RuleText", "render_sarif"]

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_CONFIGURATION = "configuration"

Json = Mapping[str, object]


@frozen
class RuleText:
    """What a rule says of itself; ``page`` is Markdown."""

    code: str
    name: str
    severity: Severity
    summary: str
    page: str


def render_sarif(fleet: Fleet, rules: Sequence[RuleText], version: str) -> str:
    """One run with the results of all Workers. Folders are relative to the repository, and so are URIs."""
    known = {rule.code: rule for rule in rules}
    met = sorted({finding.code for worker in fleet.workers for finding in worker.analysis.findings})
    results = [
        _result(worker.folder, worker.analysis.worker.config or worker.analysis.worker.main, finding, met)
        for worker in fleet.workers
        for finding in worker.analysis.findings
    ]
    results += [result for broken in fleet.broken for result in _problems(broken)]
    driver = {
        "name": "graphcheck",
        "version": version,
        "rules": [_rule(known[code]) for code in met if code in known],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: RuleText) -> Json:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(folder: str, home: str, finding: Finding, rules: list[str]) -> Json:
    span = finding.span if finding.path is not None else None
    related = [_related(folder, number, site) for number, site in enumerate(finding.chain[:-1])]
    return {
        "ruleId": finding.code,
        "ruleIndex": rules.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": escape_text(". ".join(_sentences(finding)))},
        "locations": [{"physicalLocation": _place(folder, finding.path or home, span)}],
        **({"relatedLocations": related} if related else {}),
    }


def _sentences(finding: Finding) -> Iterator[str]:
    yield finding.message
    yield from finding.notes
    if finding.remedies:
        yield "Fix: " + ", or: ".join(finding.remedies)


def _related(folder: str, number: int, site: SiteRef) -> Json:
    return {
        "id": number,
        "physicalLocation": _place(folder, site.path, site.span),
        "message": {"text": escape_text(site.statement)},
    }


def _place(folder: str, path: str, span: Span | None) -> Json:
    place = posixpath.normpath(posixpath.join(folder, path))
    artifact = {"uri": quote(place.encode("utf-8", "surrogatepass")), "uriBaseId": "%SRCROOT%"}
    if span is None:
        return {"artifactLocation": artifact}
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"artifactLocation": artifact, "region": region}


def _problems(broken: BrokenWorker) -> Iterator[Json]:
    for problem in broken.problems:
        line, column = problem.line or 1, problem.column or 1
        yield {
            "ruleId": _CONFIGURATION,
            "level": "error",
            "message": {"text": escape_text(". ".join(filter(None, (problem.message, problem.hint))))},
            "locations": [
                {
                    "physicalLocation": _place(
                        broken.folder, problem.path or broken.config, Span(line, column, line, column)
                    )
                }
            ],
        }
