"""Findings of one cause, told once."""

from __future__ import annotations

from collections.abc import Iterable

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.frozen import frozen

__all__ = ["FindingGroup", "group_findings"]


@frozen
class FindingGroup:
    """``first`` is told whole, ``others`` have the same cause elsewhere."""

    first: Finding
    others: tuple[Finding, ...]

    @property
    def places(self) -> int:
        return 1 + len(self.others)


def group_findings(findings: Iterable[Finding]) -> tuple[FindingGroup, ...]:
    """Findings of equal code, subject and severity together, in the order in which each group begins."""
    groups: dict[tuple[str, str, Severity], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.subject, finding.severity), []).append(finding)
    return tuple(FindingGroup(first, tuple(others)) for first, *others in groups.values())
