"""Format ``github``: workflow commands, which GitHub shows at the lines of a pull request."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from graphcheck.model.escape import escape_text
from graphcheck.model.finding import Finding, Severity
from graphcheck.model.fleet import Fleet

__all__ = ["render_github"]

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(fleet: Fleet) -> str:
    """One command a finding, and one for each mistake in a configuration. Folders are relative to the repository."""
    lines = [
        _command(worker.folder, worker.analysis.worker.config or worker.analysis.worker.main, finding)
        for worker in fleet.workers
        for finding in worker.analysis.findings
    ]
    for broken in fleet.broken:
        for problem in broken.problems:
            path = posixpath.normpath(posixpath.join(broken.folder, problem.path or broken.config))
            place = {"file": path, "line": problem.line, "col": problem.column}
            text = "\n".join(filter(None, (problem.message, problem.hint)))
            lines.append(_write("error", {**place, "title": "configuration"}, text))
    return "".join(f"{line}\n" for line in lines)


def _command(folder: str, home: str, finding: Finding) -> str:
    span = finding.span if finding.path is not None else None
    properties: dict[str, str | int | None] = {"file": posixpath.normpath(posixpath.join(folder, finding.path or home))}
    if span:
        properties |= {"line": span.line, "endLine": span.end_line}
        if span.line == span.end_line:
            properties |= {"col": span.column, "endColumn": span.end_column}
    properties["title"] = f"{finding.code} {finding.rule}"
    return _write(_COMMANDS[finding.severity], properties, "\n".join(_lines(finding, folder)))


def _lines(finding: Finding, folder: str) -> Iterator[str]:
    yield finding.message
    yield from finding.notes
    for number, remedy in enumerate(finding.remedies):
        yield f"{'fix' if number == 0 else 'or'}: {remedy}"
    if len(finding.chain) > 1:
        paths = (posixpath.normpath(posixpath.join(folder, site.path)) for site in finding.chain)
        yield "chain: " + " > ".join(
            f"{path}:{site.span.line}" for path, site in zip(paths, finding.chain, strict=True)
        )


def _write(command: str, properties: dict[str, str | int | None], text: str) -> str:
    """Escaped as actions/toolkit does it (packages/core/src/command.ts)."""
    listed = ",".join(
        f"{key}={_escape(str(value)).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in properties.items()
        if value is not None
    )
    return f"::{command} {listed}::{'%0A'.join(_escape(line) for line in text.split(chr(10)))}"


def _escape(text: str) -> str:
    return escape_text(text.replace("%", "%25"))
