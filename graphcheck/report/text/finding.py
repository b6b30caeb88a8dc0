"""One finding the way compilers tell it: what, where, how it came to that, and what to type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphcheck.model.escape import escape_text
from graphcheck.model.finding import Finding
from graphcheck.report.text.chain import chain_lines, place_lines
from graphcheck.report.text.groups import FindingGroup
from graphcheck.report.text.layout import fill, paragraph, words
from graphcheck.report.text.line import Line
from graphcheck.report.text.snippet import rim_line, snippet
from graphcheck.report.text.style import DIM, FRAME, STRONG, severity_style

__all__ = ["brief_lines", "finding_lines"]

LISTED = 10
NARROWEST_GUTTER = 2


def finding_lines(group: FindingGroup, width: int) -> Iterator[Line]:
    """The whole of ``group.first``, then the other places."""
    finding = group.first
    gutter = max(len(str(finding.span.line)) if finding.span else 0, NARROWEST_GUTTER)
    yield from fill(_title(finding), words(finding.message, STRONG), 4, width)
    if finding.path is not None:
        yield Line.assemble(" " * gutter, ("-->", FRAME), f" {_place(finding)}")
    details = list(_details(group, gutter, width))
    if finding.source is not None and finding.span is not None:
        label = finding.label or ""
        yield from snippet(finding.source, finding.span, label, severity_style(finding.severity), gutter, width)
        details = [rim_line(gutter), *details] if details else []
    yield from details


def brief_lines(group: FindingGroup, width: int) -> Iterator[Line]:
    """A finding that asks for nothing: one line, where the width allows it."""
    places = f"(and {group.places - 1} more)" if group.others else ""
    where = f"--> {_place(group.first)}" if group.first.path is not None else ""
    tail = [Line.assemble((text, DIM)) for text in (where, places) if text]
    yield from fill(_title(group.first), [*words(group.first.message), *tail], 4, width)


def _title(finding: Finding) -> Line:
    name = f"{finding.severity.value}[{escape_text(finding.code)}]"
    return Line.assemble((name, severity_style(finding.severity)), (f" {escape_text(finding.rule)}: ", STRONG))


def _details(group: FindingGroup, gutter: int, width: int) -> Iterator[Line]:
    finding = group.first
    if len(finding.chain) > 1:
        head = _label("chain: ", gutter)
        yield from _block(head, chain_lines(finding.chain, width - head.cell_len))
    if finding.searched:
        yield from paragraph(_label("searched: ", gutter), escape_text(", ".join(finding.searched)), width)
    for note in finding.notes:
        yield from paragraph(_label("note: ", gutter), note, width)
    yield from _remedies(group, gutter, width)
    if group.others:
        head = _label("also: ", gutter)
        yield from _block(head, _others(group, width - head.cell_len))


def _remedies(group: FindingGroup, gutter: int, width: int) -> Iterator[Line]:
    fix = group.first.fix
    remedies = group.first.remedies or ((fix.title,) if fix else ())
    for number, remedy in enumerate(remedies):
        head = _label("fix: " if number == 0 else "or:  ", gutter)
        lines = list(paragraph(head, remedy, width))
        command = Line.assemble((_command(group) if number == 0 and fix else _alternative(group.first, remedy), DIM))
        if command and len(lines) == 1 and lines[0].cell_len + 3 + command.cell_len <= width:
            lines = [lines[0] + Line("   ") + command]
        elif command:
            lines.append(Line(" " * head.cell_len) + command)
        yield from lines


def _command(group: FindingGroup) -> str:
    """What makes the edits. Those that may change what else is meant are to be looked at first."""
    fixes = [finding.fix for finding in (group.first, *group.others) if finding.fix]
    if not fixes:
        return ""
    places = f", {len(fixes)} places" if len(fixes) > 1 else ""
    return (
        f"(graphcheck fix --write{places})" if all(fix.safe for fix in fixes) else f"(graphcheck fix --unsafe{places})"
    )


def _alternative(finding: Finding, remedy: str) -> str:
    """What takes another way, where an alternative has the remedy as its title."""
    choice = next((fix.choice for fix in finding.alternatives if fix.title == remedy), None)
    return f"(graphcheck fix --with {choice})" if choice else ""


def _others(group: FindingGroup, width: int) -> Iterator[Line]:
    """Each other place with its source line; with its message where that differs."""
    first, listed = group.first, group.others[:LISTED]
    rows = [
        (_place(other), (other.source or "").strip() if other.message == first.message else other.message)
        for other in listed
    ]
    yield from place_lines(rows, width)
    if len(listed) < len(group.others):
        hidden = len(group.others) - len(listed)
        yield Line(f"and {hidden} more, all listed by graphcheck check", style=DIM)


def _block(head: Line, rows: Iterable[Line]) -> Iterator[Line]:
    for number, row in enumerate(rows):
        yield (head if number == 0 else Line(" " * head.cell_len)) + row


def _label(name: str, gutter: int) -> Line:
    return Line.assemble(" " * (gutter + 1), ("= ", FRAME), (name, STRONG))


def _place(finding: Finding) -> str:
    position = f":{finding.span.line}:{finding.span.column}" if finding.span else ""
    return escape_text(finding.path or "the project") + position
