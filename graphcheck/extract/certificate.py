"""Whether a text is a program, asked of ruff's parser, which is fifty times as fast as libcst.

What it accepts, libcst accepts too, but for the layouts and the grammar that are named here: these, and whatever it
refuses, are left to libcst.
"""

from __future__ import annotations

import re
from functools import cache

import ast_serialize

from graphcheck.extract.outline import LINE
from graphcheck.extract.scan import STRING, TOKENS, is_ascii_code, longest_field, without_texts

__all__ = ["is_certain", "is_program"]

_ODD_BYTES = bytes((*range(0x09), *range(0x0B, 0x20), 0x7F))
_ODD_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_TAB_AFTER_SPACES = re.compile(r"^ +\t|\t +\S", re.MULTILINE)
_ODD_CONTINUATION = re.compile(r"\\\n[ \t]*(?:$|\\)|\\\n?\Z", re.MULTILINE)
_CONTINUATION = re.compile(r"\\\n")
_FORMATTED = re.compile("[fFtT][rR]?['\"]")
"""How f-strings and t-strings begin, but for an ``r`` before it."""
_STRING = re.compile(STRING, re.VERBOSE | re.DOTALL)
_GROUPED_TARGET = r"\((?:[\s(]|\\\n|\#[^\n]*){0,20}+[^\W\d][\w.]*(?:\[[^\]\n]*\][\w.]*)*\s*\)+[ \t]*:"
_ANNOTATED_GROUPS = tuple(re.compile(before + r"[ \t]*" + _GROUPED_TARGET) for before in ("\n", ";", r"\):", "else:"))
"""``(name): int``, which libcst does not know."""
_RAW_TEMPLATES = tuple(prefix + quote for prefix in ("tr", "tR", "Tr", "TR") for quote in "'\"")
"""How strings begin that libcst does not know either."""
_BARE = re.compile(r"except[ \t]*:")
_CLAUSE = re.compile(r"^([ \t]*)(?:try\b|except\b(?P<bare>[ \t]*:)?)", re.MULTILINE)
_MANY_SPACES = " " * 99
_LONGEST = 5_000_000
_LATEST = (3, 14)
"""The whole grammar that libcst reads: what the target's Python refuses of it is told elsewhere."""


def is_certain(text: str) -> bool:
    """False also where it is not worth the doubt. ``text`` has ``\\n`` at the end of each line and nests no deeper than
    ``nesting.MOST_LEVELS``: the parser recurses on the C stack."""
    if len(text) > _LONGEST or _is_odd(text):
        return False
    return _is_accepted(text) and not (("\t" in text or _MANY_SPACES in text) and _indents_deeply(text))


def is_program(text: str) -> bool:
    """Whether ruff's parser accepts ``text``, which is as in ``is_certain``: for some Python it may be a program."""
    return len(text) <= _LONGEST and _is_accepted(text)


def _is_accepted(text: str) -> bool:
    return not ast_serialize.parse("module.py", text, skip_function_bodies=True, python_version=_LATEST)[1]


def _is_odd(text: str) -> bool:
    if _has_odd_characters(text) or ("\t" in text and _TAB_AFTER_SPACES.search(text)):
        return True
    if "\\\n" in text and _continues_oddly(text) and _continues_oddly(without_texts(text)):
        return True
    if not _fields_end_inside(text):
        return True
    if any(group.search(text) for group in _ANNOTATED_GROUPS) or text.startswith("("):
        return True
    return "except" in text and _has_early_bare_except(text)


def _continues_oddly(text: str) -> bool:
    """Also where nothing but the backslash stands in a line."""
    ends = (found.start() for found in _CONTINUATION.finditer(text))
    return bool(_ODD_CONTINUATION.search(text)) or any(
        not text[text.rfind("\n", 0, end) + 1 : end].strip(" \t") for end in ends
    )


def _has_odd_characters(text: str) -> bool:
    """Control characters anywhere, or letters beyond ASCII in code."""
    if text.isascii():
        return len(text.encode().translate(None, _ODD_BYTES)) < len(text)
    return bool(_ODD_CHARACTER.search(text)) or not is_ascii_code(text)


def _fields_end_inside(text: str) -> bool:
    """Whether no f-string or t-string has quotes of its own kind in its fields, as ``scan`` takes for granted, nor a
    prefix that libcst does not know."""
    marks = set(_FORMATTED.findall(text))
    if any(re.search(rf"(?<![\w'\"]){mark}", text) for mark in marks if mark in _RAW_TEMPLATES):
        return False
    if all(_is_plain_where_it_may_begin(text, mark) for mark in marks):
        return True
    strings = (token.group() for token in TOKENS.finditer(text) if token.lastgroup == "fields")
    return all(longest_field(string)[1] for string in strings)


def _is_plain_where_it_may_begin(text: str, mark: str) -> bool:
    for found in _doubtful(mark).finditer(text):
        start = found.start()
        begin = start - 1 if text[start - 1 : start] in ("r", "R") else start
        if not text[max(begin - 1, 0) : begin].isalnum() and text[begin - 1 : begin] != "_":
            string = _STRING.match(text, begin)
            if string is None or not longest_field(string.group())[1]:
                return False
    return True


@cache
def _doubtful(mark: str) -> re.Pattern[str]:
    """How a string begins that is not on one line, with neither quotes nor braces in its fields."""
    quote = mark[-1]
    code = rf"[^{quote}\\\n{{}}]*+"
    return re.compile(rf"{mark}(?!(?!{quote}{quote}){code}(?:\{{{code}\}}{code})*+{quote})")


def _indents_deeply(text: str) -> bool:
    """Whether code may be indented a hundred times, which CPython and libcst refuse."""
    whole = text if text.endswith("\n") else text + "\n"
    return any(len(line.group(1) or "") >= len(_MANY_SPACES) for line in LINE.finditer(whole))


def _has_early_bare_except(text: str) -> bool:
    """Whether an ``except:`` may stand before another clause: libcst refuses it, ruff's parser does not."""
    if not _BARE.search(text):
        return False
    bare: set[str] = set()
    for clause in _CLAUSE.finditer(text):
        indent = clause.group(1)
        if clause.group("bare"):
            bare.add(indent)
        elif clause.group().endswith("try"):
            bare.discard(indent)
        elif indent in bare:
            return True
    return False
