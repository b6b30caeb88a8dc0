"""The messages are wrangler's own (4.86.0 and 4.164.0, run with these configurations)."""

from __future__ import annotations

import json

import pytest

from tests.config.worker_files import load, problems

BASE = {
    "name": "w",
    "main": "src/entry.py",
    "compatibility_date": "2025-11-02",
    "compatibility_flags": ["python_workers"],
}
RULE_TYPES = 'bindings should have a string "type" field, which contains one of "ESModule", "CommonJS", "CompiledWasm"'


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"main": None}, 'Expected "main" to be of type string but got null.'),
        ({"base_dir": ["src"]}, 'Expected "base_dir" to be of type string but got ["src"].'),
        ({"name": "Bad Name"}, 'Expected "name" to be of type string, alphanumeric and lowercase with dashes only'),
        ({"compatibility_date": 5}, 'Expected "compatibility_date" to be of type string but got 5.'),
        ({"compatibility_date": "2025-99-99"}, '"compatibility_date" field should be a valid ISO-8601 date'),
        ({"compatibility_flags": None}, 'Expected "compatibility_flags" to be of type string array but got null.'),
        ({"find_additional_modules": None}, 'Expected "find_additional_modules" to be of type boolean but got null.'),
        ({"python_modules": ["x"]}, '"python_modules" should be an object but got ["x"].'),
        ({"python_modules": {"exclude": "x"}}, 'Expected "python_modules.exclude" to be of type string array'),
        ({"rules": {"type": "Text"}}, 'The field "rules" should be an array but got {"type":"Text"}.'),
        ({"rules": ["x"]}, '"rules[0]" should be an object but got "x".'),
        ({"rules": [{"type": "PythonModule", "globs": []}]}, RULE_TYPES),
        ({"rules": [{"type": "Text"}]}, 'Expected "rules[0].globs" to be an array of strings but got undefined'),
        ({"rules": [{"type": "Text", "globs": [1]}]}, 'Expected "rules[0].globs.[0]" to be of type string but got 1.'),
        (
            {"rules": [{"type": "Text", "globs": [], "fallthrough": "no"}]},
            'the field "fallthrough", when present, should be a boolean.',
        ),
        ({"legacy_env": True}, 'The "legacy_env" field is no longer supported'),
        ({"node_compat": True}, 'The "node_compat" field is no longer supported'),
        ({"data_blobs": {"a": "b"}}, "You cannot configure [data_blobs] with an ES module worker."),
        ({"site": {"bucket": "x", "entry-point": "y"}}, "Don't define both the `main` and `site.entry-point` fields"),
        ({"site": {}}, '"site.bucket" is a required field.'),
        ({"build": {"command": 3}}, 'Expected "build.command" to be of type string but got 3.'),
        ({"send_metrics": "x"}, 'Expected "send_metrics" to be of type boolean but got "x".'),
    ],
)
def test_refused(change: dict[str, object], message: str) -> None:
    found = problems({"wrangler.json": json.dumps(BASE | change)})

    assert [problem.message for problem in found if message in problem.message]


@pytest.mark.parametrize(
    "change",
    [
        {"rules": None},
        {"rules": [{"type": "Text", "globs": [], "include": ["x"]}]},
        {"python_modules": {}},
        {"name": ""},
        {"name": "_a-b"},
        {"env": {"broken": {"main": 5}}},
        {"env": None},
        {"compatibility_date": "2025-11-2"},
        {"no_bundle": False},
    ],
)
def test_accepted(change: dict[str, object]) -> None:
    load({"wrangler.json": json.dumps(BASE | change)})


def test_a_date_without_quotes() -> None:
    found = problems({"wrangler.toml": 'name = "w"\nmain = "src/entry.py"\ncompatibility_date = 2025-11-02\n'})

    assert found[0].message == 'Expected "compatibility_date" to be of type string but got "2025-11-02".'
    assert found[0].hint == 'put it in quotes: "2025-11-02"'
