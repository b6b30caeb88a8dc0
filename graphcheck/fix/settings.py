"""Changes of configuration files that keep their comments and their layout."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from typing import assert_never

from tomlkit.exceptions import TOMLKitError

from graphcheck.config.document import Place, SyntaxProblem
from graphcheck.config.jsonc import parse_jsonc
from graphcheck.fix.json_text import array_with, object_with, without_member
from graphcheck.fix.toml_text import edit_toml, read_toml
from graphcheck.fix.values import is_in, plain, wrapped
from graphcheck.model.finding import ConfigEdit, ConfigKeys, ConfigRemoval, KeyRename, SettingEdit

__all__ = ["edit_setting"]


def edit_setting(text: str, edit: SettingEdit) -> str | None:
    """``text`` with the setting; unchanged where it has it. None for a file that has no place for it.

    What comes out was read again, and says what it has to say and nothing else.
    """
    crlf = "\r\n" in text and text.count("\r\n") == text.count("\n")
    source = text.replace("\r\n", "\n") if crlf else text
    is_toml = edit.path.endswith(".toml")
    read: Callable[[str], object] = read_toml if is_toml else _read_jsonc
    try:
        before = read(source)
        changed = edit_toml(source, edit) if is_toml else _edit_jsonc(source, edit)
        if changed is None or _pruned(read(changed)) != _pruned(_expected(before, edit)):
            return None
    except (TOMLKitError, SyntaxProblem, RecursionError):
        return None
    return changed.replace("\n", "\r\n") if crlf else changed


def _read_jsonc(text: str) -> object:
    return parse_jsonc(text)[0]


def _expected(document: object, edit: SettingEdit) -> object:
    """What the changed file has to say."""
    document = deepcopy(document)
    table, key = _parent(document, edit.keys), edit.keys[-1]
    match edit:
        case ConfigEdit():
            table, key, value = _parent_or_new(document, edit)
            known = table.get(key, []) if isinstance(table, dict) else None
            if isinstance(table, dict) and isinstance(key, str):
                wanted = value if not edit.append else known if is_in(value, known) else [*_list(known), value]
                table[key] = wanted
        case ConfigRemoval():
            if isinstance(table, dict):
                table.pop(str(key), None)
        case KeyRename():
            if isinstance(table, dict) and key in table:
                table[edit.name] = table.pop(str(key))
        case _:
            assert_never(edit)
    return document


def _parent_or_new(document: object, edit: ConfigEdit) -> tuple[object, str | int, object]:
    """The innermost table that is there, the key to set in it, and the value with the tables that are missing."""
    keys, value = wrapped(document, edit)
    return _parent(document, keys), keys[-1], plain(value)


def _parent(document: object, keys: ConfigKeys) -> object:
    table = document
    for key in keys[:-1]:
        inside = isinstance(table, list) and isinstance(key, int) and key < len(table)
        table = table[key] if inside or (isinstance(table, dict) and key in table) else None  # type: ignore[index]
    return table


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _pruned(value: object) -> object:
    """Without empty tables: in TOML it is a matter of layout whether there is one."""
    if isinstance(value, list):
        return [_pruned(each) for each in value]
    if isinstance(value, dict):
        pruned = {key: _pruned(each) for key, each in value.items()}
        return {key: each for key, each in pruned.items() if each != {}}
    return value


def _edit_jsonc(text: str, edit: SettingEdit) -> str | None:
    document, places = parse_jsonc(text)
    keys, new = wrapped(document, edit) if isinstance(edit, ConfigEdit) else (edit.keys, "")
    table, key = _parent(document, keys), keys[-1]
    if not isinstance(table, dict):
        return None
    members = {name: places[*keys[:-1], name] for name in table}
    if isinstance(edit, KeyRename):
        if edit.name in members:
            return None  # JSON takes the last of two members of one name, and people the first
        start, end = members[str(key)].key if key in members else (0, 0)
        return f"{text[:start]}{json.dumps(edit.name)}{text[end:]}" if end else text
    if isinstance(edit, ConfigRemoval):
        return without_member(text, members, str(key)) if key in members else text
    known, value = table.get(str(key)), plain(new)
    if edit.append and keys == edit.keys and isinstance(known, list):
        last: Place | None = places.get((*keys, len(known) - 1))
        return text if is_in(value, known) else array_with(text, places[keys], last, _json(value))
    if known is not None:
        start, end = places[keys].value
        return None if edit.append else text[:start] + _json(value) + text[end:]
    value = [value] if edit.append and keys == edit.keys else value
    return object_with(text, places.get(keys[:-1]), members, f"{_json(key)}: {_json(value)}")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
