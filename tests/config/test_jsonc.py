"""Expected values and error codes are those of jsonc-parser 3.2 with ``allowTrailingComma``, which wrangler bundles."""

from __future__ import annotations

import pytest

from graphcheck.config.document import SyntaxProblem
from graphcheck.config.jsonc import parse_jsonc


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": [1, {"b": null,},], // x\n "c": true /* y */}', {"a": [1, {"b": None}], "c": True}),
        ('"\\u00e9\\ud83d\\ude00"', "é😀"),
        ("-1.5e3", -1500),
        ("0.5", 0.5),
        ('{"a": 1, "a": 2}', {"a": 2}),
        ("[]", []),
        ("1e999", float("inf")),
    ],
)
def test_values(text: str, value: object) -> None:
    assert parse_jsonc(text)[0] == value


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "ValueExpected", 1, 1),
        ("{", "CloseBraceExpected", 1, 2),
        ("[1", "CloseBracketExpected", 1, 3),
        ("{name: 1}", "InvalidSymbol", 1, 2),
        ("{'a': 1}", "InvalidSymbol", 1, 2),
        ("[1,,2]", "ValueExpected", 1, 4),
        ("[1 2]", "CommaExpected", 1, 4),
        ('{"a" 1}', "ColonExpected", 1, 6),
        ('{\n  "a": 1\n  "b": 2}', "CommaExpected", 3, 3),
        ("{1: 2}", "PropertyNameExpected", 1, 2),
        ("{,}", "ValueExpected", 1, 2),
        ('"abc', "UnexpectedEndOfString", 1, 1),
        ('"a\tb"', "InvalidCharacter", 1, 1),
        ('"\\x"', "InvalidEscapeCharacter", 1, 1),
        ('"\\u12"', "InvalidUnicode", 1, 1),
        ("/* x", "UnexpectedEndOfComment", 1, 1),
        ("[1.]", "UnexpectedEndOfNumber", 1, 2),
        ("{} {}", "EndOfFileExpected", 1, 4),
    ],
)
def test_the_first_mistake(text: str, code: str, line: int, column: int) -> None:
    with pytest.raises(SyntaxProblem) as caught:
        parse_jsonc(text)
    assert (caught.value.message, caught.value.line, caught.value.column) == (code, line, column)


def test_every_key_and_value_has_its_place() -> None:
    text = '{"a": [1, {"b": "x"}]}'
    _, places = parse_jsonc(text)

    assert text[slice(*places["a",].key)] == '"a"'
    assert text[slice(*places["a",].value)] == '[1, {"b": "x"}]'
    assert text[slice(*places["a", 1, "b"].value)] == '"x"'


def test_a_lone_surrogate_becomes_what_node_writes_for_it() -> None:
    assert parse_jsonc('"\\udcff"')[0] == "\ufffd"


def test_deep_nesting_is_refused_and_not_a_crash() -> None:
    with pytest.raises(SyntaxProblem, match="nested too deeply"):
        parse_jsonc("[" * 100_000)
