"""Values of settings, as the parsers give them."""

from __future__ import annotations

from graphcheck.model.finding import ConfigEdit, ConfigKeys, ConfigTable, ConfigValue

__all__ = ["is_in", "plain", "wrapped"]


def plain(value: ConfigValue) -> object:
    if isinstance(value, ConfigTable):
        return {key: plain(each) for key, each in value.items}
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def is_in(value: object, known: object) -> bool:
    return isinstance(known, list) and any(each == value for each in known)


def wrapped(document: object, edit: ConfigEdit) -> tuple[ConfigKeys, ConfigValue]:
    """The keys down to the first table that is missing, and the value inside the tables that it takes."""
    table = document
    for depth, key in enumerate(edit.keys[:-1]):
        inside = isinstance(table, list) and isinstance(key, int) and key < len(table)
        if isinstance(table, dict) and key not in table:
            value: ConfigValue = (edit.value,) if edit.append else edit.value
            for name in reversed(edit.keys[depth + 1 :]):
                value = ConfigTable(((str(name), value),))
            return edit.keys[: depth + 1], value
        table = table[key] if inside or isinstance(table, dict) else None  # type: ignore[index]
    return edit.keys, edit.value
