"""A drawing inside a Markdown document, kept up to date between two markers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graphcheck.model.errors import UsageError
from graphcheck.model.frozen import frozen

__all__ = ["replace_block"]

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_MARKER = re.compile(r"[ \t]*<!--[ \t]*graphcheck:(begin|end)[ \t]+(\S+)[ \t]*-->[ \t]*\r?\n?")
_FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})(.*)", re.DOTALL)
_NAME = re.compile(r"[A-Za-z0-9_.-]+")


@frozen
class Marker:
    """``line`` counts from 0."""

    end: bool
    name: str
    line: int


def replace_block(document: str, name: str, body: str) -> str:
    """``document`` with ``body`` as a fenced ``mermaid`` block between the markers of ``name``.

    The markers are the lines ``<!-- graphcheck:begin NAME -->`` and ``<!-- graphcheck:end NAME -->``; lines inside a
    code block are none. All else stays as it is, to the byte if the document was read without translating its line
    ends: the block takes those of its begin marker, and its indentation. Doing it twice changes nothing.
    Raises ``UsageError`` where the markers are missing, doubled, in the wrong order, or around those of another name.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot be the name of a block", hint="use letters, digits, `-`, `_` and `.`")
    lines = _LINE.findall(document)
    begin, end = _find_markers(tuple(_markers(lines)), name)
    block = _block(body, lines[begin])
    return "".join([*lines[: begin + 1], block, *lines[end:]])


def _markers(lines: Sequence[str]) -> Iterator[Marker]:
    fence = ""
    for number, line in enumerate(lines):
        marker, edge = _MARKER.fullmatch(line), _FENCE.match(line)
        if fence:
            closes = edge and edge[1].startswith(fence) and not edge[2].strip()
            fence = "" if closes else fence
        elif edge:
            fence = edge[1]
        elif marker:
            yield Marker(marker[1] == "end", marker[2], number)


def _find_markers(markers: tuple[Marker, ...], name: str) -> tuple[int, int]:
    """The lines of the two markers of ``name``, counted from 0."""
    begins = [marker.line for marker in markers if marker.name == name and not marker.end]
    ends = [marker.line for marker in markers if marker.name == name and marker.end]
    for lines, kind in ((begins, "begin"), (ends, "end")):
        if not lines:
            raise UsageError(f"the document has no line `{_marker(kind, name)}`", hint=_paste(name))
        if len(lines) > 1:
            where = " and ".join(str(line + 1) for line in lines[:2])
            raise UsageError(f"`{_marker(kind, name)}` stands on lines {where}", hint="keep one of them")
    begin, end = begins[0], ends[0]
    if begin > end:
        raise UsageError(
            f"the block `{name}` ends on line {end + 1}, before it begins on line {begin + 1}", hint=_paste(name)
        )
    inside = [marker for marker in markers if begin < marker.line < end]
    if inside:
        other = f"a marker of `{inside[0].name}` on line {inside[0].line + 1}"
        raise UsageError(
            f"the block `{name}` on lines {begin + 1} to {end + 1} holds {other}",
            hint="blocks cannot be nested: move one out of the other",
        )
    return begin, end


def _block(body: str, begin: str) -> str:
    newline = "\r\n" if begin.endswith("\r\n") else "\n"
    indent = begin[: len(begin) - len(begin.lstrip(" \t"))]
    ticks = "`" * max(3, 1 + max(map(len, re.findall(r"`+", body)), default=0))
    rows = [f"{ticks}mermaid", *body.strip("\r\n").splitlines(), ticks]
    return "".join(f"{indent}{row}{newline}" if row else newline for row in rows)


def _marker(kind: str, name: str) -> str:
    return f"<!-- graphcheck:{kind} {name} -->"


def _paste(name: str) -> str:
    return f"paste `{_marker('begin', name)}` and `{_marker('end', name)}` as two lines where the graph shall stand"
