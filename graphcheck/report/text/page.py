"""The text report from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.analysis import Analysis
from graphcheck.model.finding import Severity
from graphcheck.report.options import RenderOptions
from graphcheck.report.text.finding import brief_lines, finding_lines
from graphcheck.report.text.groups import FindingGroup, group_findings
from graphcheck.report.text.line import Line
from graphcheck.report.text.output import to_string
from graphcheck.report.text.summary import origin_lines, total_line, upload_lines
from graphcheck.report.text.verdict import header_lines, verdict_lines

__all__ = ["render"]

NARROWEST = 40


def render(analysis: Analysis, options: RenderOptions) -> str:
    """The report for people. Lines are at most ``options.width`` cells, save paths and code that cannot be broken."""
    return to_string(_page(analysis, max(options.width, NARROWEST)), options)


def _page(analysis: Analysis, width: int) -> Iterator[Line]:
    groups = group_findings(analysis.findings)
    yield from header_lines(analysis.worker, width)
    yield Line()
    yield from verdict_lines(analysis, width)
    yield Line()
    yield from _findings(groups, width)
    yield from origin_lines(analysis)
    yield from upload_lines(analysis.upload, width)
    yield Line()
    yield total_line(groups, len(analysis.ignored))


def _findings(groups: tuple[FindingGroup, ...], width: int) -> Iterator[Line]:
    told = [group for group in groups if group.first.severity is not Severity.INFO]
    mentioned = [group for group in groups if group.first.severity is Severity.INFO]
    for group in told:
        yield from finding_lines(group, width)
        yield Line()
    for group in mentioned:
        yield from brief_lines(group, width)
    if mentioned:
        yield Line()
