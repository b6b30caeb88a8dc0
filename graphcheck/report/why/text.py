"""Format ``text`` of ``graphcheck why``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from graphcheck.model.bundle import FileVerdict
from graphcheck.model.escape import escape_text
from graphcheck.model.imports import Guard, Timing
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.why import FailedSearch, Why, WhyLink
from graphcheck.report.options import RenderOptions
from graphcheck.report.text.cells import cell_len
from graphcheck.report.text.layout import crop, paragraph
from graphcheck.report.text.line import Line
from graphcheck.report.text.output import to_string
from graphcheck.report.text.style import BAD, DIM, GOOD, STRONG, WORRYING

__all__ = ["render_why"]

_NARROWEST = 40
_NARROWEST_STATEMENT = 24


def render_why(why: Why, options: RenderOptions) -> str:
    """For people. Lines are at most ``options.width`` cells, save paths that cannot be broken."""
    return to_string(_page(why, max(options.width, _NARROWEST)), options)


def _page(why: Why, width: int) -> Iterator[Line]:
    yield Line.assemble((escape_text(why.module or why.asked), STRONG), *_facts(why))
    yield from paragraph(Line(), _verdict(why), width, _style(why))
    if why.file:
        yield from _file_lines(why.file, width)
    if why.hides:
        yield from paragraph(Line(), f"hides {why.hides}, which is uploaded and never executed", width)
    if why.failure:
        yield from _failure_lines(why.failure, width)
    yield from _chain_lines(why, width)


def _facts(why: Why) -> Iterator[str]:
    if why.origin:
        yield f"  {why.origin.value}"
    if why.path:
        yield f"  {escape_text(why.path)}"


def _verdict(why: Why) -> str:
    if why.entry:
        return "the entry: the Worker imports it to start"
    if why.hidden_by:
        return f"never executed: in the Worker `{why.module}` is {why.hidden_by}, which it finds first"
    if why.failure:
        return f"not in the Worker   {why.failure.error}"
    if why.module is None and not why.importers.never:
        return "a file, and no module of the Worker"
    if why.origin is ModuleOrigin.PYODIDE and not why.importers.chains:
        return "part of the runtime; imported by nothing"
    if not why.importers.chains:
        named = " but by imports that never run" if why.importers.never else ""
        return f"imported by nothing{named}"
    match why.reached:
        case Reach.IMPORT_TIME:
            return "executed while the Worker starts"
        case Reach.DEFERRED | None:
            return "executed when a deferred import runs"
        case Reach.NO:
            return "never executed"
        case _:
            assert_never(why.reached)


def _style(why: Why) -> str:
    if why.failure:
        return BAD
    return GOOD if why.importers.chains or why.entry else WORRYING


def _file_lines(file: FileVerdict, width: int) -> Iterator[Line]:
    state = f"uploaded as `{file.uploaded_as}`: {file.reason}" if file.uploaded_as else f"not uploaded: {file.reason}"
    # A key without a place says no more than the reason.
    key = f"; {file.key}" if file.key and "(" in file.key else ""
    yield from paragraph(Line(), f"{state}{key}", width)
    for remedy in file.remedies:
        yield from paragraph(Line("  = fix: "), remedy, width)


def _failure_lines(failure: FailedSearch, width: int) -> Iterator[Line]:
    yield Line()
    yield Line(f"searched for `{escape_text(failure.failed_at)}`, in the Worker's order")
    yield from _table([(each.place, each.detail) for each in failure.searched], width)
    if failure.elsewhere:
        yield Line("elsewhere")
        yield from _table([(each.kind, each.place) for each in failure.elsewhere], width)


def _table(rows: Sequence[tuple[str, str]], width: int) -> Iterator[Line]:
    column = max((cell_len(escape_text(head)) for head, _ in rows), default=0)
    for head, tail in rows:
        head = escape_text(head)
        yield from paragraph(Line(f"  {head}{' ' * (column - cell_len(head))}   "), tail, width)


def _chain_lines(why: Why, width: int) -> Iterator[Line]:
    for chain in why.importers.chains:
        yield Line()
        at_start = chain.timing is Timing.IMPORT_TIME
        yield Line("at start" if at_start else "deferred", style=STRONG if at_start else DIM)
        yield from _link_lines(chain.links, width)
    if why.importers.more:
        yield Line("... and more chains of the same length", style=DIM)
    if why.importers.never:
        yield Line()
        yield Line("never executed", style=DIM)
        yield from _link_lines(why.importers.never, width)


def _link_lines(links: Sequence[WhyLink], width: int) -> Iterator[Line]:
    names = [escape_text(link.site.module) for link in links]
    places = [f"{escape_text(link.site.path)}:{link.site.span.line}" for link in links]
    first, second = max(map(cell_len, names)), max(map(cell_len, places))
    for link, name, place in zip(links, names, places, strict=True):
        head = f"  {name}{' ' * (first - cell_len(name))}   {place}{' ' * (second - cell_len(place))}   "
        note = _note(link)
        room = width - cell_len(head) - cell_len(note)
        statement = crop(escape_text(link.site.statement), max(room, _NARROWEST_STATEMENT))
        yield Line.assemble(head, statement, (note, DIM))


def _note(link: WhyLink) -> str:
    notes = ["deferred"] if link.timing is Timing.DEFERRED else []
    notes += [link.guard.value] if link.guard is not Guard.NONE else []
    return f"   ({', '.join(notes)})" if notes else ""
