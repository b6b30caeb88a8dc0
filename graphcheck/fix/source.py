"""The characters of a file, and what it takes to write it back as it was."""

from __future__ import annotations

import codecs
import io
import tokenize

from graphcheck.model.frozen import frozen

__all__ = ["SourceText", "decode_file"]

_MARK = codecs.BOM_UTF8


@frozen
class SourceText:
    """``text`` has the file's own line ends and no byte order mark; ``mark`` is the one that the file begins with."""

    text: str
    encoding: str = "utf-8"
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """Raises ``UnicodeEncodeError`` for a character that the file's encoding does not have."""
        return self.mark + text.encode(self.encoding)


def decode_file(path: str, data: bytes) -> SourceText | None:
    """Python in the encoding that it declares (PEP 263), all else in UTF-8. None where the bytes would not come back
    as they were."""
    mark = _MARK if data.startswith(_MARK) else b""
    try:
        encoding = _encoding(data) if path.endswith(".py") else "utf-8"
        source = SourceText(data.removeprefix(mark).decode(encoding), encoding, mark)
        return source if source.encode(source.text) == data else None
    except (SyntaxError, UnicodeError, LookupError):
        return None


def _encoding(data: bytes) -> str:
    found = tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    return "utf-8" if found == "utf-8-sig" else found
