"""The folders of an upload, the largest first."""

from __future__ import annotations

from collections.abc import Iterator

from graphcheck.model.bundle import Bundle, BundleTotal
from graphcheck.model.frozen import frozen

__all__ = ["TreeRow", "tree_rows"]

_MOST_CHILDREN = 12


@frozen
class TreeRow:
    """``lines`` are the branches left of the label."""

    lines: str
    label: str
    total: BundleTotal


def tree_rows(bundle: Bundle, depth: int) -> Iterator[TreeRow]:
    """The whole upload, then folders up to ``depth`` deep; of many in one folder the smallest share a row."""
    inner: dict[str, list[BundleTotal]] = {}
    for total in bundle.folders:
        if total.name:
            inner.setdefault(total.name.rpartition("/")[0], []).append(total)
    whole = bundle.folders[0]
    yield TreeRow("", "the upload", whole)
    pending = [(whole, "", 0)]
    rows: list[tuple[TreeRow, BundleTotal, str, int]] = []
    while pending or rows:
        if pending:
            folder, lines, level = pending.pop()
            children = _children(inner.get(folder.name, [])) if level < depth else []
            last = len(children) - 1
            found = [
                (
                    TreeRow(lines + ("└─ " if at == last else "├─ "), label, total),
                    total,
                    lines + ("   " if at == last else "│  "),
                    level + 1,
                )
                for at, (label, total) in enumerate(children)
            ]
            rows = found + rows
        if rows:
            (row, total, lines, level), *rows = rows
            yield row
            if total.name:
                pending.append((total, lines, level))


def _children(totals: list[BundleTotal]) -> list[tuple[str, BundleTotal]]:
    ordered = sorted(totals, key=lambda total: (-total.size, total.name))
    shown = ordered if len(ordered) <= _MOST_CHILDREN else ordered[: _MOST_CHILDREN - 1]
    children = [(total.name.rpartition("/")[2] + "/", total) for total in shown]
    rest = ordered[len(shown) :]
    if rest:
        children.append((f"{len(rest)} smaller folders", _joined(rest)))
    return children


def _joined(totals: list[BundleTotal]) -> BundleTotal:
    gzips = [total.gzip for total in totals if total.gzip is not None]
    reaches = [total.by_reach for total in totals if total.by_reach is not None]
    return BundleTotal(
        name="",
        files=sum(total.files for total in totals),
        size=sum(total.size for total in totals),
        gzip=sum(gzips) if len(gzips) == len(totals) else None,
        by_reach=(sum(each[0] for each in reaches), sum(each[1] for each in reaches), sum(each[2] for each in reaches))
        if len(reaches) == len(totals)
        else None,
    )
