"""From the bytes of a configuration file to a ``Document``."""

from __future__ import annotations

from graphcheck.config.document import Document, SyntaxProblem, line_starts
from graphcheck.config.jsonc import parse_jsonc
from graphcheck.config.toml import parse_toml
from graphcheck.model.tree import SourceTree

__all__ = ["decode_text", "read_document"]

# In this order, because UTF-32 LE begins like UTF-16 LE (wrangler, workers-utils/src/parse.ts).
_REFUSED_MARKS = (
    (b"\x00\x00\xfe\xff", "UTF-32 BE"),
    (b"\xff\xfe\x00\x00", "UTF-32 LE"),
    (b"\xfe\xff", "UTF-16 BE"),
    (b"\xff\xfe", "UTF-16 LE"),
)


def decode_text(content: bytes) -> str:
    """Text as wrangler reads it: one UTF-8 byte order mark dropped, undecodable bytes replaced.

    Raises ``SyntaxProblem`` for the byte order marks of other encodings.
    """
    for mark, encoding in _REFUSED_MARKS:
        if content.startswith(mark):
            message = f"Configuration file contains {encoding} byte order marker"
            raise SyntaxProblem(message, 1, 1, hint="save the file as UTF-8")
    return content.decode("utf-8", "replace").removeprefix("\ufeff")


def read_document(tree: SourceTree, path: str, *, toml_1_1: bool = True) -> Document:
    """Reads by extension: ``.toml``, ``.json``, ``.jsonc``; any other is an empty document, as for wrangler.

    A JSON document that is not an object acts like an empty one.
    Raises ``TreeError`` when the file cannot be read, ``SyntaxProblem`` when it cannot be parsed.
    """
    text = decode_text(tree.read(path))
    if path.endswith(".toml"):
        table, places = parse_toml(text, version_1_1=toml_1_1)
        return Document(path, table, places, line_starts(text.replace("\r\n", "\n")))
    if path.endswith((".json", ".jsonc")):
        value, places = parse_jsonc(text)
        return Document(path, value if isinstance(value, dict) else {}, places, line_starts(text))
    return Document(path, {})
