"""The text of ``graphcheck verify``: predicted and actual side by side, then where the time and the memory go."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from graphcheck.model.escape import escape_text
from graphcheck.model.verification import ModuleTime, StartOutcome, UploadCheck, Verification
from graphcheck.report.options import RenderOptions
from graphcheck.report.sizes import format_size, plural
from graphcheck.report.text.cells import cell_len
from graphcheck.report.text.layout import crop, fill, paragraph, words
from graphcheck.report.text.line import Line
from graphcheck.report.text.output import to_string
from graphcheck.report.text.style import BAD, DIM, GOOD, STRONG, WORRYING
from graphcheck.report.text.verdict import header_lines

__all__ = ["render_verification"]

COLUMN = 12
NARROWEST = 60
NAMES_SHOWN = 8
SLOWEST_SHOWN = 20
SLOWEST_SHARE = 0.01
HEAVIEST_SHOWN = 5
DIFFERENCES_SHOWN = 20
DEEPEST_INDENT = 12
LONGEST_CELL = 2000
WORKER_MEMORY = "128 MB"
"""Of one isolate, everything included: developers.cloudflare.com/workers/platform/limits, September 2026."""


def render_verification(verification: Verification, options: RenderOptions) -> str:
    """Lines are at most ``options.width`` cells, save words that cannot be broken."""
    return to_string(_page(verification, max(options.width, NARROWEST)), options)


def _page(verification: Verification, width: int) -> Iterator[Line]:
    yield from header_lines(verification.worker, width)
    yield Line()
    yield from _verdict_lines(verification, width)
    yield Line()
    yield from _side_by_side(verification, width)
    yield from _names("missed", "executed, and not predicted", verification.missed, width)
    yield from _names("extra", "predicted, and not executed", verification.extra, width)
    yield from _time_lines(verification, width)
    yield from _memory_lines(verification, width)
    if verification.upload is not None:
        yield Line()
        yield from _upload_lines(verification.upload, width)


def _verdict_lines(verification: Verification, width: int) -> Iterator[Line]:
    told = [difference.about for difference in verification.differences]
    if verification.refused is not None:
        prefix = Line.assemble(("will not deploy", BAD), "  ")
        yield from paragraph(prefix, verification.refused, width, STRONG)
        return
    verdict = ("starts", GOOD) if verification.actual.starts else ("does not start", BAD)
    agreement = (f"the prediction is wrong: {', '.join(told)}", BAD) if told else ("as predicted", DIM)
    yield Line.assemble(verdict, "  ", agreement)
    if not verification.entry_ran:
        text = "the entry's file never ran: its name belongs to another module of the runtime or of python_modules"
        yield from paragraph(Line.assemble(("but", WORRYING), "  "), text, width)


def _side_by_side(verification: Verification, width: int) -> Iterator[Line]:
    left, right = verification.predicted, verification.actual
    about = {difference.about for difference in verification.differences}
    release = f"actual (Pyodide {verification.worker.pyodide} in Node)"
    yield from _row("", "predicted", release, width, DIM)
    foreseen = "is refused" if verification.refused is not None else _outcome(left)
    yield from _row("outcome", foreseen, _outcome(right), width, _style("outcome", about))
    if not (left.starts and right.starts):
        yield from _row("exception", left.type, right.type, width, _style("exception", about))
        yield from _row("message", left.message, right.message, width, _style("message", about))
        yield from _row("at", left.place, right.place, width, _style("place", about))
    for note in right.notes:
        yield from _row("note", "", note, width)
    yield from _row("modules", f"{len(left.modules):,}", f"{len(right.modules):,}", width)


def _style(name: str, differing: set[str]) -> str:
    return BAD if name in differing else ""


def _outcome(outcome: StartOutcome) -> str:
    return "starts" if outcome.starts else "does not start"


def _row(name: str, left: str | None, right: str | None, width: int, style: str = "") -> Iterator[Line]:
    room = (width - COLUMN - 2) // 2
    cells = [list(_fold("-" if cell is None else cell, room, style)) for cell in (left, right)]
    for number, (one, other) in enumerate(zip_longest(*cells, fillvalue=Line())):
        head = Line(f"{name if number == 0 else '':<{COLUMN}}")
        yield head + one + Line(" " * (room - one.cell_len + 2)) + other


def _fold(text: str, room: int, style: str) -> Iterator[Line]:
    """``text`` in lines of at most ``room`` cells: between words where that can be, within one where it must."""
    text = text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}… {len(text):,} characters"
    parts = [piece for word in words(text, style) for piece in _break(word, room)]
    yield from fill(Line(), parts, 0, room) if parts else [Line()]


def _break(word: Line, room: int) -> list[Line]:
    return word.chop(room) if cell_len(word.plain) > room else [word]


def _names(name: str, meaning: str, names: Sequence[str], width: int) -> Iterator[Line]:
    if not names:
        return
    shown = [Line(escape_text(each)) for each in names[:NAMES_SHOWN]]
    if len(names) > NAMES_SHOWN:
        shown.append(Line.assemble((f"and {len(names) - NAMES_SHOWN} more", DIM)))
    yield from fill(Line.assemble(f"{name:<{COLUMN}}", (f"{meaning}:", DIM), " "), shown, COLUMN, width, gap=2)


def _time_lines(verification: Verification, width: int) -> Iterator[Line]:
    if not verification.times:
        return
    rows = _slowest(verification.times, verification.seconds * SLOWEST_SHARE)
    yield Line()
    yield Line(f"{'import ms':>9}{'self ms':>9}  slowest modules, what the runtime brings included", style=DIM)
    for depth, time in rows:
        indent = "  " * min(depth, DEEPEST_INDENT)
        figures = f"{time.cumulative * 1000:>9.1f}{time.own * 1000:>9.1f}  {indent}"
        name = crop(escape_text(time.name), max(width - len(figures), 10))
        yield Line.assemble(figures, (name, "" if time.uploaded else DIM))
    heaviest = heapq.nlargest(HEAVIEST_SHOWN, _walk(verification.times), key=lambda time: time.own)
    parts = [Line(f"{escape_text(time.name)} {time.own * 1000:.1f}") for time in heaviest]
    yield from fill(Line(f"{'most self':>18}  ", style=DIM), parts, 20, width, gap=2)


def _walk(forest: Sequence[ModuleTime]) -> Iterator[ModuleTime]:
    waiting = list(forest)
    while waiting:
        time = waiting.pop()
        yield time
        waiting.extend(time.imports)


def _slowest(forest: Sequence[ModuleTime], least: float) -> list[tuple[int, ModuleTime]]:
    """The slowest modules in the order of the tree. A module is never slower than the one that imports it."""
    found: list[tuple[tuple[int, ...], ModuleTime]] = []
    waiting: list[tuple[float, tuple[int, ...], ModuleTime]] = [
        (-time.cumulative, (index,), time) for index, time in enumerate(forest)
    ]
    heapq.heapify(waiting)
    while waiting and len(found) < SLOWEST_SHOWN:
        _, path, time = heapq.heappop(waiting)
        if time.cumulative < least:
            break
        found.append((path, time))
        for index, child in enumerate(time.imports):
            heapq.heappush(waiting, (-child.cumulative, (*path, index), child))
    return [(len(path) - 1, time) for path, time in sorted(found, key=lambda row: row[0])]


def _memory_lines(verification: Verification, width: int) -> Iterator[Line]:
    if verification.memory is None:
        return
    before, after = verification.memory
    text = (
        f"{format_size(after)} for Python, grown by {format_size(after - before)} while the Worker started; "
        f"a Worker has {WORKER_MEMORY} for everything"
    )
    yield Line()
    yield from paragraph(Line(f"{'time':<{COLUMN}}"), _time_text(verification), width)
    yield from paragraph(Line(f"{'memory':<{COLUMN}}"), text, width)


def _time_text(verification: Verification) -> str:
    return f"{verification.seconds:.2f} s for all imports on this machine; a Worker has 1 s of CPU time to start"


def _upload_lines(check: UploadCheck, width: int) -> Iterator[Line]:
    prefix = Line(f"{'upload':<{COLUMN}}")
    if check.refusal is not None:
        yield from paragraph(prefix, f"wrangler stopped: {check.refusal}", width, BAD)
        return
    if check.agrees:
        yield prefix + Line(f"{plural(check.files, 'file')}, the same as wrangler's", style=GOOD)
        return
    yield prefix + Line(f"{plural(len(check.differences), 'difference')} to wrangler's upload", style=BAD)
    for difference in check.differences[:DIFFERENCES_SHOWN]:
        sides = f"  {difference.predicted} / {difference.actual}" if difference.predicted is not None else ""
        line = f"{difference.kind}: {difference.name}{sides}"
        yield from paragraph(Line(" " * COLUMN), line, width)
    if len(check.differences) > DIFFERENCES_SHOWN:
        yield Line(f"{'':<{COLUMN}}and {len(check.differences) - DIFFERENCES_SHOWN} more", style=DIM)
