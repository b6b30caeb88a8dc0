"""Changes of configuration files that keep their comments and their layout."""

from __future__ import annotations

import re
from collections.abc import MutableMapping

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, Table

from graphcheck.config.document import Place, SyntaxProblem
from graphcheck.config.jsonc import parse_jsonc
from graphcheck.fix.json_text import array_with, as_json, object_with
from graphcheck.model.finding import ConfigEdit

__all__ = ["edit_setting"]


def edit_setting(text: str, edit: ConfigEdit) -> str | None:
    """``text`` with the setting; unchanged where it has it. None for a file that has no place for it."""
    is_toml = edit.path.endswith(".toml")
    try:
        changed = _edit_toml(text, edit) if is_toml else _edit_jsonc(text, edit)
        return changed if changed and _read(changed, is_toml) == _with_setting(_read(text, is_toml), edit) else None
    except (TOMLKitError, SyntaxProblem, RecursionError):
        return None


def _read(text: str, is_toml: bool) -> object:  # noqa: FBT001
    return tomlkit.parse(text).unwrap() if is_toml else parse_jsonc(text)[0]


def _with_setting(document: object, edit: ConfigEdit) -> object:
    """What the changed file has to say."""
    table = document
    for key in edit.keys[:-1]:
        table = table[key] if isinstance(table, dict) else None
    if isinstance(table, dict):
        known = table.get(edit.keys[-1], [])
        wanted = known if edit.append and edit.value in known else [*known, edit.value]
        table[edit.keys[-1]] = wanted if edit.append else edit.value
    return document


def _edit_toml(text: str, edit: ConfigEdit) -> str | None:
    document = tomlkit.parse(text)
    table: MutableMapping[str, object] = document
    for key in edit.keys[:-1]:
        inner = table.get(key)
        if not isinstance(inner, (Container, Table)):
            return None
        table = inner
    key, known = edit.keys[-1], table.get(edit.keys[-1])
    if edit.append and isinstance(known, Array):
        if edit.value not in known:
            known.append(edit.value)
    elif edit.append and known is not None:
        return None
    elif known != edit.value:
        value = [edit.value] if edit.append else edit.value
        if known is None and table is document:
            return _with_top_level_key(text, key, tomlkit.item(value).as_string())
        table[key] = value
    return tomlkit.dumps(document)


def _with_top_level_key(text: str, key: str, value: str) -> str | None:
    """A line behind the last of the top level, which ends where the first table begins."""
    first = re.search(r"(?m)^[ \t]*\[", text)
    end = "\r\n" if "\r\n" in text else "\n"
    for place in (_end_of_main(text), first.start() if first else len(text)):
        if place is None:
            continue
        start = "" if not place or text[place - 1] == "\n" else end
        changed = f"{text[:place]}{start}{key} = {value}{end}{text[place:]}"
        try:
            after = tomlkit.parse(changed).unwrap()
        except TOMLKitError:
            continue
        if key in after:
            return changed
    return None


def _end_of_main(text: str) -> int | None:
    """Where the line behind ``main`` begins: what it says of names belongs beside it."""
    line = re.search(r"(?m)^main[ \t]*=[^\n]*(\n|\Z)", text)
    return line.end() if line else None


def _edit_jsonc(text: str, edit: ConfigEdit) -> str | None:
    value, places = parse_jsonc(text)
    for key in edit.keys[:-1]:
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, dict):
        return None
    path, known = edit.keys, value.get(edit.keys[-1])
    if edit.append and isinstance(known, list):
        if edit.value in known:
            return text
        last: Place | None = places.get((*path, len(known) - 1))
        return array_with(text, places[path], last, edit.value)
    if known is not None:
        place = places[path].value
        return None if edit.append else text[: place[0]] + as_json(edit.value) + text[place[1] :]
    parent = places.get(path[:-1])
    members = {key: places[*path[:-1], key] for key in value}
    return object_with(text, parent, members, path[-1], [edit.value] if edit.append else edit.value)
