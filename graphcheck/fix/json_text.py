"""Changes to the text of a JSON document with comments."""

from __future__ import annotations

import re
from collections.abc import Mapping

from graphcheck.config.document import Place

__all__ = ["array_with", "object_with", "without_member"]

# Spaces and comments up to the end of the line: what is said about the value before it.
_REST_OF_LINE = re.compile(r"[ \t]*(?://[^\n]*|/\*[^\n]*?\*/[ \t]*)?(?=\n|\Z)")
_COMMA = re.compile(r"(?:\s|//[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*,")


def array_with(text: str, array: Place, last: Place | None, value: str) -> str:
    """``value`` behind the last element, or as the only one."""
    if last is None:
        place = array.value[0] + 1
        return f"{text[:place]}{value}{text[place:]}"
    return _behind(text, last.value, value)


def object_with(text: str, whole: Place | None, members: Mapping[str, Place], member: str) -> str:
    """``member`` behind ``main``, or else behind the last one. ``whole`` is the object's place, None for the document
    itself."""
    if not members:
        start = whole.value[0] if whole else text.find("{")
        return f"{text[: start + 1]}{member}{text[start + 1 :]}"
    before = members.get("main") or list(members.values())[-1]
    return _behind(text, (before.key[0], before.value[1]), member)


def without_member(text: str, members: Mapping[str, Place], key: str) -> str:
    """The object without one of its members, and without what stands behind it on its last line."""
    names = list(members)
    begin, end = members[key].key[0], members[key].value[1]
    comma = _COMMA.match(text, end)
    end = comma.end() if comma else end
    if comma is None and names[0] != key:
        before = members[names[names.index(key) - 1]].value[1]
        comma_before = _COMMA.match(text, before)
        assert comma_before is not None
        place = comma_before.end() - 1
        text = text[:place] + text[place + 1 :]
        begin, end = begin - 1, end - 1
    line = text.rfind("\n", 0, begin) + 1
    rest = _REST_OF_LINE.match(text, end)
    if rest is None or text[line:begin].strip():
        return text[:begin].rstrip(" ") + text[end:].lstrip(" ")
    return text[:line] + text[rest.end() + 1 :]


def _behind(text: str, before: tuple[int, int], item: str) -> str:
    """``item`` behind the one at ``before``, on a line of its own where that one has one."""
    begin, end = before
    comma = _COMMA.match(text, end)
    if not comma:
        text = f"{text[:end]},{text[end:]}"
    follows = comma.end() if comma else end + 1
    trailing = "," if comma else ""
    rest = _REST_OF_LINE.match(text, follows)
    line = text.rfind("\n", 0, begin) + 1
    indent = text[line:begin]
    if rest is None or indent.strip():
        return f"{text[:follows]} {item}{trailing}{text[follows:]}"
    return f"{text[: rest.end()]}\n{indent}{item}{trailing}{text[rest.end() :]}"
