from __future__ import annotations

import pytest
import tomli

from graphcheck.config.document import Document, KeyPath, SyntaxProblem
from graphcheck.config.toml import parse_toml

TEXT = '''# comment
name = "w" # comment
a.b."c d" = [1, "x]", {k = "v", z = [2]},
  # comment
  \'\'\'q\'\'\']
text = """a "quoted" \\"""
= not a key"""
[env.staging]
main = 'src/x.py'
[[rules]]
type = "Text"
[[rules]]
globs = ["a", "b"]
[rules.sub]
day = 1979-05-27 07:32:00
'''


def shown(keys: KeyPath) -> tuple[str, str]:
    place = parse_toml(TEXT)[1][keys]
    return TEXT[slice(*place.key)], TEXT[slice(*place.value)]


@pytest.mark.parametrize(
    ("keys", "key", "value"),
    [
        (("name",), "name", '"w"'),
        (("a", "b", "c d", 1), '"x]"', '"x]"'),
        (("a", "b", "c d", 2, "z"), "z", "[2]"),
        (("env",), "[env.staging]", "[env.staging]"),
        (("env", "staging", "main"), "main", "'src/x.py'"),
        (("rules", 0, "type"), "type", '"Text"'),
        (("rules", 1), "[[rules]]", "[[rules]]"),
        (("rules", 1, "globs", 1), '"b"', '"b"'),
        (("rules", 1, "sub", "day"), "day", "1979-05-27 07:32:00"),
    ],
)
def test_places(keys: KeyPath, key: str, value: str) -> None:
    assert shown(keys) == (key, value)


def test_every_place_belongs_to_a_value() -> None:
    data, places = parse_toml(TEXT)

    assert data == tomli.loads(TEXT)
    assert all(Document("", data).get(*keys) is not Document("", {}).get("none") for keys in places)


def test_windows_line_ends_do_not_move_places() -> None:
    assert parse_toml(TEXT.replace("\n", "\r\n"))[1] == parse_toml(TEXT)[1]


def test_a_mistake_has_line_and_column() -> None:
    with pytest.raises(SyntaxProblem) as caught:
        parse_toml('name = "w"\nmain = src/entry.py\n')
    assert (caught.value.line, caught.value.column) == (2, 8)


def test_inline_tables_of_toml_1_1() -> None:
    assert parse_toml('build = {\n  command = "x",\n}\n')[0] == {"build": {"command": "x"}}


@pytest.mark.parametrize("text", ["x = " + "[" * 100_000, "[" + "a." * 50_000 + "b]", "x = " + "{a = " * 50_000])
def test_deep_nesting_is_refused_and_not_a_crash(text: str) -> None:
    with pytest.raises(SyntaxProblem):
        parse_toml(text)
