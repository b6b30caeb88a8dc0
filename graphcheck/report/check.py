"""Format ``check``: one line a finding, as editors, hooks and CI logs read it."""

from __future__ import annotations

import posixpath

from graphcheck.model.analysis import Analysis
from graphcheck.model.escape import escape_text
from graphcheck.model.finding import Finding
from graphcheck.report.options import RenderOptions

__all__ = ["render"]


def render(analysis: Analysis, options: RenderOptions) -> str:
    """``path:line:col: error[GC101] message`` for each finding; nothing at all when there is none.

    A finding about the whole project stands at the configuration file, or else at the entry.
    """
    home = analysis.worker.config or analysis.worker.main
    return "".join(f"{_line(finding, home, options.folder)}\n" for finding in analysis.findings)


def _line(finding: Finding, home: str, folder: str) -> str:
    place = escape_text(posixpath.normpath(posixpath.join(folder, finding.path or home)))
    if finding.path is not None and finding.span is not None:
        place += f":{finding.span.line}:{finding.span.column}"
    return f"{place}: {finding.severity.value}[{escape_text(finding.code)}] {escape_text(finding.message)}"
