"""The figures at the end: modules by origin, the upload against its limit, and the count of findings."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.analysis import Analysis, UploadSummary
from graphcheck.model.escape import escape_text
from graphcheck.model.finding import Severity
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.report.counts import OriginCount, count_origins
from graphcheck.report.sizes import format_size, plural
from graphcheck.report.text.groups import FindingGroup
from graphcheck.report.text.layout import fill
from graphcheck.report.text.line import Line
from graphcheck.report.text.style import BAD, DIM, GOOD, severity_style

__all__ = ["origin_lines", "total_line", "upload_lines"]

ORDER = (
    ModuleOrigin.APP,
    ModuleOrigin.VENDORED,
    ModuleOrigin.VENV_WORKERS,
    ModuleOrigin.MISSING,
    ModuleOrigin.PYODIDE,
)
NOTES = {ModuleOrigin.VENV_WORKERS: "not in the Worker", ModuleOrigin.MISSING: "not in the Worker"}
WITHOUT_TIMES = (ModuleOrigin.MISSING, ModuleOrigin.PYODIDE)


def origin_lines(analysis: Analysis) -> Iterator[Line]:
    """A table of the modules by origin; origins without any are left out."""
    yield Line(f"{'origin':<12}{'modules':>10}{'at start':>11}{'deferred':>11}{'unresolved':>13}", style=DIM)
    counts = {count.origin: count for count in count_origins(analysis)}
    for origin in ORDER:
        if counts[origin].modules:
            yield _origin_line(counts[origin])


def _origin_line(count: OriginCount) -> Line:
    line = Line(f"{count.origin.value:<12}{count.modules:>10}")
    if count.origin not in WITHOUT_TIMES:
        line.append(f"{count.at_start:>11}{count.deferred:>11}")
        line.append(f"{count.unresolved:>13}", style=BAD if count.unresolved else "")
    if count.origin in NOTES:
        line.append("   " + NOTES[count.origin], style=DIM)
    return line


def upload_lines(upload: UploadSummary, width: int) -> Iterator[Line]:
    """Files and size against the limit, which is of the compressed size where its measure is ``gzip``."""
    limit = upload.limit
    of_limit = f" of {format_size(limit.bytes)} (limit of {escape_text(limit.scope)} since {escape_text(limit.since)})"
    compressed = limit.measure == "gzip"
    raw = Line(format_size(upload.bytes))
    parts = [Line(plural(len(upload.modules), "file") + ",")]
    if compressed:
        measured = upload.gzip_bytes
    else:
        measured = upload.bytes
        raw.append(of_limit)
    parts.append(raw)
    if upload.gzip_bytes is not None:
        raw.append(",")
        parts.append(Line(f"gzip about {format_size(upload.gzip_bytes)}" + (of_limit if compressed else "")))
    yield from fill(Line("upload  "), parts, 8, width)
    if measured is not None and measured > limit.bytes:
        yield Line("        over the limit", style=BAD)


def total_line(groups: tuple[FindingGroup, ...], ignored: int) -> Line:
    """How many causes of each severity, in how many places where that differs, and how many findings are hidden."""
    totals = [total for severity in Severity if (total := _total(severity, groups))]
    hidden = [Line(f"{ignored} ignored", style=DIM)] if ignored else []
    return Line(", ").join([*(totals or [Line("no findings", style=GOOD)]), *hidden])


def _total(severity: Severity, groups: tuple[FindingGroup, ...]) -> Line:
    causes = [group for group in groups if group.first.severity is severity]
    places = sum(group.places for group in causes)
    if not causes:
        return Line()
    text = f"{len(causes)} info" if severity is Severity.INFO else plural(len(causes), severity.value)
    where = f" in {places} places" if places > len(causes) else ""
    return Line.assemble((text, severity_style(severity)), where)
