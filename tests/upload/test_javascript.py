from __future__ import annotations

import pytest

from graphcheck.upload.javascript import parse_json, write_json


@pytest.mark.parametrize(
    ("text", "written"),
    [
        # node -e 'console.log(JSON.stringify(JSON.parse(TEXT)))', Node 20
        ("1e21", "1e+21"),
        ("1e20", "100000000000000000000"),
        ("123456789012345680000", "123456789012345680000"),
        ("1e-6", "0.000001"),
        ("1e-7", "1e-7"),
        ("-1.5e-10", "-1.5e-10"),
        ("-0", "0"),
        ("1.50", "1.5"),
        ("5e-324", "5e-324"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("1e999", "null"),
        ("9007199254740993", "9007199254740992"),
        (
            '{"b":1,"2":2,"10":3,"1":4,"01":5,"4294967295":6,"4294967294":7}',
            '{"1":4,"2":2,"10":3,"4294967294":7,"b":1,"01":5,"4294967295":6}',
        ),
        ('"\\ud800\\ud83d\\ude00\\u0000\\u007f\\u2028/"', '"\\ud800\U0001f600\\u0000\x7f\u2028/"'),
        ("[true, false, null, [], {}]", "[true,false,null,[],{}]"),
        ('{"a":1,"b":2,"a":3}', '{"a":3,"b":2}'),
    ],
)
def test_json_is_written_as_javascript_writes_it(text: str, written: str) -> None:
    assert write_json(parse_json(text)) == written


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "\ufeff1", "[" * 100_000, "'a'", "[1,]"])
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(ValueError):
        parse_json(text)
