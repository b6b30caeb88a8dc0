"""What stays of a class."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from graphcheck.extract.outline import LINE, NAMED_CALL, cut
from graphcheck.extract.reduce.clues import Clues
from graphcheck.extract.reduce.displays import shorten_display
from graphcheck.extract.reduce.functions import function_name, header_calls, in_header, reduce_body, reduce_uncalled
from graphcheck.extract.reduce.lines import CLAUSES, WORD, Line, first_word, inner_indent, is_string
from graphcheck.extract.reduce.parts import Part
from graphcheck.model.frozen import frozen

__all__ = ["reduce_class"]

_HEADER = re.compile(r"class[ \t]+(\w+)[ \t]*(?=[(:])")
_DEFINITIONS = frozenset(("def", "class", "@"))
_BUSY = frozenset(("raise", "assert", "return", "yield", "from", "import"))


@frozen
class _Member:
    """A statement of a class body; ``code`` is its ``text`` without the first indentation."""

    kind: str
    code: str
    text: str
    line: int


@frozen
class _Class:
    """What stays of one. ``busy``: its body does more than to define."""

    parts: list[Part]
    busy: bool


def reduce_class(piece: str, line: int, indent: str, clues: Clues) -> list[Part]:
    found = _read(piece, line, indent, clues)
    return [Part(piece, line)] if found is None else found.parts


def _read(piece: str, line: int, indent: str, clues: Clues) -> _Class | None:
    """None where it is not seen what stands in the class."""
    header, first = _HEADER.match(piece, len(indent)), LINE.match(piece)
    if header is None or first is None or not first.group(2).endswith(":"):
        return None
    inner = inner_indent(piece, first.end())
    body = cut(piece, first.end(), inner) if inner else None
    if body is None:
        return None
    members = _members(body.pieces, len(inner), line + piece.count("\n", 0, body.start))
    busy = clues.calls(first.group(2)) or any(_matters(member, inner, clues) for member in members)
    parts = _busy_parts(members, inner, clues) if busy else _quiet_parts(members, inner, clues)
    if busy or parts:
        return _Class([Part(first.group(), line), *(parts or [Part(f"{inner}pass\n", line, made=True)])], busy)
    return _Class([Part(f"{indent}{header.group()}: pass\n", line, made=True)], busy=False)


def _members(pieces: Sequence[str], width: int, line: int) -> list[_Member]:
    members: list[_Member] = []
    for piece in pieces:
        code = piece[width:]
        members.append(_Member(first_word(code), code, piece, line))
        line += piece.count("\n")
    return members


def _matters(member: _Member, indent: str, clues: Clues) -> bool:
    """Whether executing the class body itself does more here than to define."""
    code = member.code
    match member.kind:
        case "def":
            return header_calls(code, clues)
        case "class":
            inner = _read(member.text, member.line, indent, clues)
            return inner is None or inner.busy
        case "@":
            return clues.decorator_matters(code)
        case kind if is_string(kind, code):
            return False
        case kind if kind in CLAUSES or kind in _BUSY:
            return True
        case _:
            return ";" in code or ":=" in code or clues.binds_widely(code) or clues.calls(code) or clues.exits(code)


def _quiet_parts(members: Sequence[_Member], indent: str, clues: Clues) -> list[Part]:
    """Imports of the methods."""
    parts: list[Part] = []
    for member in members:
        if member.kind == "def":
            parts += reduce_body(member.text, member.line, indent, clues)
        elif member.kind == "class":
            inner = _read(member.text, member.line, indent, clues)
            parts += inner.parts if inner and len(inner.parts) > 1 else ()
    return parts


def _busy_parts(members: Sequence[_Member], indent: str, clues: Clues) -> list[Part]:
    """What executing the class body does, and the members that it names; of methods also what they import."""
    for member in members:
        if "import" in member.code and member.kind not in _DEFINITIONS:
            clues.learn_imported(member.code)
    called = {name for each in members for name in _called(each, clues)}
    left: list[Sequence[Part]] = []
    idle: dict[int, frozenset[str]] = {}
    decorated = False
    for member in members:
        parts, bound = _left_of(member, indent, clues, called)
        if not parts:
            continue
        if bound is not None and not decorated:
            idle[len(left)] = bound
        left.append(parts)
        decorated = member.kind == "@"
    return [part for parts in _named(left, idle, clues.asked_of_classes) for part in parts]


def _left_of(
    member: _Member, indent: str, clues: Clues, called: set[str]
) -> tuple[Sequence[Part], frozenset[str] | None]:
    """What stays of a member, and the names that it binds if it does nothing else."""
    line = Line(len(indent), member.code, member.text, member.line, member.kind)
    match member.kind:
        case "@":
            return ([Part(member.text, member.line)] if clues.decorator_matters(member.code) else []), None
        case "def":
            name = function_name(member.code)
            if name is None or name in called:
                return [Part(member.text, member.line)], None
            parts = reduce_uncalled(member.text, member.line, indent, clues)
            return parts, frozenset({name}) if len(parts) == 1 and parts[0].made else None
        case "class":
            inner = _read(member.text, member.line, indent, clues)
            if inner is None:
                return [Part(member.text, member.line)], None
            return inner.parts, line.bound if len(inner.parts) == 1 and not inner.busy else None
        case kind if is_string(kind, member.code):
            return [], None
        case _:
            short = shorten_display(member.text)
            part = Part(member.text, member.line) if short is None else Part(short, member.line, made=True)
            return [part], None if _matters(member, indent, clues) else line.bound


def _named(
    left: Sequence[Sequence[Part]], idle: Mapping[int, frozenset[str]], asked: frozenset[str]
) -> Iterator[Sequence[Part]]:
    """Without members that are ``idle``, at their places, and bind no name that is ``asked`` for or that occurs in what
    stays."""
    rest = dict(idle)
    words = set(asked)
    new = [at for at in range(len(left)) if at not in idle]
    while True:
        words.update(word for at in new for part in left[at] for word in WORD.findall(part.text))
        new = [at for at, names in rest.items() if not names.isdisjoint(words)]
        if not new:
            return (parts for at, parts in enumerate(left) if at not in rest)
        for at in new:
            del rest[at]


def _called(member: _Member, clues: Clues) -> Sequence[str]:
    """Names that executing the class body may call: of decorators and of calls of plain names."""
    match member.kind:
        case "def":
            return NAMED_CALL.findall(in_header(member.code))
        case "@":
            return clues.called_by_decorator(member.code)
        case _:
            return NAMED_CALL.findall(member.code)
