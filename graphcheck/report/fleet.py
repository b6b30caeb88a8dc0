"""Every Worker below a folder: one verdict each, and one summary."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from graphcheck.model.analysis import Analysis
from graphcheck.model.errors import ConfigProblem
from graphcheck.model.escape import escape_text
from graphcheck.model.finding import Severity
from graphcheck.model.fleet import BrokenWorker, Fleet
from graphcheck.report.check import render as render_check
from graphcheck.report.json_report import Json, lay_out, report_document
from graphcheck.report.options import RenderOptions
from graphcheck.report.sizes import plural

__all__ = ["FLEET_SCHEMA", "render_fleet_check", "render_fleet_json", "render_fleet_text", "verdict_table"]

FLEET_SCHEMA = "graphcheck-all/1"


def render_fleet_json(fleet: Fleet) -> str:
    """``workers`` are reports as ``--format json`` gives them for one Worker, each with its ``folder``."""
    summary = {
        "workers": len(fleet.workers),
        "starting": sum(worker.analysis.starts for worker in fleet.workers),
        "broken": len(fleet.broken),
        "skipped": len(fleet.skipped),
        "findings": {severity.value: _count(fleet, severity) for severity in Severity},
        "ignored": sum(len(worker.analysis.ignored) for worker in fleet.workers),
        "complete": all(worker.analysis.complete for worker in fleet.workers) and not fleet.broken,
    }
    return lay_out(
        {
            "schema": FLEET_SCHEMA,
            "workers": [{"folder": each.folder, **report_document(each.analysis)} for each in fleet.workers],
            "broken": [_broken(each) for each in fleet.broken],
            "skipped": [
                {"folder": each.folder, "config": each.config, "reason": each.reason} for each in fleet.skipped
            ],
            "summary": summary,
        }
    )


def render_fleet_check(fleet: Fleet) -> str:
    """One line a finding, and one for each mistake in a configuration. Paths are relative to the folder of all."""
    lines = [render_check(worker.analysis, RenderOptions(width=0, folder=worker.folder)) for worker in fleet.workers]
    lines += [f"{_problem_line(broken, problem)}\n" for broken in fleet.broken for problem in broken.problems]
    return "".join(lines)


def render_fleet_text(fleet: Fleet, options: RenderOptions) -> str:
    """The report of each Worker that has something to tell, then all verdicts."""
    from graphcheck.report.text import render

    pages = [
        f"{'=' * 3} {escape_text(worker.folder)} {'=' * 3}\n\n{render(worker.analysis, options)}\n"
        for worker in fleet.workers
        if _is_worth_a_page(worker.analysis)
    ]
    problems = [f"{_problem_line(broken, problem)}\n" for broken in fleet.broken for problem in broken.problems]
    if problems:
        pages.append("".join(problems) + "\n")
    return "".join(pages) + verdict_table(fleet)


def verdict_table(fleet: Fleet) -> str:
    """A line for each Worker, and one for all."""
    rows = [(each.folder, _verdict(each.analysis)) for each in fleet.workers]
    rows += [(each.folder, f"cannot be read   {each.problems[0].message}") for each in fleet.broken]
    rows.sort()
    column = max((len(escape_text(folder)) for folder, _ in rows), default=0)
    lines = [f"{escape_text(folder):<{column}}   {escape_text(verdict)}\n" for folder, verdict in rows]
    return "".join(lines) + "\n" + ", ".join(_totals(fleet)) + "\n"


def _verdict(analysis: Analysis) -> str:
    startup = analysis.startup
    if startup.refused is not None:
        verdict = f"will not deploy   {startup.refused}"
    elif startup.error is not None:
        verdict = f"will not start    {startup.error.type}: {startup.error.message}"
    else:
        verdict = "starts" if analysis.starts else "will not start"
    counts = [
        plural(count, each.value) for each in (Severity.ERROR, Severity.WARNING) if (count := analysis.count(each))
    ]
    counts += [f"{len(analysis.ignored)} ignored"] if analysis.ignored else []
    counts += [] if analysis.complete else ["incomplete"]
    return f"{verdict}   ({', '.join(counts)})" if counts else verdict


def _totals(fleet: Fleet) -> Iterator[str]:
    starting = sum(worker.analysis.starts for worker in fleet.workers)
    yield f"{plural(len(fleet.workers) + len(fleet.broken), 'Worker')}: {starting} start{'s' if starting == 1 else ''}"
    if len(fleet.workers) > starting:
        yield f"{len(fleet.workers) - starting} will not"
    if fleet.broken:
        yield f"{len(fleet.broken)} cannot be read"
    if fleet.skipped:
        yield f"{plural(len(fleet.skipped), 'configuration')} without Python skipped"
    for severity in (Severity.ERROR, Severity.WARNING):
        yield plural(_count(fleet, severity), severity.value)


def _count(fleet: Fleet, severity: Severity) -> int:
    return sum(worker.analysis.count(severity) for worker in fleet.workers)


def _is_worth_a_page(analysis: Analysis) -> bool:
    told = analysis.count(Severity.ERROR) + analysis.count(Severity.WARNING)
    return bool(told) or not analysis.starts or not analysis.complete


def _problem_line(broken: BrokenWorker, problem: ConfigProblem) -> str:
    path = posixpath.normpath(posixpath.join(broken.folder, problem.path or broken.config))
    place = ":".join(str(part) for part in (path, problem.line, problem.column) if part)
    hint = f" ({problem.hint})" if problem.hint else ""
    return escape_text(f"{place}: error: {problem.message}{hint}")


def _broken(broken: BrokenWorker) -> Json:
    problems = [
        {
            "message": problem.message,
            "path": problem.path or None,
            "line": problem.line,
            "column": problem.column,
            "help": problem.hint,
        }
        for problem in broken.problems
    ]
    return {"folder": broken.folder, "config": broken.config, "problems": problems}
