"""The JSON contract: what is in it, and that ``docs/report.schema.json`` describes it."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot
from jsonschema import Draft202012Validator

from graphcheck.model.finding import Finding, Severity
from graphcheck.model.imports import Guard, ImportKind, Timing
from graphcheck.model.project import ModuleType
from graphcheck.model.reach import Reach
from graphcheck.model.resolution import ModuleKind, ModuleOrigin, Outcome
from graphcheck.model.upload import UploadedModule
from graphcheck.report import render
from tests.report.samples import (
    SETTINGS,
    WORKER,
    analysis,
    edge,
    failure,
    module,
    root_prefix,
    root_prefix_analysis,
    upload,
)

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def small() -> str:
    """One failing import, told in every part of the document."""
    error = failure(SETTINGS, type="ModuleNotFoundError", message="No module named 'src'", module="src")
    return render(
        "json",
        analysis(
            root_prefix(SETTINGS),
            failures=(error,),
            edges=(edge("main", "src.core.config.settings", outcome=Outcome.MISSING, kind=ImportKind.FROM, line=3),),
            uploaded=upload(
                (
                    UploadedModule("main.py", ModuleType.PYTHON, "backend/src/main.py", 61),
                    UploadedModule("core/db.py", ModuleType.PYTHON, "backend/src/core/db.py", 0),
                ),
                gzip=80,
            ),
        ),
    )


def test_the_document() -> None:
    assert json.loads(small()) == snapshot(
        {
            "schema": "graphcheck/1",
            "worker": {
                "name": "api",
                "config": "backend/wrangler.toml",
                "main": "backend/src/main.py",
                "entry": "main",
                "module_root": "backend/src",
                "project_root": ".",
                "env": None,
                "runtime": {"pyodide": "314.0.6", "python": "3.14.2", "selected_by": "compatibility_date 2026-10-01"},
            },
            "startup": {
                "starts": False,
                "error": {
                    "type": "ModuleNotFoundError",
                    "message": "No module named 'src'",
                    "module": "src",
                    "importer": "main",
                    "path": "backend/src/main.py",
                    "line": 3,
                    "column": 6,
                    "chain": [
                        {
                            "module": "main",
                            "path": "backend/src/main.py",
                            "line": 3,
                            "column": 6,
                            "statement": "from src.core.config.settings import Settings",
                        }
                    ],
                },
                "modules": ["main"],
            },
            "summary": {
                "modules": 1,
                "edges": 1,
                "unresolved": 1,
                "by_origin": {"pyodide": 0, "vendored": 0, "app": 1, "venv-workers": 0, "missing": 0},
                "findings": {"error": 1, "warning": 0, "info": 0},
                "ignored": 0,
                "upload": {"files": 2, "bytes": 61, "gzip_bytes": 80},
                "complete": True,
            },
            "upload": [
                {
                    "name": "main.py",
                    "type": "python",
                    "path": "backend/src/main.py",
                    "size": 61,
                    "reached": "import-time",
                },
                {"name": "core/db.py", "type": "python", "path": "backend/src/core/db.py", "size": 0, "reached": "no"},
            ],
            "modules": [
                {
                    "name": "main",
                    "origin": "app",
                    "kind": "module",
                    "path": "main.py",
                    "uploaded": True,
                    "reached": "import-time",
                }
            ],
            "edges": [
                {
                    "importer": "main",
                    "imported": "src.core.config.settings",
                    "names": [],
                    "kind": "from",
                    "timing": "import-time",
                    "guard": "none",
                    "status": "unresolved",
                    "outcome": "missing",
                    "path": "main.py",
                    "line": 3,
                    "column": 8,
                }
            ],
            "findings": [
                {
                    "code": "GC101",
                    "rule": "root-prefix-import",
                    "severity": "error",
                    "message": "`src` is the module root itself; nothing inside the Worker is called `src`",
                    "help": """\
from core.config.settings import Settings
base_dir = "backend" in backend/wrangler.toml; then the imports that lack the prefix change instead\
""",
                    "module": "main",
                    "path": "backend/src/main.py",
                    "line": 3,
                    "column": 6,
                    "end_line": 3,
                    "end_column": 30,
                    "chain": [
                        {
                            "module": "main",
                            "path": "backend/src/main.py",
                            "line": 3,
                            "column": 6,
                            "statement": "from src.core.config.settings import Settings",
                        }
                    ],
                    "fix": {
                        "title": "import `core.config.settings`",
                        "safe": True,
                        "edits": [
                            {
                                "path": "backend/src/main.py",
                                "line": 3,
                                "column": 6,
                                "end_line": 3,
                                "end_column": 30,
                                "text": "core.config.settings",
                            }
                        ],
                        "renames": [],
                        "settings": [],
                        "registrations": [],
                    },
                    "alternatives": [],
                }
            ],
        }
    )


def test_each_entry_stands_on_a_line_of_its_own() -> None:
    starts = [line[:12].rstrip() for line in small().splitlines()]
    assert starts[starts.index('  "upload":') :] == snapshot(
        [
            '  "upload":',
            '    {"name":',
            '    {"name":',
            "  ],",
            '  "modules":',
            '    {"name":',
            "  ],",
            '  "edges": [',
            '    {"import',
            "  ],",
            '  "findings"',
            '    {"code":',
            "  ]",
            "}",
        ]
    )
    assert small().endswith("\n}\n")


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_describes_the_document() -> None:
    for text in (small(), render("json", analysis()), render("json", root_prefix_analysis())):
        assert list(VALIDATOR.iter_errors(json.loads(text))) == []


def keys_in(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The place of every key in a document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from keys_in(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from keys_in(inner, (*path, index))


@pytest.mark.parametrize("path", list(keys_in(json.loads(small()))), ids=lambda path: ".".join(map(str, path)))
def test_the_schema_wants_every_key_and_no_other_type(path: tuple[str | int, ...]) -> None:
    for change in ("missing", "wrong"):
        document: Any = json.loads(small())
        holder = document
        for step in path[:-1]:
            holder = holder[step]
        if change == "missing":
            del holder[path[-1]]
        else:
            holder[path[-1]] = 0.5
        assert not VALIDATOR.is_valid(document)


def test_the_schema_allows_new_keys() -> None:
    document = json.loads(small())
    document["worker"]["novelty"] = document["findings"][0]["novelty"] = 1
    assert VALIDATOR.is_valid(document)


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (("edge", "kind"), ImportKind),
        (("edge", "timing"), Timing),
        (("edge", "guard"), Guard),
        (("edge", "outcome"), Outcome),
        (("module", "origin"), ModuleOrigin),
        (("module", "kind"), ModuleKind),
        (("uploadedModule", "type"), ModuleType),
        (("finding", "severity"), Severity),
    ],
)
def test_the_schema_knows_every_value(path: tuple[str, str], values: type[Enum]) -> None:
    assert SCHEMA["$defs"][path[0]]["properties"][path[1]]["enum"] == [value.value for value in values]


def test_the_schema_knows_every_reach() -> None:
    assert SCHEMA["$defs"]["reached"]["enum"] == [value.value for value in Reach]


def test_the_schema_refuses_absolute_paths() -> None:
    document = json.loads(small())
    for path in ("/home/me/main.py", "C:\\me\\main.py"):
        document = copy.deepcopy(document)
        document["worker"]["main"] = path
        assert not VALIDATOR.is_valid(document)


def test_help_is_one_remedy_a_line_or_null() -> None:
    bare = Finding("GC900", "sample", Severity.INFO, "m")
    findings = json.loads(render("json", analysis(bare, replace(bare, remedies=("a", "b")))))["findings"]
    assert [finding["help"] for finding in findings] == [None, "a\nb"]


def test_unresolved_counts_what_can_fail_in_the_worker_once() -> None:
    edges = (
        edge("main", "a", outcome=Outcome.MISSING),
        edge("main", "a", outcome=Outcome.MISSING, line=2),
        edge("main", "b", outcome=Outcome.PROJECT_ONLY, guard=Guard.OPTIONAL),
        edge("main", "c", outcome=Outcome.MISSING, guard=Guard.TYPE_CHECKING),
        edge("main", "d", outcome=Outcome.MISSING, guard=Guard.DEAD),
        edge("main", "e.f", outcome=Outcome.MISSING, timing=Timing.DEFERRED),
        edge("main", "e", outcome=Outcome.MISSING, kind=ImportKind.PARENT, timing=Timing.DEFERRED),
        edge("main", "g"),
    )
    summary = json.loads(render("json", analysis(edges=edges)))["summary"]
    assert (summary["edges"], summary["unresolved"]) == (8, 3)


def test_edges_and_modules_are_sorted_and_the_upload_is_not() -> None:
    files = [UploadedModule(name, ModuleType.TEXT, name, 1) for name in ("z.txt", "a.txt")]
    document = json.loads(
        render(
            "json",
            analysis(
                modules=(module("b"), module("a")),
                edges=(edge("b", "x"), edge("a", "y", line=2), edge("a", "z", line=1)),
                uploaded=upload(files),
            ),
        )
    )
    assert [each["name"] for each in document["modules"]] == ["a", "b"]
    assert [each["imported"] for each in document["edges"]] == ["z", "y", "x"]
    assert [(each["name"], each["reached"]) for each in document["upload"]] == [
        ("z.txt", "import-time"),
        ("a.txt", "no"),
    ]


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_survives(name: str) -> None:
    finding = Finding("GC900", "sample", Severity.INFO, name, path=name, remedies=(name,))
    text = render("json", analysis(finding, worker=replace(WORKER, name=name)))
    assert text.isascii()
    assert json.loads(text)["worker"]["name"] == name
    assert json.loads(text)["findings"][0]["message"] == name
