from __future__ import annotations

import pytest

from graphcheck.config.document import SyntaxProblem
from graphcheck.config.reading import decode_text, read_document
from graphcheck.tree import MemoryTree


def test_one_byte_order_mark_is_dropped_and_bad_bytes_are_replaced() -> None:
    assert decode_text(b"\xef\xbb\xbfa\xff") == "a\ufffd"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\x00\x00\xfe\xff", "UTF-32 BE"),
        (b"\xff\xfe\x00\x00", "UTF-32 LE"),
        (b"\xfe\xff\x00a", "UTF-16 BE"),
        (b"\xff\xfea\x00", "UTF-16 LE"),
    ],
)
def test_other_byte_order_marks_are_refused(mark: bytes, encoding: str) -> None:
    with pytest.raises(SyntaxProblem, match=f"Configuration file contains {encoding} byte order marker"):
        decode_text(mark)


@pytest.mark.parametrize(("name", "text"), [("x.json", "[1]"), ("x.json", "5"), ("x.conf", "a = 1"), ("x.toml", "")])
def test_documents_that_act_as_if_they_were_empty(name: str, text: str) -> None:
    assert read_document(MemoryTree({f"/{name}": text}), f"/{name}").data == {}
