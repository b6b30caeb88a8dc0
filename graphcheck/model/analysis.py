"""The result of one run over one Worker: all that a renderer may know."""

from __future__ import annotations

from collections.abc import Mapping

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.frozen import frozen
from graphcheck.model.graph import ImportEdge, ModuleNode, Startup
from graphcheck.model.reach import Reach
from graphcheck.model.upload import SizeLimit, UploadedModule
from graphcheck.model.worker import WorkerInfo

__all__ = ["Analysis", "UploadSummary"]


@frozen
class UploadSummary:
    """``modules`` in wrangler's order with paths relative to the project root; ``reached`` by module name."""

    modules: tuple[UploadedModule, ...]
    reached: Mapping[str, Reach]
    bytes: int
    gzip_bytes: int | None
    limit: SizeLimit


@frozen
class Analysis:
    """``modules``, ``edges`` and ``findings`` are sorted. ``complete`` is False when a reachable file could not be read
    or parsed: what it imports is then not known. ``ignored`` are findings that the team decided not to see; what the
    runtime does is not changed by that."""

    worker: WorkerInfo
    startup: Startup
    modules: tuple[ModuleNode, ...]
    edges: tuple[ImportEdge, ...]
    upload: UploadSummary
    findings: tuple[Finding, ...]
    complete: bool
    ignored: tuple[Finding, ...] = ()

    @property
    def starts(self) -> bool:
        """Whether the Worker starts: every import is found, the entry runs, and no finding is an error."""
        return self.startup.starts and self.startup.entry_runs and not self.count(Severity.ERROR)

    def count(self, severity: Severity) -> int:
        return sum(1 for finding in self.findings if finding.severity is severity)
