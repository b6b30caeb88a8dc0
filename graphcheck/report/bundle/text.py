"""The upload set for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graphcheck.model.bundle import Bundle, BundleDiff, BundleFile, BundleTotal, FileVerdict
from graphcheck.model.escape import escape_text
from graphcheck.report.bundle.columns import REACHED, figures_of, heads_of
from graphcheck.report.bundle.options import BundleOptions
from graphcheck.report.bundle.tree import tree_rows
from graphcheck.report.sizes import format_size, plural
from graphcheck.report.text.layout import fill, paragraph, words
from graphcheck.report.text.line import Line
from graphcheck.report.text.output import to_string
from graphcheck.report.text.style import BAD, DIM, GOOD, STRONG, WORRYING
from graphcheck.report.text.verdict import header_lines

__all__ = ["render_bundle", "render_diff", "render_verdicts"]

_MOST_SAVINGS = 10
_WIDTHS = {"files": 7, "size": 9, "gzip": 9, "at start": 10, "deferred": 10, "not reached": 12}
_INDENT = 8


def render_bundle(bundle: Bundle, options: BundleOptions) -> str:
    """The folders as a tree, or the files as a table; then distributions, origins, limits and what could stay out."""
    return to_string(_page(bundle, options), options.render)


def _page(bundle: Bundle, options: BundleOptions) -> Iterator[Line]:
    width = options.render.width
    yield from header_lines(bundle.worker, width)
    yield Line()
    for refusal in bundle.refusals:
        yield from paragraph(Line.assemble(("refused ", BAD)), escape_text(refusal), width)
    if bundle.refusals:
        yield Line()
    if options.view == "table":
        yield from _table(bundle)
    else:
        yield _head(bundle, "folder")
        for row in tree_rows(bundle, options.depth):
            yield _line(row.total, Line.assemble((row.lines, DIM), escape_text(row.label)))
    for name, totals in (("distribution", bundle.distributions), ("origin", bundle.origins)):
        if totals:
            yield Line()
            yield _head(bundle, name)
            yield from (_line(total, Line(escape_text(total.name))) for total in totals)
    yield Line()
    yield from _limits(bundle, width)
    yield from _savings(bundle, width)


def _head(bundle: Bundle, name: str) -> Line:
    heads = "".join(f"{head:>{_WIDTHS[head]}}" for head in heads_of(bundle))
    return Line(f"{heads}  {name}", style=DIM)


def _line(total: BundleTotal, label: Line) -> Line:
    return Line(
        "".join(f"{figure:>{width}}" for figure, width in zip(figures_of(total), _widths(total), strict=True))
    ) + (Line("  ") + label)


def _widths(total: BundleTotal) -> Sequence[int]:
    gzip = [_WIDTHS["gzip"]] if total.gzip is not None else []
    reached = [_WIDTHS[name] for name in ("at start", "deferred", "not reached")] if total.by_reach else []
    return [_WIDTHS["files"], _WIDTHS["size"], *gzip, *reached]


def _table(bundle: Bundle) -> Iterator[Line]:
    """Every file, the largest first."""
    gzip, reached = bundle.folders[0].gzip is not None, bundle.folders[0].by_reach is not None
    head = f"{'size':>9}" + (f"{'gzip':>9}" if gzip else "") + ("  reached " if reached else "")
    yield Line(f"{head}  {'origin':<8}  file", style=DIM)
    for file in sorted(bundle.files, key=lambda file: (-file.size, file.name)):
        yield _file_line(file)


def _file_line(file: BundleFile) -> Line:
    figures = f"{format_size(file.size):>9}"
    if file.gzip is not None:
        figures += f"{format_size(file.gzip):>9}"
    if file.reached is not None:
        figures += f"  {REACHED[file.reached]:<8}"
    owner = (f"  ({escape_text(file.distribution)})", DIM) if file.distribution else ""
    return Line.assemble(f"{figures}  {file.origin.value:<8}  {escape_text(file.name)}", owner)


def _limits(bundle: Bundle, width: int) -> Iterator[Line]:
    limit = bundle.limit
    maps = bundle.source_maps
    files = plural(len(bundle.files) - len(maps), "file")
    of_limit = f"of {format_size(limit.bytes)} (limit of {limit.scope} since {limit.since})"
    parts = [Line(f"{files},"), Line(f"{format_size(bundle.size)} {of_limit}")]
    if bundle.gzip is not None:
        parts[-1].append(",")
        parts.append(Line(f"gzip about {format_size(bundle.gzip)}"))
    yield from fill(Line("upload  "), parts, _INDENT, width)
    if maps:
        size = format_size(sum(file.size for file in maps))
        yield Line(f"        and {plural(len(maps), 'source map')}, {size}, which count towards no limit", style=DIM)
    if bundle.size > limit.bytes:
        yield Line("        over the limit", style=BAD)
    if bundle.budget is not None:
        over = bundle.size - bundle.budget
        state = (f"{format_size(over)} over", BAD) if over > 0 else (f"{format_size(-over)} left", GOOD)
        yield Line.assemble(f"budget  {format_size(bundle.budget)}, ", state)
    if not bundle.complete:
        text = "a reachable file could not be read or parsed: what it imports counts as not reached"
        yield from paragraph(Line.assemble(("incomplete ", WORRYING)), text, width)


def _savings(bundle: Bundle, width: int) -> Iterator[Line]:
    if not bundle.savings:
        return
    total = sum(saving.size for saving in bundle.savings)
    yield Line()
    text = (
        f"No import reaches {format_size(total)} of python_modules. These globs in python_modules.exclude leave it "
        "out; plugins and names made at run time are not seen, so test before you deploy:"
    )
    yield from fill(Line(), words(text), 0, width)
    for saving in bundle.savings[:_MOST_SAVINGS]:
        figures = f"{saving.files:>7,}{format_size(saving.size):>9}"
        yield Line(f'{figures}  "{escape_text(saving.glob)}"')
    rest = bundle.savings[_MOST_SAVINGS:]
    if rest:
        size = sum(saving.size for saving in rest)
        files = sum(saving.files for saving in rest)
        yield Line(f"{files:>7,}{format_size(size):>9}  in {len(rest)} smaller ones", style=DIM)


def render_diff(diff: BundleDiff, options: BundleOptions) -> str:
    """One line for each file that differs, the largest difference first, and the sum."""
    return to_string(_diff_lines(diff), options.render)


def _diff_lines(diff: BundleDiff) -> Iterator[Line]:
    for change in sorted(diff.changes, key=lambda change: (-abs(change.difference), change.name)):
        sign, style = ("+", WORRYING) if change.before is None else ("-", GOOD) if change.after is None else ("~", "")
        yield Line.assemble((f"{sign} {format_size(change.difference):>10}", style), f"  {escape_text(change.name)}")
    if diff.changes:
        yield Line()
    difference = diff.after - diff.before
    plus = "+" if difference > 0 else ""
    yield Line.assemble(
        f"{plural(len(diff.changes), 'file')} differ, ",
        (f"{plus}{format_size(difference)}", STRONG),
        f": {format_size(diff.before)} before, {format_size(diff.after)} now",
    )


def render_verdicts(verdicts: Iterable[FileVerdict], options: BundleOptions) -> str:
    """A paragraph for each file."""
    return to_string((line for verdict in verdicts for line in _verdict(verdict, options.render.width)), options.render)


def _verdict(verdict: FileVerdict, width: int) -> Iterator[Line]:
    state = f"uploaded as {escape_text(verdict.uploaded_as)}" if verdict.uploaded_as else "not uploaded"
    style = GOOD if verdict.uploaded_as else BAD
    yield Line.assemble((escape_text(verdict.path), STRONG), ": ", (state, style))
    yield from paragraph(Line("  because  "), verdict.reason, width)
    if verdict.key:
        yield from paragraph(Line("  set by   "), verdict.key, width)
    for number, remedy in enumerate(verdict.remedies):
        yield from paragraph(Line("  fix      " if number == 0 else "  or       "), remedy, width)
