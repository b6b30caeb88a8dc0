"""The text of ``graphcheck runtime``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphcheck.model.escape import escape_text
from graphcheck.model.finding import Finding
from graphcheck.model.runtime import RuntimeKind
from graphcheck.model.selection import FlagChange, FlagState, ModuleAnswer, RuntimeAnswer, WhatIf
from graphcheck.report.options import RenderOptions
from graphcheck.report.sizes import plural
from graphcheck.report.text.layout import fill, paragraph
from graphcheck.report.text.line import Line
from graphcheck.report.text.output import to_string
from graphcheck.report.text.style import BAD, DIM, GOOD, STRONG, severity_style
from graphcheck.report.text.verdict import header_lines

__all__ = ["render_module", "render_runtime", "render_what_if"]

COLUMN = 13
FLAG_COLUMN = 40
NARROWEST = 60


def render_runtime(answer: RuntimeAnswer, options: RenderOptions) -> str:
    return to_string(_runtime_page(answer, max(options.width, NARROWEST)), options)


def render_what_if(what_if: WhatIf, options: RenderOptions) -> str:
    return to_string(_what_if_page(what_if, max(options.width, NARROWEST)), options)


def render_module(answer: ModuleAnswer, options: RenderOptions) -> str:
    """One line: the module's name, its kind or that it is missing, and why importing it fails."""
    return to_string([_module_line(answer)], options)


def _runtime_page(answer: RuntimeAnswer, width: int) -> Iterator[Line]:
    yield from header_lines(answer.worker, width)
    yield Line()
    yield from _selection_lines(answer, width)
    yield from _path_lines(answer)
    yield from _row("modules", _count_modules(answer), width)
    yield from _row("extensions", ", ".join(answer.suffixes), width)
    yield Line()
    yield Line("flags that are on, and why", style=STRONG)
    yield from _state_lines(answer.flags, width)
    yield Line()
    yield from _later_lines(answer.later, answer.known_until, width)


def _selection_lines(answer: RuntimeAnswer, width: int) -> Iterator[Line]:
    for problem in answer.problems:
        yield from paragraph(_head("refused", BAD), problem, width)
    date = answer.date
    if answer.assumed:
        date += "  (assumed: the project gives no date that can be used)"
    yield from _row("date", date, width)
    yield from _row("flags listed", ", ".join(answer.listed) or "none", width)
    sdk = "outside: `workers` and `asgi` have to be in python_modules" if answer.external_sdk else "in the runtime"
    yield from _row("SDK", sdk, width)
    pth = "in python_modules are processed before the entry" if answer.reads_pth else "are not read"
    yield from _row(".pth files", pth, width)


def _head(name: str, style: str = "") -> Line:
    return Line.assemble((f"{name:<{COLUMN}}", style))


def _row(name: str, text: str, width: int) -> Iterator[Line]:
    yield from paragraph(_head(name), text, width)


def _path_lines(answer: RuntimeAnswer) -> Iterator[Line]:
    for number, entry in enumerate(answer.search_path):
        line = _head("search path" if number == 0 else "") + Line(f"{escape_text(entry.path):<44}")
        yield line.append(f"  {entry.place.value}", style=DIM)


def _count_modules(answer: RuntimeAnswer) -> str:
    counts = ", ".join(f"{answer.modules[kind]} {kind.value}" for kind in RuntimeKind if answer.modules.get(kind))
    return (
        f"{sum(answer.modules.values())}: {counts}; importing {len(answer.failing)} of them fails; "
        f"{plural(answer.missing_stdlib, 'name')} of CPython's standard library missing"
    )


def _state_lines(states: Sequence[FlagState], width: int) -> Iterator[Line]:
    for state in states:
        meaning = f"{state.meaning}  ({state.reason})" if state.meaning else f"({state.reason})"
        yield from _flag_lines(state.name, meaning, width)


def _flag_lines(name: str, meaning: str, width: int) -> Iterator[Line]:
    """The name in a column of its own, or on a line of its own where it does not fit into it."""
    head = Line(f"{escape_text(name):<{FLAG_COLUMN}}")
    if head.cell_len > FLAG_COLUMN:
        yield head
        head = Line(" " * FLAG_COLUMN)
    yield from paragraph(head, meaning, width)


def _later_lines(later: Sequence[FlagChange], until: str, width: int) -> Iterator[Line]:
    yield Line.assemble(("later dates would switch on", STRONG), (f"  (known until {until})", DIM))
    if not later:
        yield Line("nothing that matters to Python", style=GOOD)
    for change in later:
        yield from _flag_lines(change.name, f"{change.since}: {change.meaning}", width)


def _what_if_page(what_if: WhatIf, width: int) -> Iterator[Line]:
    before, after = what_if.before, what_if.after
    yield from header_lines(before.worker, width)
    yield Line()
    columns = (f"{'':<{COLUMN}}{'now':<36}", "what if")
    yield Line("".join(columns), style=DIM)
    for name, left, right in (
        ("date", before.date, after.date),
        ("Python", before.worker.python, after.worker.python),
        ("Pyodide", before.worker.pyodide, after.worker.pyodide),
        ("SDK", _sdk(before), _sdk(after)),
    ):
        yield Line(f"{name:<{COLUMN}}{left:<36}") + Line(right, style=STRONG if left != right else "")
    yield from _row("now", what_if.outcome_before, width)
    yield from _row("then", what_if.outcome_after, width)
    yield Line()
    yield from _states("switched on", what_if.switched_on, width)
    yield from _states("switched off", what_if.switched_off, width)
    yield from _findings("findings that appear", what_if.appearing, width)
    yield from _findings("findings that go", what_if.going, width)


def _sdk(answer: RuntimeAnswer) -> str:
    return "to be vendored" if answer.external_sdk else "in the runtime"


def _states(title: str, states: Sequence[FlagState], width: int) -> Iterator[Line]:
    yield Line.assemble((title, STRONG), ("" if states else ": nothing", DIM))
    yield from _state_lines(states, width)


def _findings(title: str, findings: Sequence[Finding], width: int) -> Iterator[Line]:
    yield Line.assemble((title, STRONG), ("" if findings else ": none", DIM))
    for finding in findings:
        place = f"{finding.path}:{finding.span.line}" if finding.path and finding.span else finding.path or ""
        parts = [
            Line.assemble((f"{finding.severity.value}[{finding.code}]", severity_style(finding.severity))),
            Line(escape_text(place)),
            Line(escape_text(finding.message)),
        ]
        yield from fill(Line(), [part for part in parts if part], 4, width)


def _module_line(answer: ModuleAnswer) -> Line:
    kind = answer.kind
    if kind is None:
        return Line.assemble(f"{escape_text(answer.name)}: ", ("not there", BAD), f"  {escape_text(answer.remark)}")
    what = f"{kind.value}{' package' if answer.package else ''}"
    line = Line.assemble(f"{escape_text(answer.name)}: ", (what, BAD if answer.error else GOOD))
    if answer.error is not None:
        return line.append(f"  importing it fails: {escape_text(answer.error)}")
    return line.append(f"  {escape_text(answer.remark)}" if answer.remark else "")
