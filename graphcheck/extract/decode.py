"""Source bytes to text, as CPython's ``compile(bytes)`` does it (Lib/importlib hands it the bytes of the file).

The wording of each refusal was recorded by compiling such bytes in Pyodide 0.26.0a2, 0.28.2 and 314.0.6 (Python 3.12.1,
3.13.2 and 3.14.2).
"""

from __future__ import annotations

import codecs
import re

from graphcheck.extract.scan import TOKENS
from graphcheck.extract.target import Target
from graphcheck.model.imports import ParseFailure

__all__ = ["decode_source"]

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_LINE_END = re.compile(rb"\r\n?|\n")
_ESCAPED = re.compile("[\udc80-\udcff]")
_NAME = re.compile(r"[\w\udc80-\udcff]+")
_NULL = "source code string cannot contain null bytes"
_CHECKED_LINE_BY_LINE = (3, 14)
_UTF_8 = "utf-8"
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def decode_source(source: bytes, target: Target) -> str | ParseFailure:
    """The text with every line ended by ``\\n``; lone surrogates never occur in it."""
    if b"\0" in source:
        return ParseFailure(_NULL, 1, 1, text=_NULL)
    body = source.removeprefix(codecs.BOM_UTF8)
    encoding = _declared_encoding(body)
    if len(body) < len(source) and encoding not in (None, _UTF_8):
        problem = f"encoding problem: {encoding} with BOM"
        return ParseFailure(problem, 1, 1) if target.python >= _CHECKED_LINE_BY_LINE else _unread(problem)
    text = _decode_utf8(body, target) if encoding in (None, _UTF_8) else _decode_declared(body, str(encoding))
    if isinstance(text, ParseFailure):
        return text
    if text.startswith(_BOM):
        return ParseFailure("invalid non-printable character U+FEFF", 1, 1)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _declared_encoding(source: bytes) -> str | None:
    """PEP 263: a comment in line one, or in line two if line one is blank or a comment."""
    for line in _LINE_END.split(source, maxsplit=2)[:2]:
        cookie = _COOKIE.match(line)
        if cookie:
            return _normal_name(cookie.group(1).decode("ascii", "replace"))
        if not _BLANK.match(line):
            return None
    return None


def _normal_name(name: str) -> str:
    """CPython's ``get_normal_name`` (Parser/tokenizer.c): only these two families have a second spelling."""
    spelling = name[:12].lower().replace("_", "-")
    if spelling == _UTF_8 or spelling.startswith("utf-8-"):
        return _UTF_8
    for latin in ("latin-1", "iso-8859-1", "iso-latin-1"):
        if spelling == latin or spelling.startswith(latin + "-"):
            return "iso-8859-1"
    return name


def _decode_declared(source: bytes, encoding: str) -> str | ParseFailure:
    try:
        text = source.decode(encoding)
    except UnicodeError as error:
        return _unread(str(error))
    except LookupError as error:
        return _unread(_lookup_message(error, encoding))
    except Exception as error:  # noqa: BLE001 - codecs are free to raise what they like on hostile bytes
        return _unread(f"decoding with {encoding!r} codec failed ({type(error).__name__}: {error})")
    surrogate = re.search("[\ud800-\udfff]", text)
    if surrogate:
        return ParseFailure("'utf-8' codec can't encode a surrogate: surrogates not allowed", 1, 1)
    return text


def _unread(message: str) -> ParseFailure:
    """No line was read yet: the exception names line 0."""
    return ParseFailure(message, 1, 1, text=f"{message} ({{file}}, line 0)")


def _lookup_message(error: LookupError, encoding: str) -> str:
    return str(error) if "text encoding" in str(error) else f"unknown encoding: {encoding}"


def _decode_utf8(source: bytes, target: Target) -> str | ParseFailure:
    try:
        return source.decode(_UTF_8)
    except UnicodeDecodeError as error:
        strict = target.python >= _CHECKED_LINE_BY_LINE
        return _undeclared(source, error.start) if strict else _decode_damaged(source)


def _undeclared(source: bytes, offset: int) -> ParseFailure:
    before = source[:offset].decode(_UTF_8).replace("\r\n", "\n").replace("\r", "\n")
    line = before.count("\n") + 1
    message = (
        f"Non-UTF-8 code starting with '\\x{source[offset]:02x}' on line {line}, but no encoding declared; "
        "see https://peps.python.org/pep-0263/ for details"
    )
    return ParseFailure(message, line, len(before) - before.rfind("\n"))


def _decode_damaged(source: bytes) -> str | ParseFailure:
    """Before Python 3.14, CPython decodes token by token, and comments never: a bad byte there is harmless."""
    text = source.decode(_UTF_8, "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
    end = 0
    for token in TOKENS.finditer(text):
        bad = _ESCAPED.search(text, end, token.start())
        if bad:
            return _undecodable(text, bad.start(), _identifier_around(text, bad.start()))
        if text[token.start()] != "#":
            bad = _ESCAPED.search(text, token.start(), token.end())
            if bad:
                return _undecodable(text, bad.start(), _string_body(token.group()))
        end = token.end()
    bad = _ESCAPED.search(text, end)
    if bad:
        return _undecodable(text, bad.start(), _identifier_around(text, bad.start()))
    return _ESCAPED.sub("\N{REPLACEMENT CHARACTER}", text)


def _identifier_around(text: str, offset: int) -> str:
    line_start = text.rfind("\n", 0, offset) + 1
    names = (name for name in _NAME.finditer(text, line_start) if name.end() > offset)
    return next(names).group()


def _string_body(token: str) -> str:
    quote = min(position for position in (token.find('"'), token.find("'")) if position >= 0)
    width = 3 if token[quote : quote + 3] in ('"""', "'''") else 1
    return token[quote + width :].removesuffix(token[quote : quote + width])


def _undecodable(text: str, offset: int, token: str) -> ParseFailure:
    line_start = text.rfind("\n", 0, offset) + 1
    line = text.count("\n", 0, offset) + 1
    try:
        token.encode(_UTF_8, "surrogateescape").decode(_UTF_8)
    except UnicodeDecodeError as error:
        return ParseFailure(f"(unicode error) {error}", line, offset - line_start + 1)
    return ParseFailure("(unicode error) 'utf-8' codec can't decode the file", line, offset - line_start + 1)
