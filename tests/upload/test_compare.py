from __future__ import annotations

import json

import pytest

from graphcheck.model.bundle import BundleFile, SizeChange
from graphcheck.model.errors import UsageError
from graphcheck.model.project import ModuleType
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.upload import compare_uploads, parse_upload


def file(name: str, size: int) -> BundleFile:
    return BundleFile(name, ModuleType.PYTHON, name, size, ModuleOrigin.APP)


def test_what_is_added_removed_and_resized() -> None:
    difference = compare_uploads(
        {"same": 1, "gone": 2, "grown": 3}, [file("same", 1), file("grown", 30), file("new", 4)]
    )

    assert (difference.before, difference.after) == (6, 35)
    assert difference.changes == (
        SizeChange("gone", 2, None),
        SizeChange("grown", 3, 30),
        SizeChange("new", None, 4),
    )
    assert [change.difference for change in difference.changes] == [-2, 27, 4]


def test_reads_the_upload_of_a_report() -> None:
    report = {"schema": "graphcheck/1", "upload": [{"name": "a.py", "size": 3, "type": "python"}], "findings": []}

    assert parse_upload(json.dumps(report), "old.json") == {"a.py": 3}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[" * 100_000,
        "[]",
        '{"schema": "other/1", "upload": []}',
        '{"schema": "graphcheck/1"}',
        '{"schema": "graphcheck/1", "upload": [1]}',
        '{"schema": "graphcheck/1", "upload": [{"name": "a", "size": "3"}]}',
        '{"schema": "graphcheck/1", "upload": [{"name": "a", "size": true}]}',
    ],
    ids=["empty", "nested", "list", "schema", "no upload", "number", "text", "boolean"],
)
def test_anything_else_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match=r"old\.json"):
        parse_upload(text, "old.json")
