"""Where the lines go that give the module root its desktop name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from graphcheck.extract.parse import parse_text
from graphcheck.fix.bootstrap import bootstrap
from graphcheck.model.finding import Edit, PrefixRegistration
from graphcheck.model.location import Span

__all__ = ["edits_of_registrations"]


def edits_of_registrations(source: str, wanted: Iterable[PrefixRegistration]) -> Iterator[tuple[Edit, ...]]:
    """Above the first statement that is neither the docstring nor a ``from __future__``: any import may need them."""
    tree = parse_text(source)
    if not isinstance(tree, cst.Module):
        return
    place = _first_line(tree)
    line_end = "\r\n" if "\r\n" in source else "\n"
    for each in wanted:
        text = bootstrap(each.prefix, each.entry) + "\n"
        yield (Edit(each.path, Span(place, 1, place, 1), text.replace("\n", line_end)),)


def _first_line(tree: cst.Module) -> int:
    """With the comments that stand above the statement."""
    wrapper = MetadataWrapper(tree, unsafe_skip_copy=True)
    places = wrapper.resolve(PositionProvider)
    for number, statement in enumerate(tree.body):
        if _is_docstring(statement, number) or _is_future(statement):
            continue
        above = list(getattr(statement, "leading_lines", ()))
        while above and above[0].comment is None:
            above.pop(0)
        return places[statement].start.line - len(above)
    return 1


def _is_docstring(statement: cst.CSTNode, number: int) -> bool:
    match statement:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString())]):
            return number == 0
        case _:
            return False


def _is_future(statement: cst.CSTNode) -> bool:
    match statement:
        case cst.SimpleStatementLine(body=[cst.ImportFrom(module=cst.Name(value="__future__")), *_]):
            return True
        case _:
            return False
