"""Which Worker this is, and whether it starts: the lines that come first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from graphcheck.model.escape import escape_text
from graphcheck.model.finding import Severity
from graphcheck.model.worker import WorkerInfo
from graphcheck.report.text.layout import fill, paragraph
from graphcheck.report.text.line import Line
from graphcheck.report.text.style import BAD, DIM, GOOD, STRONG, WORRYING

if TYPE_CHECKING:
    from graphcheck.model.analysis import Analysis
    from graphcheck.model.graph import StartupFailure

__all__ = ["header_lines", "verdict_lines"]

COLUMN = 17
LATER_SHOWN = 3


def header_lines(worker: WorkerInfo, width: int) -> Iterator[Line]:
    """The Worker's name, its configuration, its entry and the runtime that it gets."""
    parts = [
        Line.assemble((escape_text(worker.name or "unnamed Worker"), STRONG)),
        Line(escape_text(worker.config or "no configuration file")),
        *([Line(f"env {escape_text(worker.env)}")] if worker.env else []),
        Line(f"entry {escape_text(worker.entry)} ({escape_text(worker.main)})"),
        Line(
            f"Python {escape_text(worker.python)} "
            f"(Pyodide {escape_text(worker.pyodide)}, from {escape_text(worker.selected_by)})"
        ),
    ]
    yield from fill(Line(), parts, 2, width, gap=2)


def verdict_lines(analysis: Analysis, width: int) -> Iterator[Line]:
    """Starts or not, what a repair would bring to light next, and whether the answer is complete."""
    startup = analysis.startup
    if startup.refused is not None:
        yield from paragraph(_row("will not deploy", BAD), escape_text(startup.refused), width, STRONG)
        yield from _later_lines(startup.failures, 0, width)
    elif startup.error is not None:
        yield from paragraph(_row("will not start", BAD), _exception(startup.error), width, STRONG)
        yield from fill(_row("", ""), [_place(startup.error)], COLUMN, width)
        yield from _later_lines(startup.failures, 1, width)
    elif not startup.entry_runs:
        text = f"the name {analysis.worker.entry} belongs to another module, which runs instead"
        yield from paragraph(_row("never runs", BAD), escape_text(text), width, STRONG)
    elif analysis.count(Severity.ERROR):
        text = "every import at start is found, and an error below stops the Worker all the same"
        yield from paragraph(_row("will not start", BAD), text, width, STRONG)
    else:
        count = len(startup.modules)
        yield _row("starts", GOOD) + Line(f"{count} {'module' if count == 1 else 'modules'} executed at start")
    if not analysis.complete:
        text = "a reachable file could not be read or parsed; what it imports is not known"
        yield from paragraph(_row("incomplete", WORRYING), text, width)


def _later_lines(failures: tuple[StartupFailure, ...], known: int, width: int) -> Iterator[Line]:
    """What the next deploys would die of, each exception once; the first ``known`` have been told."""
    later = list(dict.fromkeys(_exception(failure) for failure in failures))[known:]
    for number, exception in enumerate(later[:LATER_SHOWN]):
        yield from paragraph(_row("once repaired" if number == 0 else "", STRONG), exception, width)
    if len(later) > LATER_SHOWN:
        yield _row("", "") + Line.assemble((f"and {len(later) - LATER_SHOWN} more, one per deploy", DIM))


def _place(failure: StartupFailure) -> Line:
    place = f"at {escape_text(failure.site.path)}:{failure.site.span.line} in {escape_text(failure.site.module)}"
    return Line.assemble((place, DIM))


def _exception(failure: StartupFailure) -> str:
    return f"{failure.type}: {failure.message}" if failure.message else failure.type


def _row(name: str, style: str) -> Line:
    return Line.assemble((name, style), " " * (COLUMN - len(name)))
