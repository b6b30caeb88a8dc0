"""The upload set in each format, and names that would like to be more than names."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from graphcheck.model.bundle import Bundle, BundleDiff, BundleFile, BundleTotal, FileVerdict, SavingGlob, SizeChange
from graphcheck.model.project import ModuleType
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleOrigin
from graphcheck.model.upload import SizeLimit
from graphcheck.model.worker import WorkerInfo
from graphcheck.report import RenderOptions
from graphcheck.report.bundle import BUNDLE_FORMATS, BundleOptions, render_bundle, render_diff, render_verdicts
from graphcheck.report.bundle.tree import tree_rows

WORKER = WorkerInfo("w", "wrangler.toml", "src/main.py", "main", "src", ".", None, "314.0.6", "3.14.2", "a date")
LIMIT = SizeLimit(1000, "uncompressed", "all plans", "2026-09-04", "https://example.com/")
OPTIONS = BundleOptions(RenderOptions(width=100, color=False))
HOSTILE = "a\x1b[31m|`<img src=x>`\u202e\n,\"'\udcff.py"


def make(files: Sequence[tuple[str, int]], folders: Sequence[tuple[str, int]] = ()) -> Bundle:
    made = tuple(
        BundleFile(name, ModuleType.PYTHON, name, size, ModuleOrigin.APP, "d 1", None, Reach.NO) for name, size in files
    )
    total = sum(size for _, size in files)
    whole = BundleTotal("", len(files), total, None, (0, 0, total))
    inner = (BundleTotal(name, 1, size, None, (0, 0, size)) for name, size in folders)
    return Bundle(WORKER, made, (whole, *inner), (replace(whole, name="d 1"),), (), total, None, LIMIT)


@pytest.mark.parametrize("name", BUNDLE_FORMATS)
def test_hostile_names_stay_names(name: str) -> None:
    bundle = replace(make([(HOSTILE, 1)], [(HOSTILE, 1)]), savings=(SavingGlob(HOSTILE, 1, 1),), refusals=(HOSTILE,))
    diff = BundleDiff(1, 0, (SizeChange(HOSTILE, 1, None),))
    verdict = FileVerdict(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,))
    for view in ("tree", "table"):
        options = replace(OPTIONS, view=view)
        for text in (
            render_bundle(name, bundle, options),
            render_diff(name, diff, options),
            render_verdicts(name, [verdict], options),
        ):
            assert text.endswith("\n")
            assert all(line.isprintable() for line in text.splitlines())
            text.encode("utf-8")


def test_csv_never_begins_a_formula() -> None:
    (row,) = csv.DictReader(io.StringIO(render_bundle("csv", make([("=1+1.py", 1)]), OPTIONS)))

    assert row["name"] == "'=1+1.py"


def test_markdown_escapes_bars_inside_code() -> None:
    assert "| `` a\\|`b `` | 1 |" in render_bundle("markdown", make([("a|`b/x", 1)], [("a|`b", 1)]), OPTIONS)


def test_json_of_a_diff_has_null_for_what_is_absent() -> None:
    diff = BundleDiff(1, 2, (SizeChange("gone", 1, None), SizeChange("new", None, 2)))

    assert json.loads(render_diff("json", diff, OPTIONS))["changes"] == [
        {"name": "gone", "before": 1, "after": None},
        {"name": "new", "before": None, "after": 2},
    ]


def test_text_says_when_a_limit_or_a_budget_is_exceeded() -> None:
    assert "over the limit" in render_bundle("text", make([("main.py", 1001)]), OPTIONS)
    assert "budget  10 B, 5 B over" in render_bundle("text", replace(make([("main.py", 15)]), budget=10), OPTIONS)
    assert "budget  10 B, 5 B left" in render_bundle("text", replace(make([("main.py", 5)]), budget=10), OPTIONS)


def test_the_tree_has_the_largest_folder_first_and_goes_as_deep_as_it_is_told() -> None:
    bundle = make([("x", 1)], [("a", 1), ("b", 5), ("b/c", 3), ("b/c/d", 3)])

    rows = [f"{row.lines}{row.label}" for row in tree_rows(bundle, 2)]

    assert rows == ["the upload", "├─ b/", "│  └─ c/", "└─ a/"]


def test_many_small_folders_share_a_row() -> None:
    bundle = make([("x", 1)], [(f"f{number:02}", number) for number in range(20)])

    last = list(tree_rows(bundle, 1))[-1]

    assert (last.label, last.total.files, last.total.size) == ("9 smaller folders", 9, sum(range(9)))
