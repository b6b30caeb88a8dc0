from __future__ import annotations

import pytest

from graphcheck.extract.named_calls import find_named_calls

CALLS = frozenset({"zoneinfo.ZoneInfo"})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import zoneinfo\nzoneinfo.ZoneInfo('UTC')\n", [(2, False, False)]),
        ("import zoneinfo as z\nclass A:\n    def f(self):\n        z.ZoneInfo('UTC')\n", [(4, True, False)]),
        ("from zoneinfo import ZoneInfo as Z\nx = lambda: Z('UTC')\n", [(2, True, False)]),
        ("def f():\n    from zoneinfo import ZoneInfo\n    return [ZoneInfo(n) for n in x]\n", [(3, True, False)]),
        ("import zoneinfo\ntry:\n    zoneinfo.ZoneInfo('UTC')\nexcept Exception:\n    pass\n", [(3, False, True)]),
        ("class ZoneInfo: ...\nZoneInfo('UTC')\n", []),
        ("from .zoneinfo import ZoneInfo\nZoneInfo('UTC')\n", []),
        ("import zoneinfo\nzoneinfo.ZoneInfo\n", []),
        ("zoneinfo.ZoneInfo(\n", []),
        ("\xff", []),
    ],
)
def test_calls_by_their_full_name(source: str, expected: list[tuple[int, bool, bool]]) -> None:
    found = find_named_calls(source.encode("latin-1"), CALLS)

    assert [(call.span.line, call.deferred, call.handled) for call in found] == expected
