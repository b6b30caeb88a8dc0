"""Settings are changed, and nothing else is: comments, order, line ends."""

from __future__ import annotations

from difflib import SequenceMatcher

import pytest
import tomli

from graphcheck.config.jsonc import parse_jsonc
from graphcheck.fix.settings import edit_setting
from graphcheck.model.finding import ConfigEdit

TOML = [
    'name = "w"\nmain = "src/main.py"  # entry\n\n# tables\n[vars]\nA = "1"\n',
    'name = "w"\r\nmain = "src/main.py"\r\n[[rules]]\r\ntype = "Data"\r\n',
    'main = "src/main.py"',
    'name = """\nmain = 1\n"""\nmain = "src/main.py"\n',
    "# nothing\n",
    '[vars]\nmain = "x"\n',
]
JSONC = [
    '{\n  // the name\n  "name": "w",\n  "main": "src/main.py", // entry\n  "vars": {"A": "1"} // last\n}\n',
    '{\n  "name": "w",\n  "main": "src/main.py" // entry\n}\n',
    '{\n  "name": "w",\n  "main": "src/main.py" /* entry */,\n}\n',
    '{\r\n\t"name": "w", "main": "src/main.py",\r\n\t"vars": {}\r\n}\r\n',
    '{"name":"w","main":"src/main.py"}',
    '{"main":"src/main.py","name":"w",}',
    '{ "name": "w" }',
    "{}",
    '{\n  "name": "w" // no main\n  ,\n}\n',
]  # fmt: skip


def assert_inserted(before: str, after: str) -> None:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    assert {tag for tag, *_ in matcher.get_opcodes()} <= {"equal", "insert"}


@pytest.mark.parametrize("text", TOML)
def test_a_new_key_in_toml(text: str) -> None:
    edit = ConfigEdit("wrangler.toml", ("base_dir",), "back end")
    after = edit_setting(text, edit)
    assert after is not None

    assert tomli.loads(after) == {**tomli.loads(text), "base_dir": "back end"}
    assert_inserted(text, after)
    assert edit_setting(after, edit) == after


@pytest.mark.parametrize("text", JSONC)
def test_a_new_key_in_jsonc(text: str) -> None:
    edit = ConfigEdit("wrangler.jsonc", ("base_dir",), 'b "x"')
    after = edit_setting(text, edit)
    assert after is not None

    before = parse_jsonc(text)[0]
    assert isinstance(before, dict)
    assert parse_jsonc(after)[0] == {**before, "base_dir": 'b "x"'}
    assert_inserted(text, after)
    assert edit_setting(after, edit) == after


def test_it_stands_behind_main_and_comments_stay_with_what_they_say() -> None:
    after = edit_setting(JSONC[0], ConfigEdit("wrangler.jsonc", ("base_dir",), "x"))

    assert after == JSONC[0].replace("// entry\n", '// entry\n  "base_dir": "x",\n')
    after = edit_setting(JSONC[1], ConfigEdit("wrangler.jsonc", ("base_dir",), "x"))
    assert after == JSONC[1].replace('main.py" // entry\n', 'main.py", // entry\n  "base_dir": "x"\n')
    after = edit_setting(TOML[0], ConfigEdit("wrangler.toml", ("base_dir",), "x"))
    assert after == TOML[0].replace("# entry\n", '# entry\nbase_dir = "x"\n')


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ('compatibility_flags = ["a"]\n', ["a"]),
        ('compatibility_flags = [\n  "a", # why\n  "b",\n]\n', ["a", "b"]),
        ("compatibility_flags = []\n", []),
        ('name = "w"\n[vars]\n', []),
    ],
)
def test_a_flag_in_toml(text: str, flags: list[str]) -> None:
    edit = ConfigEdit("wrangler.toml", ("compatibility_flags",), "python_workers", append=True)
    after = edit_setting(text, edit)
    assert after is not None

    assert tomli.loads(after)["compatibility_flags"] == [*flags, "python_workers"]
    assert all(comment in after for comment in ("# why",) if comment in text)
    assert edit_setting(after, edit) == after


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ('{"compatibility_flags": ["a"]}', ["a"]),
        ('{\n  "compatibility_flags": [\n    "a", // why\n    "b", /* ] */\n  ],\n}\n', ["a", "b"]),
        ('{"compatibility_flags": [ /* none */ ]}', []),
        ('{\n  "main": "x" // entry\n}\n', []),
    ],
)
def test_a_flag_in_jsonc(text: str, flags: list[str]) -> None:
    edit = ConfigEdit("wrangler.json", ("compatibility_flags",), "python_workers", append=True)
    after = edit_setting(text, edit)
    assert after is not None

    document = parse_jsonc(after)[0]
    assert isinstance(document, dict)
    assert document["compatibility_flags"] == [*flags, "python_workers"]
    assert_inserted(text, after)
    assert edit_setting(after, edit) == after


def test_a_key_of_an_environment() -> None:
    keys = ("env", "staging", "compatibility_flags")
    toml = '[env.staging]\ncompatibility_flags = ["a"] # why\n[env.production]\n'
    jsonc = '{"env": {"staging": {"compatibility_flags": ["a"]}}}'

    assert edit_setting(toml, ConfigEdit("w.toml", keys, "b", append=True)) == toml.replace('["a"]', '["a", "b"]')
    assert edit_setting(jsonc, ConfigEdit("w.json", keys, "b", append=True)) == jsonc.replace('["a"]', '["a", "b"]')


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("w.toml", "= 1\n"),
        ("w.toml", 'flags = "text"\n'),
        ("w.json", "{"),
        ("w.json", "[]"),
        ("w.json", '{"flags": "text"}'),
        ("w.json", "[" * 5000),
    ],
)
def test_a_file_without_a_place_for_it(path: str, text: str) -> None:
    assert edit_setting(text, ConfigEdit(path, ("flags",), "x", append=True)) is None


def test_a_value_is_replaced() -> None:
    assert edit_setting('a = 1\nbase_dir = "x" # why\n', ConfigEdit("w.toml", ("base_dir",), "y")) == (
        'a = 1\nbase_dir = "y" # why\n'
    )
    assert edit_setting('{"base_dir": "x" /* why */}', ConfigEdit("w.json", ("base_dir",), "y")) == (
        '{"base_dir": "y" /* why */}'
    )
