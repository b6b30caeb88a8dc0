"""The logical lines of a function, by their text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphcheck.extract.outline import ALONE, LINE

__all__ = [
    "CLAUSES",
    "TARGETS",
    "WORD",
    "Line",
    "definition",
    "first_word",
    "inner_indent",
    "is_string",
    "read_lines",
    "returns_early",
]

CLAUSES = frozenset(
    ("if", "elif", "else", "try", "except", "finally", "with", "for", "while", "match", "case", "async")
)
_STRINGS = frozenset(("'", '"', "r", "R", "b", "B", "u", "U"))
"""How a statement that is a string may begin."""
WORD = re.compile(r"[A-Za-z_]\w*+")
TARGETS = re.compile(r"(?:[\w.,\s\[\]*:]+?(?:[-+%&|^@]|//?|\*\*?|<<|>>)?=(?!=)[ \t]*)+")
_FIRST = re.compile(r"async[ \t]+def\b|[A-Za-z_]\w*|.", re.DOTALL)
_INLINE_RETURN = re.compile(r"[^\"';]*:[ \t]*return\b[^\"';:]*")


@dataclass(slots=True)
class Line:
    """A logical line. ``text`` is all of it, ``number`` its first line in the file, ``word`` its first word."""

    indent: int
    code: str
    text: str
    number: int
    word: str
    kept: bool = False
    asks: bool = False
    asks_all: bool = False
    _bound: frozenset[str] | None = None

    @property
    def bound(self) -> frozenset[str]:
        """Names that the line may bind."""
        if self._bound is None:
            self._bound = frozenset(_bound(self))
        return self._bound


def first_word(code: str) -> str:
    """The first word of a statement, or its first character; ``def`` for an asynchronous function too."""
    found = _FIRST.match(code)
    word = found.group() if found else ""
    return "def" if word.startswith("async") and word.endswith("def") else word


def read_lines(piece: str, number: int) -> list[Line]:
    lines: list[Line] = []
    for match in LINE.finditer(piece):
        indent, code = match.groups()
        text = match.group()
        if code:
            lines.append(Line(len(indent), code, text, number, first_word(code)))
        number += text.count("\n")
    return lines


def definition(piece: str) -> str:
    """A function without what stands behind it: comments belong to it as far as they are indented like its body."""
    lines = [line for line in LINE.finditer(piece) if line.group(2)]
    end = lines[-1].end()
    behind = piece[end:].split("\n") if len(lines) > 1 else []
    while behind and not behind[-1].startswith(lines[1].group(1)):
        behind.pop()
    return (piece[:end] + "\n".join(behind)).strip()


def returns_early(lines: Sequence[Line]) -> bool | None:
    """Whether a ``return`` of the function itself stands in an inner block; None where that is hard to see."""
    hidden: int | None = None
    early = False
    for line in lines[1:]:
        if hidden is not None and line.indent > hidden:
            continue
        hidden = None
        if line.word in ("def", "class"):
            hidden = line.indent
        elif line.word == "return":
            early = early or line.indent > lines[1].indent
        elif "return" in line.code and line.word in CLAUSES and _INLINE_RETURN.fullmatch(line.code):
            early = True
        elif "return" in line.code and (line.word in CLAUSES or ";" in line.code) and not ALONE.match(line.code):
            return None
    return early


def inner_indent(piece: str, start: int) -> str:
    """How the first line of code behind ``start`` is indented; empty where there is none."""
    for line in LINE.finditer(piece, start):
        if line.group(2):
            return str(line.group(1))
    return ""


def is_string(word: str, code: str) -> bool:
    """Whether the statement, whose first word is ``word``, is one string and nothing else, a docstring most often."""
    return word in _STRINGS and ALONE.match(code) is not None


def _bound(line: Line) -> Iterator[str]:
    """Names that the line may bind."""
    code = line.code
    if is_string(line.word, code):
        return
    if ":=" in code:
        yield from WORD.findall(code)
    match line.word:
        case "def" | "class":
            yield from [word for word in WORD.findall(code[:80]) if word not in ("async", "def", "class")][:1]
        case "import" | "from" | "case" | "async" | "type":
            yield from WORD.findall(code)
        case "for":
            yield from WORD.findall(code.partition(" in ")[0])
        case "with" | "except":
            yield from WORD.findall(code.partition(" as ")[2])
        case _:
            if "=" in code:
                targets = TARGETS.match(code)
                yield from WORD.findall(targets.group() if targets else code)
