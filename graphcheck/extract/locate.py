"""Where statements stand.

libcst's ``PositionProvider`` costs twice the parse. Import and raise statements are found by their keyword instead: the
n-th ``import`` token belongs to the n-th import statement of the tree, and its text is compared token by token with the
node. Other nodes are found where their text occurs once. What cannot be found so, ``PositionProvider`` finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from graphcheck.extract.lines import logical_lines, statement_lines
from graphcheck.extract.scan import end_of_statement, scan_keywords
from graphcheck.extract.text import Lines
from graphcheck.model.frozen import frozen
from graphcheck.model.location import Span

__all__ = ["ImportPlace", "PartPlace", "Places", "Unmeasurable"]

_GAP = re.compile(r"(?:[ \t\f\n]|\\\n|#[^\n]*)*")


@frozen
class PartPlace:
    """``module`` as written, dots included; ``names`` of a from-import."""

    module: Span
    names: tuple[Span, ...]


@frozen
class ImportPlace:
    """``parts`` answer to those of ``meaning.import_parts``."""

    statement: Span
    parts: tuple[PartPlace, ...]


class Unmeasurable(Exception):
    """A place that only ``PositionProvider`` finds, in a tree that lacks the blank lines of the text."""


class Places:
    """Positions of the nodes of one file. ``statements`` are all its imports and raises, in source order.

    ``text`` is what ``module`` was parsed from; ``numbers`` those of its lines in the file, where it is not all of it.
    With ``measurable`` the tree has all of ``text``.
    """

    def __init__(
        self,
        module: cst.Module,
        text: str,
        statements: Iterable[cst.Import | cst.ImportFrom | cst.Raise],
        numbers: Sequence[int] | None = None,
        *,
        measurable: bool = True,
    ) -> None:
        self._module = module
        self._measurable = measurable
        self._text = text
        self._lines = Lines(text, numbers)
        self._logical: tuple[Sequence[int], Mapping[int, int]] | None = None
        self._slow: Mapping[cst.CSTNode, CodeRange] | None = None
        self._imports: dict[int, ImportPlace] = {}
        self._raises: dict[int, int] = {}
        self._locate_all(tuple(statements))

    def of_import(self, statement: cst.Import | cst.ImportFrom) -> ImportPlace:
        place = self._imports.get(id(statement))
        return place or self._slow_import(statement)

    def of_statement(self, statement: cst.BaseSmallStatement) -> Span:
        start = self._raises.get(id(statement))
        if start is None:
            plain = statement.with_changes(semicolon=cst.MaybeSentinel.DEFAULT)
            code = self._module.code_for_node(plain).partition("\n")[0]
            start = self._only(code)
            if start is None:
                start = self._only(code, *self._line_of(statement))
        if start is None:
            return self._ask_provider(statement)
        return self._lines.span(start, end_of_statement(self._text, start))

    def of_expression(self, expression: cst.BaseExpression) -> Span:
        code = self._module.code_for_node(expression)
        start = self._only(code)
        return self._ask_provider(expression) if start is None else self._lines.span(start, start + len(code))

    def line_of(self, code: str, node: cst.CSTNode) -> int:
        """The line on which ``node`` begins, whose source is ``code``."""
        start = self._only(code.partition("\n")[0])
        if start is None:
            first, last = self._line_of(node)
            start = first if last and ";" not in self._text[first:last] else None
        return self._ask_provider(node).line if start is None else self._lines.span(start, start).line

    def of_part(self, part: cst.BaseExpression, whole: Span) -> Span:
        """``part`` of the expression or statement at ``whole``."""
        code = self._module.code_for_node(part)
        start = self._lines.offset(whole.line, whole.column)
        end = self._lines.offset(whole.end_line, whole.end_column)
        if self._text.count(code, start, end) != 1:
            return self._ask_provider(part)
        start = self._text.index(code, start)
        return self._lines.span(start, start + len(code))

    def source_of(self, node: cst.CSTNode) -> str:
        """The source of a node that may have a block: indented as the file does it."""
        return self._module.code_for_node(node).strip()

    def _only(self, code: str, first: int = 0, last: int | None = None) -> int | None:
        """Where ``code`` begins: what is in a text once can stand nowhere else in it."""
        start = self._text.find(code, first, last)
        return start if start >= 0 and self._text.find(code, start + 1, last) < 0 else None

    def _line_of(self, statement: cst.CSTNode) -> tuple[int, int]:
        """From where to where the logical line of a simple statement goes; nowhere if text and tree do not agree."""
        if self._logical is None:
            starts = (*logical_lines(self._text), len(self._text))
            indexes, count = statement_lines(self._module)
            self._logical = (starts, indexes) if count == len(starts) - 1 else ((), {})
        begins, indexes = self._logical
        index = indexes.get(id(statement))
        return (0, 0) if index is None else (begins[index], begins[index + 1])

    def _ask_provider(self, node: cst.CSTNode) -> Span:
        if not self._measurable:
            raise Unmeasurable
        if self._slow is None:
            self._slow = MetadataWrapper(self._module, unsafe_skip_copy=True).resolve(PositionProvider)
        found = self._slow[node]
        first, last = self._lines.number(found.start.line), self._lines.number(found.end.line)
        return Span(first, found.start.column + 1, last, found.end.column + 1)

    def of_any(self, node: cst.CSTNode) -> Span:
        """At the price of measuring the whole file."""
        return self._ask_provider(node)

    def code(self, span: Span) -> str:
        return self._text[
            self._lines.offset(span.line, span.column) : self._lines.offset(span.end_line, span.end_column)
        ]

    def _locate_all(self, statements: tuple[cst.Import | cst.ImportFrom | cst.Raise, ...]) -> None:
        keywords = scan_keywords(self._text)
        imports = [node for node in statements if not isinstance(node, cst.Raise)]
        raises = [node for node in statements if isinstance(node, cst.Raise)]
        if not keywords.certain or len(imports) != len(keywords.imports) or len(raises) != len(keywords.raises):
            return
        places: dict[int, ImportPlace] = {}
        for node, at, from_at in zip(imports, keywords.imports, keywords.froms, strict=True):
            reader = _Reader(self._text, self._lines, from_at if isinstance(node, cst.ImportFrom) else at)
            place = reader.from_import(node, at) if isinstance(node, cst.ImportFrom) else reader.plain_import(node)
            if place is None:
                return
            places[id(node)] = place
        self._imports = places
        self._raises = {id(node): at for node, at in zip(raises, keywords.raises, strict=True)}

    def _slow_import(self, statement: cst.Import | cst.ImportFrom) -> ImportPlace:
        if isinstance(statement, cst.Import):
            parts = tuple(PartPlace(self._ask_provider(alias.name), ()) for alias in statement.names)
            return ImportPlace(self._ask_provider(statement), parts)
        ends = [*statement.relative, *([statement.module] if statement.module else [])]
        first, last = self._ask_provider(ends[0]), self._ask_provider(ends[-1])
        module = Span(first.line, first.column, last.end_line, last.end_column)
        names = () if isinstance(statement.names, cst.ImportStar) else statement.names
        return ImportPlace(
            self._ask_provider(statement),
            (PartPlace(module, tuple(self._ask_provider(alias.name) for alias in names)),),
        )


class _Mismatch(Exception):
    """The text at hand is not the statement that the tree names."""


class _Reader:
    """Reads one import statement token by token, from its first keyword on."""

    def __init__(self, text: str, lines: Lines, start: int) -> None:
        self._text = text
        self._lines = lines
        self._start = start
        self._end = start

    def plain_import(self, statement: cst.Import) -> ImportPlace | None:
        try:
            self._token("import")
            parts: list[PartPlace] = []
            for alias in statement.names:
                if parts:
                    self._token(",")
                parts.append(PartPlace(self._dotted(alias.name), ()))
                self._as_name(alias)
        except _Mismatch:
            return None
        return ImportPlace(self._lines.span(self._start, self._end), tuple(parts))

    def from_import(self, statement: cst.ImportFrom, keyword: int) -> ImportPlace | None:
        try:
            self._token("from")
            module = self._module(statement)
            if self._token("import") != keyword:
                return None
            names = self._names(statement)
        except _Mismatch:
            return None
        return ImportPlace(self._lines.span(self._start, self._end), (PartPlace(module, names),))

    def _module(self, statement: cst.ImportFrom) -> Span:
        starts = [self._token(".") for _ in statement.relative]
        if statement.module is not None:
            span = self._dotted(statement.module)
            starts.append(self._lines.offset(span.line, span.column))
        return self._lines.span(starts[0], self._end)

    def _names(self, statement: cst.ImportFrom) -> tuple[Span, ...]:
        if isinstance(statement.names, cst.ImportStar):
            self._token("*")
            return ()
        if statement.lpar:
            self._token("(")
        spans: list[Span] = []
        for alias in statement.names:
            if spans:
                self._token(",")
            spans.append(self._dotted(alias.name))
            self._as_name(alias)
        if statement.lpar:
            if isinstance(statement.names[-1].comma, cst.Comma):
                self._token(",")
            self._token(")")
        return tuple(spans)

    def _as_name(self, alias: cst.ImportAlias) -> None:
        if alias.asname is not None:
            self._token("as")
            self._dotted(alias.asname.name)

    def _dotted(self, node: cst.BaseExpression) -> Span:
        parts: list[str] = []
        while isinstance(node, cst.Attribute):
            parts.append(node.attr.value)
            node = node.value
        if not isinstance(node, cst.Name):
            raise _Mismatch
        start = self._token(node.value)
        for part in reversed(parts):
            self._token(".")
            self._token(part)
        return self._lines.span(start, self._end)

    def _token(self, expected: str) -> int:
        gap = _GAP.match(self._text, self._end)
        start = gap.end() if gap else self._end
        if not self._text.startswith(expected, start):
            raise _Mismatch
        self._end = start + len(expected)
        return start
