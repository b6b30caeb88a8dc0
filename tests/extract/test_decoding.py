"""Bytes to text. The verdicts and their wording were recorded by compiling these bytes in Pyodide 0.28.2."""

from __future__ import annotations

import pytest

from graphcheck.model.imports import ParseFailure
from graphcheck.model.location import Span
from tests.extract.reading import read

ACCEPTED = [
    b"# coding: latin-1\nx='\xff'\n",
    b"# coding: utf-8-sig\nx=1\n",
    b"#!/a\r# coding: latin-1\r\xe9=1\r",
    b"# coding: idna\nx=1",
    b"# coding: \xff\n",
    b"x=1 # \xff\n",
    b"x=1\n# \xe9\n",
    b"\xef\xbb\xbf# coding: utf-8\nx=1",
    b'# coding: latin1\n"\xff"',
    b"import a\x0cas b",
]

NOT_UTF_8 = "(unicode error) 'utf-8' codec can't decode byte "
NO_TEXT = "is not a text encoding; use codecs.decode() to handle arbitrary codecs"
REFUSED = [
    (b"\xff\n", NOT_UTF_8 + "0xff in position 0: invalid start byte", 1),
    (b"x=1\n\n'\xff'\n", NOT_UTF_8 + "0xff in position 0: invalid start byte", 3),
    (b"x\x00=1", "source code string cannot contain null bytes", 1),
    (b"# coding: foo\n", "unknown encoding: foo", 1),
    (b"\xef\xbb\xbf# coding: latin-1\n", "encoding problem: iso-8859-1 with BOM", 1),
    (
        b"# coding: ascii\nx='\xff'\n",
        "'ascii' codec can't decode byte 0xff in position 19: ordinal not in range(128)",
        1,
    ),
    (b"# coding: rot13\n", f"'rot13' {NO_TEXT}", 1),
    (b"# coding: utf-16\nx=1\n", "'utf-16-le' codec can't decode byte 0x0a in position 20: truncated data", 1),
    (b"# coding: utf8\n\xff", "'utf-8' codec can't decode byte 0xff in position 15: invalid start byte", 1),
    (b"# coding: UTF_8-foo\n\xff", NOT_UTF_8 + "0xff in position 0: invalid start byte", 2),
    (b"# coding: base64\n", f"'base64' {NO_TEXT}", 1),
    (b"\\\n# coding: latin-1\n'\xe9'", NOT_UTF_8 + "0xe9 in position 0: unexpected end of data", 3),
    (b"# coding: iso-8859-15-foo\n'\xa4'", "unknown encoding: iso-8859-15-foo", 1),
    (
        b'# coding: cp1252\n"\x81"\n',
        "'charmap' codec can't decode byte 0x81 in position 18: character maps to <undefined>",
        1,
    ),
    (b'"""\n# coding: latin-1\n\xe9"""', NOT_UTF_8 + "0xe9 in position 19: unexpected end of data", 3),
    (b"x = 1\n\n\xe9 = '\xff'\n", NOT_UTF_8 + "0xe9 in position 0: unexpected end of data", 3),
    (
        b"# coding: euc-jp\n'\xff'",
        "'euc_jp' codec can't decode byte 0xff in position 18: illegal multibyte sequence",
        1,
    ),
    (b"\xef\xbb\xbf\xef\xbb\xbfx=1", "invalid non-printable character U+FEFF", 1),
]


@pytest.mark.parametrize("source", ACCEPTED)
def test_what_python_accepts(source: bytes) -> None:
    assert read(source).failure is None


@pytest.mark.parametrize(("source", "message", "line"), REFUSED)
def test_what_python_refuses(source: bytes, message: str, line: int) -> None:
    failure = read(source).failure
    assert failure is not None
    assert (failure.message, failure.line) == (message, line)


def test_columns_of_other_encodings_count_characters() -> None:
    (site,) = read("# coding: euc-jp\n'日本'; import a\n".encode("euc-jp")).sites
    assert site.span == Span(2, 14, 2, 15)


def test_a_failure_leaves_nothing_else() -> None:
    facts = read(b"import a\nx = = 1\n")
    assert (facts.sites, facts.body) == ((), ())
    assert facts.failure == ParseFailure("invalid syntax", 2, 5)


UNDECLARED = "Non-UTF-8 code starting with '{}' on line {}, but no encoding declared; see https://peps.python.org/pep-0263/ for details"  # noqa: E501


@pytest.mark.parametrize(
    ("source", "byte", "line", "column"),
    [
        (b"\xff\n", "\\xff", 1, 1),
        (b"x=1\n\n'\xff'\n", "\\xff", 3, 2),
        (b"# coding: UTF_8-foo\n\xff", "\\xff", 2, 1),
        (b'"""\n# coding: latin-1\n\xe9"""', "\\xe9", 3, 1),
        (b"# coding: \xff\n", "\\xff", 1, 11),
        (b"x=1\n# \xe9\n", "\\xe9", 2, 3),
        (b"\n\n# coding: latin-1\n'\xe9'\n", "\\xe9", 4, 2),
    ],
)
def test_python_3_14_checks_every_line(source: bytes, byte: str, line: int, column: int) -> None:
    """Recorded in Pyodide 314.0.6."""
    assert read(source, (3, 14)).failure == ParseFailure(UNDECLARED.format(byte, line), line, column)
