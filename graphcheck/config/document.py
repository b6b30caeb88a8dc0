"""A configuration file that was read: its values, and where each was written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import field, replace

from graphcheck.model.frozen import frozen
from graphcheck.model.location import Origin, Span

__all__ = ["MISSING", "Document", "Key", "KeyPath", "Place", "SyntaxProblem", "key_text", "line_starts"]

Key = str | int
KeyPath = tuple[Key, ...]


class Missing:
    """The type of ``MISSING``: a key that is absent, which is not the same as null."""


MISSING = Missing()


class SyntaxProblem(Exception):
    """The text is not a document; ``line`` and ``column`` count from 1."""

    def __init__(self, message: str, line: int, column: int, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint


@frozen
class Place:
    """Character offsets of a key and of its value, end exclusive. Elements of lists have no key of their own."""

    key: tuple[int, int]
    value: tuple[int, int]


@frozen
class Document:
    """``data`` as the parser gave it. ``path`` is a ``SourceTree`` path."""

    path: str
    data: Mapping[str, object]
    places: Mapping[KeyPath, Place] = field(default_factory=dict)
    starts: tuple[int, ...] = (0,)

    def get(self, *keys: Key) -> object:
        """The value at a key path, ``MISSING`` where it does not exist."""
        value: object = self.data
        for key in keys:
            is_element = isinstance(value, list) and isinstance(key, int) and key < len(value)
            if not is_element and not (isinstance(value, Mapping) and key in value):
                return MISSING
            value = value[key]  # type: ignore[index]
        return value

    def inside(self, *keys: str) -> Document:
        """The same file, as if all of it stood in a table of these names."""
        data: Mapping[str, object] = self.data
        for key in reversed(keys):
            data = {key: data}
        return replace(self, data=data, places={(*keys, *path): place for path, place in self.places.items()})

    def origin(self, *keys: Key) -> Origin:
        """Where the value of a key path stands; the nearest parent with a known place lends its span."""
        return Origin(self.path, key_text(keys), self._span(keys, of_key=False))

    def key_origin(self, *keys: Key) -> Origin:
        """Where the key itself stands."""
        return Origin(self.path, key_text(keys), self._span(keys, of_key=True))

    def _span(self, keys: KeyPath, *, of_key: bool) -> Span | None:
        for length in range(len(keys), 0, -1):
            place = self.places.get(keys[:length])
            if place is not None:
                start, end = place.key if of_key or length < len(keys) else place.value
                return Span(*self._position(start), *self._position(end))
        return None

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def key_text(keys: KeyPath) -> str:
    """A key path as people write it: ``env.staging.rules[0].type``."""
    text = ""
    for key in keys:
        if isinstance(key, int):
            text += f"[{key}]"
        else:
            text += f".{key}" if text else key
    return text


def line_starts(text: str) -> tuple[int, ...]:
    """Offsets at which the lines of ``text`` begin."""
    starts = [0]
    position = text.find("\n")
    while position >= 0:
        starts.append(position + 1)
        position = text.find("\n", position + 1)
    return tuple(starts)
