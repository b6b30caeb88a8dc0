"""The upload set for a pull request: GitHub-flavoured Markdown tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from graphcheck.model.bundle import Bundle, BundleDiff, BundleTotal, FileVerdict
from graphcheck.model.escape import escape_text
from graphcheck.report.bundle.columns import REACHED, figures_of, heads_of
from graphcheck.report.bundle.options import BundleOptions
from graphcheck.report.bundle.tree import tree_rows
from graphcheck.report.sizes import format_size, plural

__all__ = ["render_bundle", "render_diff", "render_verdicts"]

_ACTIVE = re.compile(r"[\\`*_\[\]<>#|~&@]")
_MOST_SAVINGS = 10
_MOST_CHANGES = 50


def render_bundle(bundle: Bundle, options: BundleOptions) -> str:
    """A sentence with the size, and tables of folders (or files), distributions, origins and what could stay out."""
    return "\n".join(_page(bundle, options)) + "\n"


def _page(bundle: Bundle, options: BundleOptions) -> Iterator[str]:
    limit = bundle.limit
    gzip = f", gzip about {format_size(bundle.gzip)}" if bundle.gzip is not None else ""
    budget = f", budget {format_size(bundle.budget)}" if bundle.budget is not None else ""
    maps = bundle.source_maps
    size = f"{format_size(bundle.size)} of {format_size(limit.bytes)}"
    name = _escape(bundle.worker.name or "unnamed Worker")
    yield f"**{name}**: {plural(len(bundle.files) - len(maps), 'file')}, {size}{gzip}{budget}"
    if maps:
        yield f"\nand {plural(len(maps), 'source map')}, {format_size(sum(file.size for file in maps))}"
    yield from (f"\nwrangler refuses this upload: {_escape(refusal)}" for refusal in bundle.refusals)
    heads = heads_of(bundle)
    if options.view == "table":
        yield from _files(bundle)
    else:
        rows = tree_rows(bundle, options.depth)
        yield from _table("folder", heads, ((row.total.name or row.label, figures_of(row.total)) for row in rows))
    yield from _table("distribution", heads, _totals(bundle.distributions))
    yield from _table("origin", heads, _totals(bundle.origins))
    savings = ((s.glob, (f"{s.files:,}", format_size(s.size))) for s in bundle.savings[:_MOST_SAVINGS])
    yield from _table("not reached: `python_modules.exclude`", ("files", "size"), savings)


def _totals(totals: Iterable[BundleTotal]) -> Iterator[tuple[str, Sequence[str]]]:
    return ((total.name, figures_of(total)) for total in totals)


def _files(bundle: Bundle) -> Iterator[str]:
    reached = bundle.folders[0].by_reach is not None
    rows = (
        (file.name, (format_size(file.size), *([REACHED[file.reached]] if file.reached else [])))
        for file in sorted(bundle.files, key=lambda file: (-file.size, file.name))
    )
    return _table("file", ("size", *(["reached"] if reached else [])), rows)


def _table(name: str, heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> Iterator[str]:
    lines = [f"| {_code(label)} | {' | '.join(figures)} |" for label, figures in rows]
    if lines:
        yield f"\n| {name} | {' | '.join(heads)} |"
        yield f"| --- |{' ---: |' * len(heads)}"
        yield from lines


def render_diff(diff: BundleDiff, _options: BundleOptions) -> str:
    """A sentence, and a table of the largest differences."""
    difference = diff.after - diff.before
    plus = "+" if difference > 0 else ""
    sizes = f"{format_size(diff.before)} before, {format_size(diff.after)} now"
    lines = [f"{plural(len(diff.changes), 'file')} differ, **{plus}{format_size(difference)}**: {sizes}"]
    ordered = sorted(diff.changes, key=lambda change: (-abs(change.difference), change.name))
    rows = (
        (change.name, (_size(change.before), _size(change.after), format_size(change.difference)))
        for change in ordered[:_MOST_CHANGES]
    )
    lines += _table("file", ("before", "after", "difference"), rows)
    if len(ordered) > _MOST_CHANGES:
        lines.append(f"\nand {len(ordered) - _MOST_CHANGES} smaller differences")
    return "\n".join(lines) + "\n"


def _size(size: int | None) -> str:
    return "" if size is None else format_size(size)


def render_verdicts(verdicts: Iterable[FileVerdict], _options: BundleOptions) -> str:
    """A list with one item for each file."""
    return "".join(f"- {_code(each.path)}: {_verdict(each)}\n" for each in verdicts)


def _verdict(verdict: FileVerdict) -> str:
    state = f"uploaded as {_code(verdict.uploaded_as)}" if verdict.uploaded_as else "**not uploaded**"
    key = f" ({_escape(verdict.key)})" if verdict.key else ""
    return f"{state}: {_escape(verdict.reason)}{key}"


def _escape(text: str) -> str:
    """Text that Markdown and HTML leave alone, on one line."""
    return _ACTIVE.sub(lambda match: f"&#{ord(match.group())};", escape_text(text))


def _code(text: str) -> str:
    """A name as code; in a table a bar must be escaped inside code, too (GitHub Flavored Markdown, 4.10)."""
    text = escape_text(text).replace("|", "\\|")
    ticks = "`" * (1 + max(map(len, re.findall(r"`+", text)), default=0))
    return f"{ticks}{text}{ticks}" if len(ticks) == 1 else f"{ticks} {text} {ticks}"
