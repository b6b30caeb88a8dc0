"""Additions to the text of a JSON document with comments."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from graphcheck.config.document import Place

__all__ = ["array_with", "as_json", "object_with"]

# Spaces and comments up to the end of the line: what is said about the value before it.
_REST_OF_LINE = re.compile(r"[ \t]*(?://[^\n]*?|/\*[^\n]*?\*/[ \t]*)?(?=\r?\n)")
_COMMA = re.compile(r"(?:\s|//[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*,")


def as_json(value: str | list[str]) -> str:
    return json.dumps(value, ensure_ascii=False)


def array_with(text: str, array: Place, last: Place | None, value: str) -> str:
    """``value`` behind the last element, or as the only one."""
    place = last.value[1] if last else array.value[0] + 1
    return f"{text[:place]}{', ' if last else ''}{as_json(value)}{text[place:]}"


def object_with(
    text: str, whole: Place | None, members: Mapping[str, Place], key: str, value: str | list[str]
) -> str | None:
    """A member behind ``main``, or else behind the last one, on a line of its own where the others are.

    ``whole`` is the object's place, None for the document itself.
    """
    member = f"{as_json(key)}: {as_json(value)}"
    if not members:
        start = whole.value[0] if whole else text.find("{")
        return f"{text[: start + 1]}{member}{text[start + 1 :]}"
    before = members.get("main") or list(members.values())[-1]
    end = before.value[1]
    comma = _COMMA.match(text, end)
    if not comma:
        text = f"{text[:end]},{text[end:]}"
    follows = comma.end() if comma else end + 1
    trailing = "," if comma else ""
    rest = _REST_OF_LINE.match(text, follows)
    start = text.rfind("\n", 0, before.key[0]) + 1
    indent = text[start : before.key[0]]
    if rest is None or indent.strip():
        return f"{text[:follows]} {member}{trailing}{text[follows:]}"
    line_end = "\r\n" if text[rest.end() : rest.end() + 2] == "\r\n" else "\n"
    return f"{text[: rest.end()]}{line_end}{indent}{member}{trailing}{text[rest.end() :]}"
