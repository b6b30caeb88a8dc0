"""A chain of imports, one line a link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graphcheck.model.escape import escape_text
from graphcheck.model.location import SiteRef
from graphcheck.report.text.cells import cell_len
from graphcheck.report.text.layout import crop
from graphcheck.report.text.line import Line
from graphcheck.report.text.style import DIM

__all__ = ["chain_lines", "place_lines"]

HEAD, TAIL = 4, 7
NARROWEST_NOTE = 24


def chain_lines(chain: Sequence[SiteRef], width: int) -> Iterator[Line]:
    """Importer, place and statement of each link in columns. The middle of a very long chain is counted, not shown."""
    shown = chain if len(chain) <= HEAD + TAIL + 1 else (*chain[:HEAD], *chain[-TAIL:])
    column = max((cell_len(escape_text(site.module)) for site in shown), default=0)
    places = [(f"{_pad(site.module, column)}   {_place(site)}", site.statement) for site in shown]
    lines = list(place_lines(places, width))
    if len(shown) < len(chain):
        lines.insert(HEAD, Line(f"... {len(chain) - len(shown)} more imports ...", style=DIM))
    return iter(lines)


def place_lines(rows: Sequence[tuple[str, str]], width: int) -> Iterator[Line]:
    """Each row an escaped place and a note. Places are never cut; notes are, or left out where there is no room."""
    column = max((cell_len(place) for place, _ in rows), default=0)
    for place, note in rows:
        room = width - max(column, cell_len(place)) - 3
        if note and room >= NARROWEST_NOTE:
            gap = " " * (column - cell_len(place) + 3)
            yield Line.assemble(place, gap, (crop(escape_text(note), room), DIM))
        else:
            yield Line(place)


def _place(site: SiteRef) -> str:
    return f"{escape_text(site.path)}:{site.span.line}"


def _pad(name: str, cells: int) -> str:
    name = escape_text(name)
    return name + " " * (cells - cell_len(name))
