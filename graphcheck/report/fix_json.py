"""Fixes in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from graphcheck.model.finding import (
    ConfigEdit,
    ConfigRemoval,
    ConfigTable,
    ConfigValue,
    Edit,
    Fix,
    KeyRename,
    SettingEdit,
)
from graphcheck.model.location import Span

__all__ = ["fix_document", "range_document"]

_Document = Mapping[str, object]


def fix_document(fix: Fix) -> _Document:
    return {
        "title": fix.title,
        "safe": fix.safe,
        "edits": [_edit(edit) for edit in fix.edits],
        "renames": [
            {"path": rename.path, **range_document(rename.span), "from": rename.old, "to": rename.new}
            for rename in fix.renames
        ],
        "settings": [_setting(edit) for edit in fix.settings],
        "registrations": [{"path": each.path, "prefix": each.prefix} for each in fix.registrations],
    }


def range_document(span: Span | None) -> _Document:
    return {
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
    }


def _edit(edit: Edit) -> _Document:
    return {"path": edit.path, **range_document(edit.span), "text": edit.text}


def _setting(edit: SettingEdit) -> _Document:
    document: dict[str, object] = {"path": edit.path, "key": list(edit.keys), "value": None, "append": False}
    match edit:
        case ConfigEdit():
            action = "append" if edit.append else "set"
            document |= {"value": _plain(edit.value), "append": edit.append, "action": action}
        case ConfigRemoval():
            document |= {"action": "remove"}
        case KeyRename():
            document |= {"value": edit.name, "action": "rename"}
        case _:
            assert_never(edit)
    return document


def _plain(value: ConfigValue) -> object:
    if isinstance(value, ConfigTable):
        return {key: _plain(each) for key, each in value.items}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
