"""JSON with comments and trailing commas: what wrangler reads from ``.json`` and ``.jsonc`` alike.

It is not JSON5. An error carries the name that Microsoft's jsonc-parser, which wrangler uses, gives to the first
mistake: ``ColonExpected``, ``InvalidSymbol``, ... (wrangler 4.86 to 4.164 print nothing else.)
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from graphcheck.config.document import Key, KeyPath, Place, SyntaxProblem, line_starts

__all__ = ["parse_jsonc"]

_TOKEN = re.compile(
    r"""
      (?P<trivia> [ \t\r\n]+ | //[^\r\n]* | /\*(?:[^*]|\*(?!/))*\*/ )
    | (?P<mark> [{}\[\]:,] )
    | (?P<string> " (?: [^"\\\x00-\x1f] | \\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}) )* " )
    | (?P<broken> -?(?:0|[1-9][0-9]*)(?:\.(?![0-9]) | (?:\.[0-9]+)?[eE][+-]?+(?![0-9])) )
    | (?P<number> -?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)? )
    | (?P<word> [^\ \t\r\n{}\[\]":,/]+ )
    """,
    re.VERBOSE,
)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_LARGEST_EXACT = 2.0**53
_DEEPEST = 200


@dataclass(slots=True)
class _Open:
    """A list or object that has begun and not ended."""

    container: dict[str, object] | list[object]
    path: KeyPath
    key: tuple[int, int]
    start: int
    after_value: bool = False


class _Parser:
    """A loop over tokens with a stack of its own, so that nesting never reaches Python's call stack."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.places: dict[KeyPath, Place] = {}
        self._stack: list[_Open] = []
        self._root: object = None
        self._kind = ""
        self._start = self._end = 0
        self._advance()

    def parse(self) -> object:
        self._value((), (0, 0))
        while self._stack:
            self._step(self._stack[-1])
        if self._kind:
            self._fail("EndOfFileExpected")
        return self._root

    def _step(self, frame: _Open) -> None:
        """One element of the innermost container, or its end."""
        closing = "}" if isinstance(frame.container, dict) else "]"
        if not self._kind:
            self._fail("CloseBraceExpected" if closing == "}" else "CloseBracketExpected")
        if self._kind == ",":
            if not frame.after_value:
                self._fail("ValueExpected")
            self._advance()
            frame.after_value = False
        elif frame.after_value and self._kind != closing:
            self._fail("CommaExpected")
        if self._kind == closing:
            self._close(frame)
        elif isinstance(frame.container, dict):
            self._property(frame)
        else:
            frame.after_value = True
            self._value((*frame.path, len(frame.container)), (self._start, self._end))

    def _property(self, frame: _Open) -> None:
        if self._kind != "string":
            self._fail("PropertyNameExpected")
        key, at = self._string(), (self._start, self._end)
        self._advance()
        if self._kind != ":":
            self._fail("ColonExpected")
        self._advance()
        frame.after_value = True
        self._value((*frame.path, key), at)

    def _value(self, path: KeyPath, key: tuple[int, int]) -> None:
        """Takes a literal, or opens a container, and puts it where ``path`` says."""
        match self._kind:
            case "{":
                self._open({}, path, key)
            case "[":
                self._open([], path, key)
            case "string":
                self._literal(self._string(), path, key)
            case "number":
                self._literal(_number(self.text[self._start : self._end]), path, key)
            case "word":
                self._literal(_WORDS[self.text[self._start : self._end]], path, key)
            case _:
                self._fail("ValueExpected")

    def _literal(self, value: object, path: KeyPath, key: tuple[int, int]) -> None:
        self._store(path[-1:], value)
        self.places[path] = Place(key, (self._start, self._end))
        self._advance()

    def _open(self, container: dict[str, object] | list[object], path: KeyPath, key: tuple[int, int]) -> None:
        if len(self._stack) == _DEEPEST:
            self._fail("nested too deeply")
        self._store(path[-1:], container)
        self._stack.append(_Open(container, path, key, self._start))
        self._advance()

    def _close(self, frame: _Open) -> None:
        self.places[frame.path] = Place(frame.key, (frame.start, self._end))
        self._stack.pop()
        self._advance()

    def _store(self, last: tuple[Key, ...], value: object) -> None:
        if not self._stack:
            self._root = value
            return
        container = self._stack[-1].container
        if isinstance(container, list):
            container.append(value)
        else:
            container[str(last[0])] = value

    def _string(self) -> str:
        raw = self.text[self._start : self._end]
        if "\\" not in raw:
            return raw[1:-1]
        value: str = json.loads(raw)
        # A lone surrogate cannot be written as UTF-8: Node puts U+FFFD in its place.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    def _advance(self) -> None:
        """Moves to the next token; the kind of the end of the text is empty."""
        position = self._end
        while position < len(self.text):
            match = _TOKEN.match(self.text, position)
            if match is None or (match.lastgroup == "word" and match.group() not in _WORDS):
                self._start = position
                self._fail(_lexical_error(self.text, position))
            elif match.lastgroup == "broken":
                self._start = position
                self._fail("UnexpectedEndOfNumber")
            elif match.lastgroup == "trivia":
                position = match.end()
            else:
                self._start, self._end = match.span()
                self._kind = match.group() if match.lastgroup == "mark" else str(match.lastgroup)
                return
        self._start = self._end = position
        self._kind = ""

    def _fail(self, code: str) -> None:
        starts = line_starts(self.text[: self._start])
        raise SyntaxProblem(code, len(starts), self._start - starts[-1] + 1)


def _lexical_error(text: str, position: int) -> str:
    """Why no token begins at ``position``."""
    if text.startswith("/*", position):
        return "UnexpectedEndOfComment"
    if text[position] != '"':
        return "InvalidSymbol"
    body = re.compile(r'(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*').match(text, position + 1)
    assert body is not None
    stop = text[body.end() : body.end() + 2]
    if stop[:1] == "\\" and len(stop) == 2:
        return "InvalidUnicode" if stop[1] == "u" else "InvalidEscapeCharacter"
    return "UnexpectedEndOfString" if stop[:1] in ("", "\\", "\r", "\n") else "InvalidCharacter"


def _number(text: str) -> int | float:
    value = float(text)
    return int(value) if value.is_integer() and abs(value) < _LARGEST_EXACT else value


def parse_jsonc(text: str) -> tuple[object, dict[KeyPath, Place]]:
    """The value of a document (of duplicate keys the last wins) and where everything stands.

    Raises ``SyntaxProblem`` at the first mistake.
    """
    parser = _Parser(text)
    return parser.parse(), parser.places
