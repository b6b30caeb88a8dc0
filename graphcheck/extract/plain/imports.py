"""Import statements as sites."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from graphcheck.extract.plain.source import Source, Unplain
from graphcheck.extract.text import fold
from graphcheck.model.imports import Guard, ImportedName, ImportKind, ImportSite, Timing
from graphcheck.model.location import Span

__all__ = ["import_sites", "inner_sites"]

_FROM = re.compile(r"from[ \t]+(\.*[\w.]*)[ \t]+import\b")


def import_sites(statement: ast.Import | ast.ImportFrom, source: Source) -> Iterator[ImportSite]:
    """Of a statement that runs at import time, under no condition."""
    assert statement.end_lineno is not None and statement.end_col_offset is not None
    whole = source.span(statement.lineno, statement.col_offset, statement.end_lineno, statement.end_col_offset)
    text = fold(source.code(statement))
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            bound = alias.asname or alias.name.partition(".")[0]
            yield ImportSite(
                ImportKind.IMPORT, alias.name, 0, (), bound, _name_span(alias, source), text, whole,
                Timing.IMPORT_TIME, Guard.NONE,
            )  # fmt: skip
        return
    module = statement.module or ""
    written = _FROM.match(source.line(statement.lineno), statement.col_offset)
    if written is None or written.group(1) != "." * statement.level + module:
        raise Unplain
    span = source.span(statement.lineno, written.start(1), statement.lineno, written.end(1))
    star = statement.names[0].name == "*"
    names = () if star else tuple(_imported(alias, source) for alias in statement.names)
    kind = ImportKind.STAR if star else ImportKind.FROM
    yield ImportSite(
        kind, module, statement.level, names, None, span, text, whole, Timing.IMPORT_TIME, Guard.NONE
    )  # fmt: skip


def inner_sites(statement: ast.Import | ast.ImportFrom, source: Source) -> Iterator[ImportSite]:
    """Of a statement that is not the module's own: such a one takes neither all names nor a feature."""
    for site in import_sites(statement, source):
        if site.kind is ImportKind.STAR or site.module == "__future__":
            raise Unplain
        yield site


def _imported(alias: ast.alias, source: Source) -> ImportedName:
    return ImportedName(alias.name, alias.asname or alias.name, _name_span(alias, source))


def _name_span(alias: ast.alias, source: Source) -> Span:
    """Of the name alone, without ``as``."""
    end = alias.col_offset + len(alias.name)
    if source.line(alias.lineno)[alias.col_offset : end] != alias.name:
        raise Unplain
    return source.span(alias.lineno, alias.col_offset, alias.lineno, end)
