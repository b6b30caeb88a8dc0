"""One logical line as tokens, each with the white space before it."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from functools import lru_cache
from keyword import kwlist
from typing import Any, TypeAlias

import libcst as cst

from graphcheck.extract.outline import STRING_LITERAL

__all__ = ["HARD", "Token", "Tokens", "Unread"]

_SPACE = r"((?:[ \t]|\\\n|\#[^\n]*+\n|\n)*+)"
_STRING = rf"(?:[rRbBuUfFtT]{{1,2}})?{STRING_LITERAL}"
_NUMBER = r"(?>0[xXbBoO][\da-fA-F_]++|(?:\d[\d_]*+\.?[\d_]*+|\.\d[\d_]*+)(?:[eE][-+]?\d[\d_]*+)?[jJ]?)(?![\w.])"
_OPERATOR = r"\*\*=|//=|>>=|<<=|\.\.\.|[-+*/%&|^@!=<>:]=|->|\*\*|//|<<|>>|[-+*/%@&|^~<>()\[\]{},:.;=]"
_TOKEN = re.compile(rf"{_SPACE}(?:({_STRING}|{_NUMBER})|([^\W\d]\w*+)|({_OPERATOR}))", re.DOTALL)
HARD = frozenset(kwlist) - {"None", "True", "False"}
"""Words that are no names."""

Token: TypeAlias = tuple[str, str, str, str]
"""White space, then one of: a literal, a word, an operator."""
_END: Token = ("", "", "", "\n")


class Unread(Exception):
    """The text has a form that only libcst reads."""


class Tokens(ABC):
    """``indent`` is that of the block around the line. Expressions are made of each other: who reads a part of one asks
    the tokens for the others."""

    def __init__(self, code: str, indent: str) -> None:
        code = code.rstrip(" \t")
        found: list[Token] = _TOKEN.findall(code)
        if sum(map(len, map("".join, found))) < len(code):
            raise Unread
        found.append(_END)
        self._tokens = found
        self._indent = indent
        self._at = 0
        self.blank, self.literal, self.word, self.mark = found[0]

    @abstractmethod
    def expression(self) -> Any:
        """The one that begins here."""

    @abstractmethod
    def disjunction(self) -> Any:
        """The same, but neither a lambda nor a choice by ``if``."""

    @abstractmethod
    def primary(self) -> Any:
        """A value with its attributes, calls and subscripts."""

    def step(self) -> None:
        self._at += 1
        self.blank, self.literal, self.word, self.mark = self._tokens[self._at]

    @property
    def next_mark(self) -> str:
        return self._tokens[self._at + 1][3]

    @property
    def space(self) -> cst.BaseParenthesizableWhitespace:
        """Before the token at hand."""
        blank = self.blank
        return _PLAIN.get(blank) or _space(blank, self._indent if "\n" in blank else "")

    def take(self, mark: str) -> None:
        if self.mark != mark:
            raise Unread
        self.step()

    def take_word(self, word: str) -> None:
        if self.word != word:
            raise Unread
        self.step()

    def take_name(self) -> str:
        word = self.word
        if not word or word in HARD:
            raise Unread
        self.step()
        return word


_PLAIN = {written: cst.SimpleWhitespace(written) for written in ("", " ", "  ")}


@lru_cache(maxsize=4096)
def _space(written: str, indent: str) -> cst.BaseParenthesizableWhitespace:
    """The node of what stands between two tokens."""
    if "\n" not in written.replace("\\\n", "") and "#" not in written:
        return cst.SimpleWhitespace(written)
    if "\\" in written:
        raise Unread
    first, *others = written.split("\n")
    before, mark, comment = first.partition("#")
    start = cst.TrailingWhitespace(cst.SimpleWhitespace(before), cst.Comment(mark + comment) if mark else None)
    *empty, last = (_after(each, indent) for each in others)
    lines = []
    for inside, rest in empty:
        before, mark, comment = rest.partition("#")
        lines.append(cst.EmptyLine(inside, cst.SimpleWhitespace(before), cst.Comment(mark + comment) if mark else None))
    return cst.ParenthesizedWhitespace(start, lines, last[0], cst.SimpleWhitespace(last[1]))


def _after(line: str, indent: str) -> tuple[bool, str]:
    """Whether ``line`` is indented like the block, and what stands behind that."""
    inside = line.startswith(indent)
    return inside, line[len(indent) :] if inside else line
