"""Changes to the text of a TOML document."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, InlineTable, Table

from graphcheck.config.document import Key, KeyPath
from graphcheck.config.toml import parse_toml
from graphcheck.fix.values import is_in, plain, wrapped
from graphcheck.model.finding import ConfigEdit, ConfigKeys, ConfigRemoval, ConfigTable, ConfigValue, KeyRename
from graphcheck.model.finding import SettingEdit as Setting

__all__ = ["edit_toml", "read_toml"]

_Tables = MutableMapping[str, Any]
_SEGMENT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|[^\s.=\[\]{},#\"']+")


def read_toml(text: str) -> object:
    return tomlkit.parse(text).unwrap()


def edit_toml(text: str, edit: Setting) -> str | None:
    """``text`` with the setting; None where there is no place for it. Raises ``TOMLKitError``."""
    if isinstance(edit, KeyRename):
        return _with_key_renamed(text, edit)
    document = tomlkit.parse(text)
    keys, value = wrapped(document.unwrap(), edit) if isinstance(edit, ConfigEdit) else (edit.keys, "")
    table = _table(document, keys[:-1])
    if table is None or not isinstance(keys[-1], str):
        return None
    if isinstance(edit, ConfigRemoval):
        if keys[-1] in table:
            del table[keys[-1]]
        return tomlkit.dumps(document)
    return _with_value(text, document, table, keys[-1], value, append=edit.append and keys == edit.keys)


def _with_value(
    text: str, document: tomlkit.TOMLDocument, table: _Tables, key: str, value: ConfigValue, *, append: bool
) -> str | None:
    known = table.get(key)
    if append and isinstance(known, (Array, AoT)):
        if not is_in(plain(value), known.unwrap()):
            known.append(_item(value, inline=isinstance(known, Array)))
    elif append and known is not None:
        return None
    else:
        wanted: ConfigValue = (value,) if append else value
        if known is None and table is document and not _makes_tables(wanted):
            return _with_top_level_key(text, key, _item(wanted).as_string())
        if known is None or known.unwrap() != plain(wanted):
            table[key] = _item(wanted, inline=isinstance(table, InlineTable))
    return tomlkit.dumps(document)


def _table(document: tomlkit.TOMLDocument, keys: ConfigKeys) -> _Tables | None:
    table: Any = document
    for key in keys:
        inside = isinstance(table, (AoT, Array)) and isinstance(key, int) and key < len(table)
        table = table[key] if inside else table.get(key) if isinstance(table, (Container, Table, InlineTable)) else None
    return table if isinstance(table, (Container, Table, InlineTable)) else None


def _makes_tables(value: ConfigValue) -> bool:
    return isinstance(value, ConfigTable) or (isinstance(value, tuple) and any(map(_makes_tables, value)))


def _item(value: ConfigValue, *, inline: bool = False) -> Any:
    """A list of tables is written as ``[[key]]``, where there is room for one."""
    if isinstance(value, ConfigTable):
        table: InlineTable | Table = tomlkit.inline_table() if inline else tomlkit.table()
        for key, each in value.items:
            table[key] = _item(each, inline=True)
        return table
    if isinstance(value, tuple) and value and not inline and all(isinstance(each, ConfigTable) for each in value):
        tables = tomlkit.aot()
        for each in value:
            tables.append(_item(each))
        return tables
    if isinstance(value, tuple):
        array = tomlkit.array()
        array.extend(_item(each, inline=True) for each in value)
        return array
    return tomlkit.item(value)


def _with_top_level_key(text: str, key: str, value: str) -> str | None:
    """A line behind the last of the top level, which ends where the first table begins."""
    first = re.search(r"(?m)^[ \t]*\[", text)
    for place in (_end_of_main(text), first.start() if first else len(text)):
        if place is None:
            continue
        start = "" if not place or text[place - 1] == "\n" else "\n"
        changed = f"{text[:place]}{start}{key} = {value}\n{text[place:]}"
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


def _with_key_renamed(text: str, edit: KeyRename) -> str | None:
    """Everywhere it is written: a table may have several headers, and dotted keys."""
    if "\r" in text:
        return None
    for start, end in sorted(set(_segments(text, edit.keys)), reverse=True):
        text = f"{text[:start]}{tomlkit.key(edit.name).as_string()}{text[end:]}"
    return text


def _segments(text: str, keys: ConfigKeys) -> Iterator[tuple[int, int]]:
    depth = _named(keys)
    for path, place in parse_toml(text)[1].items():
        if path[: len(keys)] == keys:
            start, end = place.key
            segments = [match.span() for match in _SEGMENT.finditer(text, start, end)]
            number = depth - 1 - (_named(path) - len(segments))
            # An element of a list has no key of its own, save where it is a table with a header.
            if 0 <= number < len(segments) and (isinstance(path[-1], str) or text[start] == "["):
                yield segments[number]


def _named(path: KeyPath | tuple[Key, ...]) -> int:
    return sum(isinstance(key, str) for key in path)
