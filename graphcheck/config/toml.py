"""TOML through tomli, with the positions that tomli does not keep."""

from __future__ import annotations

import re

import tomli

from graphcheck.config.document import KeyPath, Place, SyntaxProblem

__all__ = ["parse_toml"]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")|'
    r"'''.*?'{3,5}(?!')|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'[^'\n]*'",
    re.DOTALL,
)
_BARE_KEY = re.compile(r"[^\s.=\[\]{},#\"']+")
_SCALAR = re.compile(r"[^,\[\]{}#\n]+")


def parse_toml(text: str, *, version_1_1: bool = True) -> tuple[dict[str, object], dict[KeyPath, Place]]:
    """The table and where everything stands. Raises ``SyntaxProblem`` at the first mistake.

    Without ``version_1_1`` line breaks and a trailing comma in an inline table are mistakes, as in TOML 1.0.
    """
    text = text.replace("\r\n", "\n")
    try:
        data = tomli.loads(text)
        scanner = _Scanner(text)
        places = scanner.scan()
    except tomli.TOMLDecodeError as error:
        raise SyntaxProblem(error.msg, error.lineno, error.colno) from None
    except RecursionError:
        raise SyntaxProblem("nested too deeply", 1, 1) from None
    if scanner.beyond_1_0 is not None and not version_1_1:
        line = text.count("\n", 0, scanner.beyond_1_0) + 1
        column = scanner.beyond_1_0 - text.rfind("\n", 0, scanner.beyond_1_0)
        raise SyntaxProblem("newlines are not allowed in inline tables", line, column)
    return data, places


class _Scanner:
    """Walks a document that tomli accepted, so that it need not look for mistakes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._places: dict[KeyPath, Place] = {}
        self._counts: dict[KeyPath, int] = {}
        self.beyond_1_0: int | None = None
        """Where an inline table first has a line break or a trailing comma."""

    def scan(self) -> dict[KeyPath, Place]:
        table: KeyPath = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self._places

    def _header(self) -> KeyPath:
        """``[a.b]`` or ``[[a.b]]``; the path of the table that it opens."""
        start = self._at
        brackets = 2 if self._text.startswith("[[", start) else 1
        self._at += brackets
        self._skip(_SPACE)
        keys = self._dotted_key()
        path = (*self._inside_arrays(tuple(keys[:-1])), keys[-1])
        if brackets == 2:
            index = self._counts[path] = self._counts.get(path, -1) + 1
            path += (index,)
        self._skip(_SPACE)
        self._at += brackets
        self._places[path] = Place((start, self._at), (start, self._at))
        for length in range(1, len(path)):
            self._places.setdefault(path[:length], self._places[path])
        return path

    def _inside_arrays(self, keys: KeyPath) -> KeyPath:
        """``keys`` with the index of the newest element wherever one names an array of tables."""
        path: KeyPath = ()
        for key in keys:
            path += (key,)
            if path in self._counts:
                path += (self._counts[path],)
        return path

    def _pair(self, table: KeyPath) -> None:
        start = self._at
        keys = self._dotted_key()
        key_end = self._at
        self._skip(_BLANK)
        self._at += 1
        self._skip(_BLANK)
        path = table + tuple(keys)
        value = self._value(path)
        for length in range(len(table) + 1, len(path)):
            self._places.setdefault(path[:length], Place((start, key_end), value))
        self._places[path] = Place((start, key_end), value)

    def _dotted_key(self) -> list[str]:
        keys = [self._key()]
        while True:
            end = self._at
            self._skip(_SPACE)
            if not self._text.startswith(".", self._at):
                self._at = end
                return keys
            self._at += 1
            self._skip(_SPACE)
            keys.append(self._key())

    def _key(self) -> str:
        start = self._at
        if self._text[start] in "\"'":
            self._skip(_STRING)
            return next(iter(tomli.loads(f"{self._text[start : self._at]}=0")))
        self._skip(_BARE_KEY)
        return self._text[start : self._at]

    def _value(self, path: KeyPath) -> tuple[int, int]:
        start = self._at
        opening = self._text[start]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif opening in "\"'":
            self._skip(_STRING)
        else:
            self._skip(_SCALAR)
            self._at = start + len(self._text[start : self._at].rstrip())
        return start, self._at

    def _array(self, path: KeyPath) -> None:
        self._at += 1
        index = 0
        while not self._ends_with("]"):
            element = self._value((*path, index))
            self._places[*path, index] = Place(element, element)
            index += 1

    def _inline_table(self, path: KeyPath) -> None:
        self._at += 1
        while True:
            start = self._at
            ended = self._ends_with("}")
            gap = self._text[start : self._at]
            if self.beyond_1_0 is None and ("\n" in gap or (ended and "," in gap)):
                self.beyond_1_0 = start
            if ended:
                return
            self._pair(path)

    def _ends_with(self, closing: str) -> bool:
        """Skips blanks and commas; True, and past it, at the closing bracket."""
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)
        if self._text[self._at] != closing:
            return False
        self._at += 1
        return True

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._text, self._at)
        if match is not None:
            self._at = match.end()
