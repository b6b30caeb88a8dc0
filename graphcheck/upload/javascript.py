"""JSON as JavaScript reads and writes it, byte for byte."""

from __future__ import annotations

import json
import math
import re
from typing import NoReturn

__all__ = ["WHITE_SPACE", "parse_json", "write_json"]

WHITE_SPACE = (
    "\t\n\v\f\r \xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
"""What ``String.prototype.trim`` takes away: not what Python's ``strip`` does."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_INDEX = re.compile("0|[1-9][0-9]{0,9}")
_LARGEST_INDEX = 2**32 - 2
_MOST_DIGITS = 21


def parse_json(text: str) -> object:
    """Like ``JSON.parse``: every number is a double. Raises ``ValueError``."""
    try:
        return json.loads(text, parse_int=float, parse_float=float, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def write_json(value: object) -> str:
    """Like ``JSON.stringify`` without spaces, for what ``parse_json`` gave."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{_quote(key)}:{write_json(value[key])}" for key in _in_order(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(write_json, value)) + "]"
    if isinstance(value, float):
        return _number(value)
    return _quote(value) if isinstance(value, str) else json.dumps(value)


def _in_order(value: dict[str, object]) -> list[str]:
    """Keys that are array indices come first, in order of their numbers; the others as they were written."""
    indices = [key for key in value if _INDEX.fullmatch(key) and int(key) <= _LARGEST_INDEX]
    if not indices:
        return list(value)
    found = set(indices)
    return [*sorted(indices, key=int), *(key for key in value if key not in found)]


def _quote(text: str) -> str:
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def _number(value: float) -> str:
    """``Number::toString`` of ECMA-262. Its shortest digits that give the double again are those of ``repr``."""
    if not math.isfinite(value):
        return "null"
    if value == 0:
        return "0"
    from decimal import Decimal

    _, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    assert isinstance(exponent, int)
    text, point = "".join(map(str, digits)), len(digits) + exponent
    sign = "-" if value < 0 else ""
    if len(text) <= point <= _MOST_DIGITS:
        return sign + text + "0" * (point - len(text))
    if 0 < point <= _MOST_DIGITS:
        return f"{sign}{text[:point]}.{text[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{text}"
    mantissa = f"{text[0]}.{text[1:]}" if len(text) > 1 else text
    return f"{sign}{mantissa}e{point - 1:+d}"
